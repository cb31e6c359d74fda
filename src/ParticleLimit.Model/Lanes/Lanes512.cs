using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParticleLimit.Model;

/// <summary>Eight doubles, for AVX-512.</summary>
public readonly unsafe struct Lanes512(Vector512<double> values) : ILanes<Lanes512>
{
    private const double WholeNumbers = 6755399441055744; // 1.5 2^52

    private readonly Vector512<double> values = values;

    /// <inheritdoc/>
    public static int Count => Vector512<double>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(double value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(double* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* destination) => values.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stream(double* destination) => values.StoreAlignedNonTemporal(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a.values + b.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a.values - b.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a.values * b.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(Lanes512 a, Lanes512 b) => new(a.values / b.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 a, Lanes512 b, Lanes512 c) => new(Vector512.FusedMultiplyAdd(a.values, b.values, c.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 SquareRoot(Lanes512 a) => new(Vector512.Sqrt(a.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Scale(Lanes512 a, Lanes512 power)
    {
        // Adding 1.5 2^52 leaves the whole number in the lowest bits, from where it is shifted into the exponent.
        Vector512<long> whole = (power.values + Vector512.Create(WholeNumbers)).AsInt64() - Vector512.Create(WholeNumbers).AsInt64();
        return new(a.values * ((whole + Vector512.Create(1023L)) << 52).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes512 Exponent, Lanes512 Fraction) Split(Lanes512 a)
    {
        Vector512<long> bits = a.values.AsInt64(), one = Vector512.Create(1.0).AsInt64();
        Vector512<long> exponent = (bits >>> 52) - Vector512.Create(1023L);
        Vector512<double> number = (exponent + Vector512.Create(WholeNumbers).AsInt64()).AsDouble() - Vector512.Create(WholeNumbers);
        return (new(number), new((bits & Vector512.Create((1L << 52) - 1) | one).AsDouble()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 a, Lanes512 b) => new(Vector512.MaxNative(a.values, b.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Min(Lanes512 a, Lanes512 b) => new(Vector512.MinNative(a.values, b.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WhereLess(Lanes512 a, Lanes512 b, Lanes512 value) => new(Vector512.ConditionalSelect(Vector512.LessThan(a.values, b.values), value.values, Vector512<double>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LessBits(Lanes512 a, Lanes512 b) => Vector512.LessThan(a.values, b.values).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Ahead(Lanes512 a, Lanes512 next, int shift)
    {
        if (!Avx512F.IsSupported) return Joined(a, next, shift);
        Vector512<long> low = a.values.AsInt64(), high = next.values.AsInt64();
        return new((shift switch
        {
            1 => Avx512F.AlignRight64(high, low, 1),
            2 => Avx512F.AlignRight64(high, low, 2),
            3 => Avx512F.AlignRight64(high, low, 3),
            _ => Avx512F.AlignRight64(high, low, 4),
        }).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Behind(Lanes512 previous, Lanes512 a, int shift)
    {
        if (!Avx512F.IsSupported) return Joined(previous, a, Count - shift);
        Vector512<long> low = previous.values.AsInt64(), high = a.values.AsInt64();
        return new((shift switch
        {
            1 => Avx512F.AlignRight64(high, low, 7),
            2 => Avx512F.AlignRight64(high, low, 6),
            3 => Avx512F.AlignRight64(high, low, 5),
            _ => Avx512F.AlignRight64(high, low, 4),
        }).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Floor(Lanes512 a) => new(Vector512.Floor(a.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTruncated(Lanes512 a, int* destination)
    {
        if (Avx512F.IsSupported) Avx512F.ConvertToVector256Int32WithTruncation(a.values).Store(destination);
        else for (int lane = 0; lane < Count; lane++) destination[lane] = (int)a.values[lane];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes512 a)
    {
        // ((0 + 1) + (4 + 5)) + ((2 + 3) + (6 + 7)), written out: how the library's own sum is ordered is not promised.
        Vector512<double> pairs = a.values + Vector512.Shuffle(a.values, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6));
        Vector256<double> quarters = pairs.GetLower() + pairs.GetUpper();
        return quarters[0] + quarters[2];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumEach(Lanes512 a, Lanes512 b, Lanes512 c, Lanes512 d, double* sums)
    {
        if (!Avx512F.IsSupported)
        {
            (sums[0], sums[1], sums[2], sums[3]) = (Sum(a), Sum(b), Sum(c), Sum(d));
            return;
        }

        Vector512<double> ab = Avx512F.UnpackLow(a.values, b.values) + Avx512F.UnpackHigh(a.values, b.values);
        Vector512<double> cd = Avx512F.UnpackLow(c.values, d.values) + Avx512F.UnpackHigh(c.values, d.values);
        Vector256<double> abHalf = ab.GetLower() + ab.GetUpper(), cdHalf = cd.GetLower() + cd.GetUpper();
        (Avx.Permute2x128(abHalf, cdHalf, 0x20) + Avx.Permute2x128(abHalf, cdHalf, 0x31)).Store(sums);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Lanes512 a)
    {
        Vector256<double> half = Vector256.MaxNative(a.values.GetLower(), a.values.GetUpper());
        Vector128<double> quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        return double.MaxNative(quarter[0], quarter[1]);
    }

    private static Lanes512 Joined(Lanes512 low, Lanes512 high, int from)
    {
        double* both = stackalloc double[2 * Count];
        low.Store(both);
        high.Store(both + Count);
        return Load(both + from);
    }
}
