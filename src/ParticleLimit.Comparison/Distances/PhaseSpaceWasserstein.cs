namespace ParticleLimit.Comparison;

/// <summary>W1 and W2 of clouds of any size and dimension: exact on the line and for small ones, else a certified bracket.</summary>
public static class PhaseSpaceWasserstein
{
    /// <summary>The largest N + M for which the exact distance is computed: about two seconds.</summary>
    public const int ExactPoints = 20_000;

    /// <summary>The most cells of the partition that the bounds of larger clouds begin with.</summary>
    public const int DefaultCells = 5000;

    /// <summary>The distance of two clouds as they are.</summary>
    /// <param name="a">The first cloud.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="exactPoints">The largest sum of counts that is solved exactly; on the line all are.</param>
    /// <param name="cells">The most cells of the partition that the bounds begin with.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    /// <param name="order">1 for W1, 2 for W2.</param>
    /// <returns>The exact value, or the middle of the bracket, see <see cref="TransportBounds"/>. Both ends are rounded outward.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static DistanceResult Distance(PointCloud a, PointCloud b, GroundMetric metric, int exactPoints = ExactPoints, int cells = DefaultCells, int threads = 1, int order = 1)
    {
        return Distance(Name(order), a, b, metric, GroundCost.OfOrder(order), exactPoints, cells, threads);
    }

    /// <summary>The distance between particles and a law of which low-discrepancy points are a sample, where neither is small enough or smooth enough for more.</summary>
    /// <remarks>For the law: half of the sample serves to find the potential, for W1 a 1-Lipschitz function, and the other half to integrate it, and the lower bound is two standard errors
    /// of independent points below what that gives. As the cost of transport is convex, its mean over samples is at least that of the law: so is the cost of the plan on the average.</remarks>
    /// <param name="particles">The particles.</param>
    /// <param name="sample">Points of equal weights that follow the law, neighbours in the sequence far apart.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="cells">The most cells of the partition that the bounds begin with.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    /// <param name="order">1 for W1, 2 for W2.</param>
    /// <returns>The middle of the bracket.</returns>
    /// <exception cref="ArgumentException">The dimensions differ, or the sample is weighted or of fewer than four points.</exception>
    public static DistanceResult DistanceToLaw(PointCloud particles, PointCloud sample, GroundMetric metric, int cells = DefaultCells, int threads = 1, int order = 1)
    {
        return DistanceToLaw(Name(order), particles, sample, metric, GroundCost.OfOrder(order), cells, threads);
    }

    /// <summary>The same for any ground cost, by the name of a measure.</summary>
    internal static DistanceResult DistanceToLaw(string measure, PointCloud particles, PointCloud sample, GroundMetric metric, GroundCost ground, int cells = DefaultCells, int threads = 1)
    {
        if (sample.Weights is not null || sample.Count < 4) throw new ArgumentException("A sample of a law has equal weights and at least four points.", nameof(sample));
        PointCloud found = sample.EverySecond(0), other = sample.EverySecond(1);
        var bounds = new TransportBounds(particles, found, metric, ground, cells, threads);
        (double mean, double error) = bounds.LowerOnSample(other);
        double upper = bounds.UpperOn(sample), least = Math.Max(mean - 2 * error, 0), lower = Math.Min(ground.Order == 1 ? least : Math.Sqrt(least), upper);
        return new DistanceResult(measure, (lower + upper) / 2, lower, upper,
            $"the middle of bounds for the law that {sample.Count} points stand for: below, potentials from {found.Count} of them integrated over the other {other.Count}, "
            + $"less two standard errors of {error:G2}; above, a plan to all of them, a bound on the average over samples");
    }

    /// <summary>The distance of two clouds for any ground cost, by the name of a measure.</summary>
    internal static DistanceResult Distance(
        string measure, PointCloud a, PointCloud b, GroundMetric metric, GroundCost ground, int exactPoints, int cells = DefaultCells, int threads = 1)
    {
        if (MonotoneTransport.IsOptimal(metric, ground) && a.Dimension == 1 && b.Dimension == 1) return MonotoneTransport.Distance(measure, a, b, ground);
        if (a.Count + b.Count > exactPoints) return Bounds(measure, a, b, metric, ground, cells, threads);
        TransportResult exact = ExactTransport.Solve(a, b, metric, ground);
        return new(measure, exact.Value, exact.Lower, exact.Upper, "exact: " + exact.Method) { LargestViolation = exact.LargestViolation };
    }

    private static DistanceResult Bounds(string measure, PointCloud a, PointCloud b, GroundMetric metric, GroundCost ground, int cells, int threads)
    {
        (PointCloud few, PointCloud many) = a.Count > b.Count ? (b, a) : (a, b);
        var bounds = new TransportBounds(few, many, metric, ground, cells, threads);
        double lower = bounds.Lower, upper = Math.Max(bounds.Upper, lower);
        return new DistanceResult(measure, (lower + upper) / 2, lower, upper,
            $"the middle of certified bounds for {a.Count} and {b.Count} points: potentials of {few.Count} points, from those of {bounds.Cells} cells, and a plan");
    }

    private static string Name(int order) => order == 1 ? "w1" : "w2";
}
