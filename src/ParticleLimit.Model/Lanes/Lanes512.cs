using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParticleLimit.Model;

/// <summary>Eight doubles, for AVX-512.</summary>
public readonly unsafe struct Lanes512(Vector512<double> values) : ILanes<Lanes512>
{
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
    public static Lanes512 Exp(Lanes512 a) => new(Vector512.Exp(a.values));

    /// <inheritdoc/>
    public static Lanes512 Log(Lanes512 a) => new(Vector512.Log(a.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(Lanes512 a, Lanes512 b) => new(Vector512.MaxNative(a.values, b.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Min(Lanes512 a, Lanes512 b) => new(Vector512.MinNative(a.values, b.values));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 WhereLess(Lanes512 a, Lanes512 b, Lanes512 value) => new(Vector512.LessThan(a.values, b.values) & value.values);

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
    public double Sum() => Vector512.Sum(values);

    /// <inheritdoc/>
    public double Largest()
    {
        double largest = values[0];
        for (int lane = 1; lane < Count; lane++) largest = double.MaxNative(largest, values[lane]);
        return largest;
    }

    private static Lanes512 Joined(Lanes512 low, Lanes512 high, int from)
    {
        double* both = stackalloc double[2 * Count];
        low.Store(both);
        high.Store(both + Count);
        return Load(both + from);
    }
}
