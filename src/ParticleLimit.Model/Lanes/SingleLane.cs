namespace ParticleLimit.Model;

/// <summary>One double: the lanes of a machine without vector instructions, and of the ends of arrays.</summary>
public readonly unsafe struct SingleLane(double value) : ILanes<SingleLane>
{
    private readonly double value = value;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static SingleLane Broadcast(double value) => new(value);

    /// <inheritdoc/>
    public static SingleLane Load(double* source) => new(*source);

    /// <inheritdoc/>
    public void Store(double* destination) => *destination = value;

    /// <inheritdoc/>
    public void Stream(double* destination) => *destination = value;

    /// <inheritdoc/>
    public static SingleLane operator +(SingleLane a, SingleLane b) => new(a.value + b.value);

    /// <inheritdoc/>
    public static SingleLane operator -(SingleLane a, SingleLane b) => new(a.value - b.value);

    /// <inheritdoc/>
    public static SingleLane operator *(SingleLane a, SingleLane b) => new(a.value * b.value);

    /// <inheritdoc/>
    public static SingleLane operator /(SingleLane a, SingleLane b) => new(a.value / b.value);

    /// <inheritdoc/>
    public static SingleLane MultiplyAdd(SingleLane a, SingleLane b, SingleLane c) => new(Math.FusedMultiplyAdd(a.value, b.value, c.value));

    /// <inheritdoc/>
    public static SingleLane SquareRoot(SingleLane a) => new(Math.Sqrt(a.value));

    /// <inheritdoc/>
    public static SingleLane Scale(SingleLane a, SingleLane power) => new(Math.ScaleB(a.value, (int)power.value));

    /// <inheritdoc/>
    public static (SingleLane Exponent, SingleLane Fraction) Split(SingleLane a)
    {
        int exponent = Math.ILogB(a.value);
        return (new(exponent), new(Math.ScaleB(a.value, -exponent)));
    }

    /// <inheritdoc/>
    public static SingleLane Max(SingleLane a, SingleLane b) => new(double.MaxNative(a.value, b.value));

    /// <inheritdoc/>
    public static SingleLane Min(SingleLane a, SingleLane b) => new(double.MinNative(a.value, b.value));

    /// <inheritdoc/>
    public static SingleLane WhereLess(SingleLane a, SingleLane b, SingleLane value) => a.value < b.value ? value : default;

    /// <inheritdoc/>
    public static ulong LessBits(SingleLane a, SingleLane b) => a.value < b.value ? 1ul : 0;

    /// <inheritdoc/>
    public static SingleLane Ahead(SingleLane a, SingleLane next, int shift) => next;

    /// <inheritdoc/>
    public static SingleLane Behind(SingleLane previous, SingleLane a, int shift) => previous;

    /// <inheritdoc/>
    public static SingleLane Floor(SingleLane a) => new(Math.Floor(a.value));

    /// <inheritdoc/>
    public static void StoreTruncated(SingleLane a, int* destination) => *destination = (int)a.value;

    /// <inheritdoc/>
    public static double Sum(SingleLane a) => a.value;

    /// <inheritdoc/>
    public static void SumEach(SingleLane a, SingleLane b, SingleLane c, SingleLane d, double* sums) =>
        (sums[0], sums[1], sums[2], sums[3]) = (a.value, b.value, c.value, d.value);

    /// <inheritdoc/>
    public static double Largest(SingleLane a) => a.value;
}
