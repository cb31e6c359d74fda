using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Turns eight rows of eight cells into eight interleaved lines, and back.</summary>
internal static unsafe class LaneTranspose
{
    private const int Width = 8;

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
        if (!Avx512F.IsSupported)
        {
            for (int i = 0; i < Width; i++)
                for (int j = 0; j < i; j++) (block[i * Width + j], block[j * Width + i]) = (block[j * Width + i], block[i * Width + j]);
            return;
        }

        Lanes r0 = Vector512.Load(block), r1 = Vector512.Load(block + 8), r2 = Vector512.Load(block + 16), r3 = Vector512.Load(block + 24);
        Lanes r4 = Vector512.Load(block + 32), r5 = Vector512.Load(block + 40), r6 = Vector512.Load(block + 48), r7 = Vector512.Load(block + 56);
        (r0, r1) = (Avx512F.UnpackLow(r0, r1), Avx512F.UnpackHigh(r0, r1));
        (r2, r3) = (Avx512F.UnpackLow(r2, r3), Avx512F.UnpackHigh(r2, r3));
        (r4, r5) = (Avx512F.UnpackLow(r4, r5), Avx512F.UnpackHigh(r4, r5));
        (r6, r7) = (Avx512F.UnpackLow(r6, r7), Avx512F.UnpackHigh(r6, r7));
        (r0, r2, r4, r6) = Quarters(r0, r2, r4, r6);
        (r1, r3, r5, r7) = Quarters(r1, r3, r5, r7);
        r0.Store(block);
        r1.Store(block + 8);
        r2.Store(block + 16);
        r3.Store(block + 24);
        r4.Store(block + 32);
        r5.Store(block + 40);
        r6.Store(block + 48);
        r7.Store(block + 56);
    }

    /// <summary>The 4 x 4 transpose of pairs of cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Lanes, Lanes, Lanes, Lanes) Quarters(Lanes a, Lanes b, Lanes c, Lanes d)
    {
        Lanes ab02 = Avx512F.Shuffle4x128(a, b, 0x88), ab13 = Avx512F.Shuffle4x128(a, b, 0xDD);
        Lanes cd02 = Avx512F.Shuffle4x128(c, d, 0x88), cd13 = Avx512F.Shuffle4x128(c, d, 0xDD);
        return (Avx512F.Shuffle4x128(ab02, cd02, 0x88), Avx512F.Shuffle4x128(ab13, cd13, 0x88), Avx512F.Shuffle4x128(ab02, cd02, 0xDD), Avx512F.Shuffle4x128(ab13, cd13, 0xDD));
    }
}
