namespace ParticleLimit.Comparison;

/// <summary>W1 of clouds of any size: exact for small ones, else the exact distance of their quantisations with certified bounds.</summary>
public static class PhaseSpaceWasserstein
{
    /// <summary>The largest N + M for which the exact distance is computed without quantisation: about a second.</summary>
    public const int ExactPoints = 20_000;

    /// <summary>The cells of the quantisation of each cloud.</summary>
    public const int DefaultCells = 5000;

    /// <summary>W1 in phase space.</summary>
    /// <remarks>The lower bound of quantised clouds is the better of two: the cells' value minus the moves, and the dual (Kantorovich) value of the
    /// cells' potential, extended to all of space as a 1-Lipschitz function and evaluated at the points themselves.</remarks>
    /// <param name="particles">The first cloud.</param>
    /// <param name="reference">The second cloud.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="exactPoints">The largest sum of counts that is solved without quantisation.</param>
    /// <param name="cells">The number of cells of the quantisation.</param>
    /// <returns>The value is the exact one, or that of the quantisations raised to the lower bound.
    /// Upper and lower bounds hold for the clouds as given, up to rounding, whichever method is used.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static DistanceResult Distance(
        PointCloud particles, PointCloud reference, GroundMetric metric, int exactPoints = ExactPoints, int cells = DefaultCells)
    {
        if (particles.Count + reference.Count <= exactPoints)
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
        var potential = PricingTree.Over(metric.Canonical(second.Cloud), coarse.SinkPotentials, [.. metric.Periods], order: 1);
        lower = Math.Max(lower, Mean(particles) - Mean(reference));
        return new DistanceResult("w1", Math.Max(coarse.Value, lower), lower, coarse.Upper + moved, method);

        double Mean(PointCloud cloud)
        {
            double[][] points = metric.Canonical(cloud);
            Span<double> point = stackalloc double[points.Length], least = stackalloc double[1];
            Span<int> nearest = stackalloc int[1];
            double mean = 0;
            for (int i = 0; i < cloud.Count; i++)
            {
                for (int axis = 0; axis < point.Length; axis++) point[axis] = points[axis][i];
                potential.Least(point, double.PositiveInfinity, least, nearest);
                mean += cloud.Weight(i) * least[0];
            }

            return mean;
        }
    }
}
