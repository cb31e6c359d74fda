using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParticleLimit.Model;

/// <summary>Four doubles, for AVX2.</summary>
public readonly unsafe struct Lanes256(Vector256<double> values) : ILanes<Lanes256>
{
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
    public static Lanes256 Exp(Lanes256 a) => new(Vector256.Exp(a.values));

    /// <inheritdoc/>
    public static Lanes256 Log(Lanes256 a) => new(Vector256.Log(a.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(Lanes256 a, Lanes256 b) => new(Vector256.MaxNative(a.values, b.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(Lanes256 a, Lanes256 b) => new(Vector256.MinNative(a.values, b.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 WhereLess(Lanes256 a, Lanes256 b, Lanes256 value) => new(Vector256.LessThan(a.values, b.values) & value.values);

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
    public double Sum() => Vector256.Sum(values);

    /// <inheritdoc/>
    public double Largest()
    {
        double largest = values[0];
        for (int lane = 1; lane < Count; lane++) largest = double.MaxNative(largest, values[lane]);
        return largest;
    }

    /// <summary>(p1, q0, p3, q2): where q is p two places on, p one place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Between(Vector256<double> p, Vector256<double> q) =>
        Avx.IsSupported ? Avx.Shuffle(p, q, 0b0101) : Vector256.Create(p[1], q[0], p[3], q[2]);
}
