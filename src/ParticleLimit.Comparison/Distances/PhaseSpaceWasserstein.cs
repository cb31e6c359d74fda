namespace ParticleLimit.Comparison;

/// <summary>W1 of clouds of any size: exact for small ones, else the exact distance of their quantisations with certified bounds.</summary>
public static class PhaseSpaceWasserstein
{
    /// <summary>The largest N M for which the exact distance is computed without quantisation.</summary>
    public const long ExactProduct = 6_250_000;

    /// <summary>The largest cloud that takes part unquantised: with more points the tree of the network simplex, not the costs, takes the time.</summary>
    public const int ExactCloud = 16_384;

    /// <summary>The cells of the quantisation: their exact problem takes about as long as the largest unquantised one.</summary>
    public const int DefaultCells = 2500;

    // About a second; the bound of larger clouds is the cells' value minus the moves.
    private const long LargestTransform = 1_000_000_000;

    /// <summary>W1 in phase space.</summary>
    /// <remarks>The lower bound of quantised clouds is the better of two: the cells' value minus the moves, and the dual (Kantorovich) value of the
    /// cells' potential, extended to all of space as a 1-Lipschitz function and evaluated at the points themselves.</remarks>
    /// <param name="particles">The first cloud.</param>
    /// <param name="reference">The second cloud.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="exactProduct">The largest product of counts that is solved without quantisation.</param>
    /// <param name="cells">The number of cells of the quantisation.</param>
    /// <returns>The value is the exact one, or that of the quantisations raised to the lower bound.
    /// Upper and lower bounds hold for the clouds as given, up to rounding, whichever method is used.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static DistanceResult Distance(
        PointCloud particles, PointCloud reference, GroundMetric metric, long exactProduct = ExactProduct, int cells = DefaultCells)
    {
        if ((long)particles.Count * reference.Count <= exactProduct && Math.Max(particles.Count, reference.Count) <= ExactCloud)
        {
            TransportResult exact = ExactTransport.Solve(particles, reference, metric);
            return new DistanceResult("w1", exact.Value, exact.Lower, exact.Upper, "exact: " + exact.Method);
        }

        (QuantisedCloud first, QuantisedCloud second) = CellPartition.Quantise(particles, reference, metric, cells);
        TransportResult coarse = ExactTransport.Solve(first.Cloud, second.Cloud, metric);
        double moved = first.MoveCost + second.MoveCost;
        string method = $"quantised: {particles.Count} and {reference.Count} points merged in {first.Cloud.Count} and {second.Cloud.Count} cells, "
            + $"moved {first.MoveCost:G3} and {second.MoveCost:G3}; {coarse.Method}";
        double lower = Math.Max(coarse.Lower - moved, 0);
        if (((long)particles.Count + reference.Count) * second.Cloud.Count <= LargestTransform)
        {
            var costs = (PointCloud cloud) => new TransportCosts(metric.Canonical(cloud), metric.Canonical(second.Cloud), [.. metric.Periods], order: 1);
            lower = Math.Max(lower, Mean(particles, costs(particles)) - Mean(reference, costs(reference)));
        }

        return new DistanceResult("w1", Math.Max(coarse.Value, lower), lower, coarse.Upper + moved, method);

        double Mean(PointCloud cloud, TransportCosts costs)
        {
            double[] potential = new double[cloud.Count];
            costs.Transform(coarse.SinkPotentials, potential);
            double mean = 0;
            for (int i = 0; i < cloud.Count; i++) mean += cloud.Weight(i) * potential[i];
            return mean;
        }
    }
}
