namespace ParticleLimit.Comparison;

/// <summary>What it costs to take mass over a distance r: r, r^2, or the least of r and a bound.</summary>
/// <param name="Order">The power of the distance, 1 or 2.</param>
/// <param name="Most">The most that anything costs, with order 1 alone; infinite where there is no bound.</param>
/// <remarks>min(r, m) is a metric too. Its transport is one with a hub, to and from which everything costs m / 2: so the arcs that are longer than m need not be known.</remarks>
internal readonly record struct GroundCost(int Order, double Most = double.PositiveInfinity)
{
    /// <summary>What it costs from a point to the hub, and from the hub to a point.</summary>
    public double Half => Most / 2;

    /// <summary>The cost of a squared distance.</summary>
    public double Of(double squared) => Math.Min(Order == 1 ? Math.Sqrt(squared) : squared, Most);
}
