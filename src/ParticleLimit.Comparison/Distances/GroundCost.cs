namespace ParticleLimit.Comparison;

/// <summary>What it costs to take mass over a distance r: r, r^2, or the least of r and a bound.</summary>
/// <param name="Order">The power of the distance, 1 or 2.</param>
/// <param name="Most">The most that anything costs, with order 1 alone; infinite where there is no bound.</param>
/// <remarks>min(r, m) is a metric too. Its transport is one with a hub, to and from which everything costs m / 2: so the arcs that are longer than m need not be known.</remarks>
internal readonly record struct GroundCost(int Order, double Most = double.PositiveInfinity)
{
    /// <summary>The cost of W1 or W2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The order is neither 1 nor 2.</exception>
    public static GroundCost OfOrder(int order) => order is 1 or 2
        ? new GroundCost(order)
        : throw new ArgumentOutOfRangeException(nameof(order), order, "The order of a transport distance is 1 or 2 here.");

    /// <summary>What it costs from a point to the hub, and from the hub to a point.</summary>
    public double Half => Most / 2;

    /// <summary>The cost of a squared distance.</summary>
    public double Of(double squared) => Math.Min(Order == 1 ? Math.Sqrt(squared) : squared, Most);
}
