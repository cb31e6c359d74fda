using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Model;

/// <summary>Turns eight rows of numbers into columns.</summary>
public static unsafe class SquareTranspose
{
    /// <summary>Rows and columns of a square.</summary>
    public const int Width = 8;

    /// <summary>Writes the transpose of the square with these rows.</summary>
    /// <param name="r0">The first row.</param>
    /// <param name="r1">The second.</param>
    /// <param name="r2">The third.</param>
    /// <param name="r3">The fourth.</param>
    /// <param name="r4">The fifth.</param>
    /// <param name="r5">The sixth.</param>
    /// <param name="r6">The seventh.</param>
    /// <param name="r7">The last.</param>
    /// <param name="columns">Where the first column goes.</param>
    /// <param name="apart">From one column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes r0, Lanes r1, Lanes r2, Lanes r3, Lanes r4, Lanes r5, Lanes r6, Lanes r7, double* columns, nint apart) =>
        Write<ThroughCaches>(r0, r1, r2, r3, r4, r5, r6, r7, columns, apart);

    /// <summary>Writes the transpose of the square with these rows past the caches, to addresses aligned to eight numbers. Other threads see it after a fence.</summary>
    /// <param name="r0">The first row.</param>
    /// <param name="r1">The second.</param>
    /// <param name="r2">The third.</param>
    /// <param name="r3">The fourth.</param>
    /// <param name="r4">The fifth.</param>
    /// <param name="r5">The sixth.</param>
    /// <param name="r6">The seventh.</param>
    /// <param name="r7">The last.</param>
    /// <param name="columns">Where the first column goes.</param>
    /// <param name="apart">From one column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Stream(Lanes r0, Lanes r1, Lanes r2, Lanes r3, Lanes r4, Lanes r5, Lanes r6, Lanes r7, double* columns, nint apart) =>
        Write<PastCaches>(r0, r1, r2, r3, r4, r5, r6, r7, columns, apart);

    /// <summary>Writes the four columns of eight rows of four numbers.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="columns">Where the first column goes.</param>
    /// <param name="apart">From one column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFours(double* rows, double* columns, nint apart)
    {
        if (!Avx512F.IsSupported)
        {
            for (int c = 0; c < 4; c++)
                for (int r = 0; r < Width; r++) columns[c * apart + r] = rows[4 * r + c];
            return;
        }

        Lanes r01 = Vector512.Load(rows), r23 = Vector512.Load(rows + 8), r45 = Vector512.Load(rows + 16), r67 = Vector512.Load(rows + 24);
        Vector512<long> first = Vector512.Create(0L, 4, 1, 5, 8, 12, 9, 13), second = Vector512.Create(2L, 6, 3, 7, 10, 14, 11, 15);
        Lanes even = Avx512F.UnpackLow(r01, r23), evenOn = Avx512F.UnpackLow(r45, r67), odd = Avx512F.UnpackHigh(r01, r23), oddOn = Avx512F.UnpackHigh(r45, r67);
        Avx512F.PermuteVar8x64x2(even, first, evenOn).Store(columns);
        Avx512F.PermuteVar8x64x2(odd, first, oddOn).Store(columns + apart);
        Avx512F.PermuteVar8x64x2(even, second, evenOn).Store(columns + 2 * apart);
        Avx512F.PermuteVar8x64x2(odd, second, oddOn).Store(columns + 3 * apart);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TWay>(Lanes r0, Lanes r1, Lanes r2, Lanes r3, Lanes r4, Lanes r5, Lanes r6, Lanes r7, double* columns, nint apart)
        where TWay : struct, IWay
    {
        if (!Avx512F.IsSupported)
        {
            for (int c = 0; c < Width; c++, columns += apart)
                Vector512.Create(r0[c], r1[c], r2[c], r3[c], r4[c], r5[c], r6[c], r7[c]).Store(columns);
            return;
        }

        (r0, r1) = (Avx512F.UnpackLow(r0, r1), Avx512F.UnpackHigh(r0, r1));
        (r2, r3) = (Avx512F.UnpackLow(r2, r3), Avx512F.UnpackHigh(r2, r3));
        (r4, r5) = (Avx512F.UnpackLow(r4, r5), Avx512F.UnpackHigh(r4, r5));
        (r6, r7) = (Avx512F.UnpackLow(r6, r7), Avx512F.UnpackHigh(r6, r7));
        WriteQuarters<TWay>(r0, r2, r4, r6, columns, 2 * apart);
        WriteQuarters<TWay>(r1, r3, r5, r7, columns + apart, 2 * apart);
    }

    /// <summary>The transpose of four rows of four pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteQuarters<TWay>(Lanes a, Lanes b, Lanes c, Lanes d, double* columns, nint apart)
        where TWay : struct, IWay
    {
        Lanes ab02 = Avx512F.Shuffle4x128(a, b, 0x88), ab13 = Avx512F.Shuffle4x128(a, b, 0xDD);
        Lanes cd02 = Avx512F.Shuffle4x128(c, d, 0x88), cd13 = Avx512F.Shuffle4x128(c, d, 0xDD);
        TWay.Write(Avx512F.Shuffle4x128(ab02, cd02, 0x88), columns);
        TWay.Write(Avx512F.Shuffle4x128(ab13, cd13, 0x88), columns + apart);
        TWay.Write(Avx512F.Shuffle4x128(ab02, cd02, 0xDD), columns + 2 * apart);
        TWay.Write(Avx512F.Shuffle4x128(ab13, cd13, 0xDD), columns + 3 * apart);
    }

    private interface IWay
    {
        static abstract void Write(Lanes lanes, double* destination);
    }

    private readonly struct ThroughCaches : IWay
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(Lanes lanes, double* destination) => lanes.Store(destination);
    }

    private readonly struct PastCaches : IWay
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write(Lanes lanes, double* destination) => lanes.StoreAlignedNonTemporal(destination);
    }
}
