using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ParticleLimit.Model;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Turns eight rows of eight cells into eight interleaved lines, and back.</summary>
internal static unsafe class LaneTranspose
{
    private const int Width = SquareTranspose.Width;

    /// <summary>Reads rows into interleaved lines; rows that are not there become empty lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load<T, TFormat>(T* row, nint stride, int rows, double* lines)
        where T : unmanaged
        where TFormat : struct, ICellFormat<T>
    {
        for (int i = 0; i < Width; i++) (i < rows ? TFormat.Load(row + i * stride) : Lanes.Zero).Store(lines + i * Width);
        Transpose(lines);
    }

    /// <summary>Writes interleaved lines, which are overwritten, back to rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T, TFormat>(double* lines, T* row, nint stride, int rows)
        where T : unmanaged
        where TFormat : struct, ICellFormat<T>
    {
        Transpose(lines);
        for (int i = 0; i < rows; i++) TFormat.Store(Vector512.Load(lines + i * Width), row + i * stride);
    }

    /// <summary>Transposes a block of 8 x 8 in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(double* block)
    {
        SquareTranspose.Store(
            Vector512.Load(block), Vector512.Load(block + 8), Vector512.Load(block + 16), Vector512.Load(block + 24),
            Vector512.Load(block + 32), Vector512.Load(block + 40), Vector512.Load(block + 48), Vector512.Load(block + 56),
            block, Width);
    }
}
