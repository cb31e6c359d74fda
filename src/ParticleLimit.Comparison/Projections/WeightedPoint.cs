namespace ParticleLimit.Comparison;

/// <summary>A projected point with a weight of its own, negative in the second cloud.</summary>
internal readonly struct WeightedPoint : IProjectedPoint<WeightedPoint>
{
    private readonly double jump;

    private WeightedPoint(double place, double jump) => (Place, this.jump) = (place, jump);

    public double Key => Place;

    public double Place { get; }

    public double FirstJump(double mass) => Math.Max(jump, 0);

    public double SecondJump(double mass) => Math.Max(-jump, 0);

    public static WeightedPoint Of(double place, bool ofSecond, double weight) => new(place, ofSecond ? -weight : weight);

    public int CompareTo(WeightedPoint other) => Place.CompareTo(other.Place);
}
