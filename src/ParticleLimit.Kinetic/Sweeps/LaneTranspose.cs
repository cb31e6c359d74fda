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
        if (rows == Width)
        {
            SquareTranspose.Store(
                TFormat.Load(row), TFormat.Load(row + stride), TFormat.Load(row + 2 * stride), TFormat.Load(row + 3 * stride),
                TFormat.Load(row + 4 * stride), TFormat.Load(row + 5 * stride), TFormat.Load(row + 6 * stride), TFormat.Load(row + 7 * stride),
                lines, Width);
            return;
        }

        for (int i = 0; i < Width; i++) (i < rows ? TFormat.Load(row + i * stride) : Lanes.Zero).Store(lines + i * Width);
        Transpose(lines, lines, Width);
    }

    /// <summary>Writes interleaved lines, which are overwritten, back to rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T, TFormat>(double* lines, T* row, nint stride, int rows)
        where T : unmanaged
        where TFormat : struct, ICellFormat<T>
    {
        if (rows == Width && typeof(T) == typeof(double))
        {
            Transpose(lines, (double*)row, stride);
            return;
        }

        Transpose(lines, lines, Width);
        for (int i = 0; i < rows; i++) TFormat.Store(Vector512.Load(lines + i * Width), row + i * stride);
    }

    /// <summary>Writes the transpose of a block of 8 x 8, which may be the block itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(double* block, double* columns, nint apart)
    {
        SquareTranspose.Store(
            Vector512.Load(block), Vector512.Load(block + 8), Vector512.Load(block + 16), Vector512.Load(block + 24),
            Vector512.Load(block + 32), Vector512.Load(block + 40), Vector512.Load(block + 48), Vector512.Load(block + 56),
            columns, apart);
    }
}
