namespace ParticleLimit.Model;

/// <summary>Some doubles side by side, on which each operation acts lane by lane: a loop written once over this interface is compiled for
/// <see cref="Lanes512"/>, <see cref="Lanes256"/> and <see cref="SingleLane"/>.</summary>
/// <remarks>Functions are static: an instance has to have an address, and an accumulator that once needs one lives in memory all through its loop.
/// Products and sums round alike in every width, so that a lane's result does not depend on its neighbours; sums over lanes do.</remarks>
/// <typeparam name="TSelf">The implementing struct.</typeparam>
public unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Broadcast(double value);

    /// <summary>The numbers from an address on; it need not be aligned.</summary>
    static abstract TSelf Load(double* source);

    /// <summary>Writes the lanes to an address.</summary>
    void Store(double* destination);

    /// <summary>Writes the lanes to an address past the caches; it must be aligned to them. Other threads see them after a fence.</summary>
    void Stream(double* destination);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a - b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The square root.</summary>
    static abstract TSelf SquareRoot(TSelf a);

    /// <summary>a 2^n for integers n with |n| &lt; 1023; each lane of the power is a whole number.</summary>
    static abstract TSelf Scale(TSelf a, TSelf power);

    /// <summary>The exponent e and the fraction m in [1, 2) of positive normal numbers m 2^e.</summary>
    static abstract (TSelf Exponent, TSelf Fraction) Split(TSelf a);

    /// <summary>The larger of two.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of two.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>The value where a &lt; b, else 0, whatever the value is there.</summary>
    static abstract TSelf WhereLess(TSelf a, TSelf b, TSelf value);

    /// <summary>A bit for each lane, the lowest for the first: 1 where a &lt; b.</summary>
    static abstract ulong LessBits(TSelf a, TSelf b);

    /// <summary>The lanes shift places on: those of a from the shift on, then the first of those that follow on a.</summary>
    /// <param name="a">The lanes.</param>
    /// <param name="next">The lanes after them.</param>
    /// <param name="shift">1 to 4, and at most <see cref="Count"/>; a constant where speed matters.</param>
    static abstract TSelf Ahead(TSelf a, TSelf next, int shift);

    /// <summary>The lanes shift places back: the last of those before a, then a without its last.</summary>
    /// <param name="previous">The lanes before.</param>
    /// <param name="a">The lanes.</param>
    /// <param name="shift">1 to 4, and at most <see cref="Count"/>; a constant where speed matters.</param>
    static abstract TSelf Behind(TSelf previous, TSelf a, int shift);

    /// <summary>The largest integer not above a.</summary>
    static abstract TSelf Floor(TSelf a);

    /// <summary>Writes the lanes to an address as integers, rounded towards zero; they must fit.</summary>
    static abstract void StoreTruncated(TSelf a, int* destination);

    /// <summary>The sum over the lanes: halves are added until one is left, the nearest neighbours first.</summary>
    static abstract double Sum(TSelf a);

    /// <summary>Writes the sums over the lanes of four at once, each in the order of <see cref="Sum"/>, one after the other.</summary>
    static abstract void SumEach(TSelf a, TSelf b, TSelf c, TSelf d, double* sums);

    /// <summary>The largest of the lanes.</summary>
    static abstract double Largest(TSelf a);
}
