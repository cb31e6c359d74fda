using System.Runtime.CompilerServices;

namespace ParticleLimit.Model;

/// <summary>Elementary functions of lanes, from sums and products alone.</summary>
/// <remarks>The library's vector functions leave open how they round (it differs between a method's first and its optimised compilation), and
/// treat a whole vector differently for the sake of one lane. Runs are to be reproducible to the bit: here a lane's result depends on its argument alone.</remarks>
internal static class LaneFunctions
{
    private const double Log2OfE = 1.4426950408889634;
    private const double Ln2High = 0.693147180369123816490; // 32 bits: its products with exponents are exact
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e^a for a &lt;= 700, within some units in the last place; arguments under -700 count as -700 (1e-304).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes>
    {
        a = TLanes.Max(a, TLanes.Broadcast(-700));
        TLanes power = TLanes.Floor(TLanes.MultiplyAdd(a, TLanes.Broadcast(Log2OfE), TLanes.Broadcast(0.5)));
        TLanes rest = TLanes.MultiplyAdd(power, TLanes.Broadcast(-Ln2High), a);
        rest = TLanes.MultiplyAdd(power, TLanes.Broadcast(-Ln2Low), rest);

        // The Taylor series: |rest| <= ln(2)/2, the first term left out is under 1e-17.
        TLanes sum = TLanes.Broadcast(1.0 / 6227020800);
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 479001600));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 39916800));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 3628800));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 362880));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 40320));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 5040));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 720));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 120));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 24));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1.0 / 6));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(0.5));
        sum = TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1));
        return TLanes.Scale(TLanes.MultiplyAdd(sum, rest, TLanes.Broadcast(1)), power);
    }

    /// <summary>The natural logarithm of positive normal numbers, within some units in the last place of 1 + |log a|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes a)
        where TLanes : struct, ILanes<TLanes>
    {
        // log m = 2 artanh((m - 1) / (m + 1)), with m brought into [0.7, 1.4]: the first term left out is under 1e-17.
        (TLanes exponent, TLanes fraction) = TLanes.Split(a);
        TLanes one = TLanes.Broadcast(1);
        TLanes over = one - TLanes.WhereLess(fraction, TLanes.Broadcast(1.4), one);
        exponent += over;
        fraction -= over * fraction * TLanes.Broadcast(0.5);
        TLanes ratio = (fraction - one) / (fraction + one), square = ratio * ratio;
        TLanes sum = TLanes.Broadcast(2.0 / 21);
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 19));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 17));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 15));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 13));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 11));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 9));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 7));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 5));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2.0 / 3));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Broadcast(2));
        sum = TLanes.MultiplyAdd(exponent, TLanes.Broadcast(Ln2Low), sum * ratio);
        return TLanes.MultiplyAdd(exponent, TLanes.Broadcast(Ln2High), sum);
    }
}
