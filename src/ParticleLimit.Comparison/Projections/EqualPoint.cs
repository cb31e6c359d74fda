namespace ParticleLimit.Comparison;

/// <summary>A projected point of clouds of equal weights in eight bytes: the last bit of its place says which cloud it is of.</summary>
/// <remarks>The bit is taken out again when the place is read, in both clouds, so equal points stay equal.</remarks>
internal readonly struct EqualPoint : IProjectedPoint<EqualPoint>
{
    private readonly long bits;

    private EqualPoint(long bits) => this.bits = bits;

    public double Key => BitConverter.Int64BitsToDouble(bits);

    public double Place => BitConverter.Int64BitsToDouble(bits & ~1L);

    // Products, not conditions: the cloud of the next point is anyone's guess, the branch predictor's too.
    public double FirstJump(double mass) => (~bits & 1) * mass;

    public double SecondJump(double mass) => (bits & 1) * mass;

    public static EqualPoint Of(double place, bool ofSecond, double weight) =>
        new(BitConverter.DoubleToInt64Bits(place) & ~1L | (ofSecond ? 1L : 0L));

    public int CompareTo(EqualPoint other) => Key.CompareTo(other.Key);
}
