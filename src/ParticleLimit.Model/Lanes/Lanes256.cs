using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParticleLimit.Model;

/// <summary>Four doubles, for AVX2.</summary>
public readonly unsafe struct Lanes256(Vector256<double> values) : ILanes<Lanes256>
{
    private const double WholeNumbers = 6755399441055744; // 1.5 2^52

    private readonly Vector256<double> values = values;

    /// <inheritdoc/>
    public static int Count => Vector256<double>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(double value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(double* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(double* destination) => values.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stream(double* destination) => values.StoreAlignedNonTemporal(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a.values + b.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a.values - b.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a.values * b.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(Lanes256 a, Lanes256 b) => new(a.values / b.values);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 a, Lanes256 b, Lanes256 c) => new(Vector256.FusedMultiplyAdd(a.values, b.values, c.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 SquareRoot(Lanes256 a) => new(Vector256.Sqrt(a.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Scale(Lanes256 a, Lanes256 power)
    {
        // Adding 1.5 2^52 leaves the whole number in the lowest bits, from where it is shifted into the exponent.
        Vector256<long> whole = (power.values + Vector256.Create(WholeNumbers)).AsInt64() - Vector256.Create(WholeNumbers).AsInt64();
        return new(a.values * ((whole + Vector256.Create(1023L)) << 52).AsDouble());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Lanes256 Exponent, Lanes256 Fraction) Split(Lanes256 a)
    {
        Vector256<long> bits = a.values.AsInt64(), one = Vector256.Create(1.0).AsInt64();
        Vector256<long> exponent = (bits >>> 52) - Vector256.Create(1023L);
        Vector256<double> number = (exponent + Vector256.Create(WholeNumbers).AsInt64()).AsDouble() - Vector256.Create(WholeNumbers);
        return (new(number), new((bits & Vector256.Create((1L << 52) - 1) | one).AsDouble()));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 a, Lanes256 b) => new(Vector256.MaxNative(a.values, b.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(Lanes256 a, Lanes256 b) => new(Vector256.MinNative(a.values, b.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WhereLess(Lanes256 a, Lanes256 b, Lanes256 value) => new(Vector256.ConditionalSelect(Vector256.LessThan(a.values, b.values), value.values, Vector256<double>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong LessBits(Lanes256 a, Lanes256 b) => Vector256.LessThan(a.values, b.values).ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Ahead(Lanes256 a, Lanes256 next, int shift)
    {
        Vector256<double> middle = Vector256.Create(a.values.GetUpper(), next.values.GetLower());
        return shift switch
        {
            1 => new(Between(a.values, middle)),
            2 => new(middle),
            3 => new(Between(middle, next.values)),
            _ => next,
        };
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Behind(Lanes256 previous, Lanes256 a, int shift) => shift == Count ? previous : Ahead(previous, a, Count - shift);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Floor(Lanes256 a) => new(Vector256.Floor(a.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTruncated(Lanes256 a, int* destination)
    {
        if (Avx.IsSupported) Avx.ConvertToVector128Int32WithTruncation(a.values).Store(destination);
        else for (int lane = 0; lane < Count; lane++) destination[lane] = (int)a.values[lane];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes256 a)
    {
        // ((0 + 1) + (2 + 3)), written out: how the library's own sum is ordered is not promised.
        Vector256<double> pairs = a.values + Vector256.Shuffle(a.values, Vector256.Create(1, 0, 3, 2));
        return pairs[0] + pairs[2];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumEach(Lanes256 a, Lanes256 b, Lanes256 c, Lanes256 d, double* sums)
    {
        if (!Avx.IsSupported)
        {
            (sums[0], sums[1], sums[2], sums[3]) = (Sum(a), Sum(b), Sum(c), Sum(d));
            return;
        }

        Vector256<double> ab = Avx.UnpackLow(a.values, b.values) + Avx.UnpackHigh(a.values, b.values);
        Vector256<double> cd = Avx.UnpackLow(c.values, d.values) + Avx.UnpackHigh(c.values, d.values);
        (Avx.Permute2x128(ab, cd, 0x20) + Avx.Permute2x128(ab, cd, 0x31)).Store(sums);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Largest(Lanes256 a)
    {
        Vector128<double> half = Vector128.MaxNative(a.values.GetLower(), a.values.GetUpper());
        return double.MaxNative(half[0], half[1]);
    }

    /// <summary>(p1, q0, p3, q2): where q is p two places on, p one place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Between(Vector256<double> p, Vector256<double> q) =>
        Avx.IsSupported ? Avx.Shuffle(p, q, 0b0101) : Vector256.Create(p[1], q[0], p[3], q[2]);
}
