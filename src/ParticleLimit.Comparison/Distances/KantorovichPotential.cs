namespace ParticleLimit.Comparison;

/// <summary>The potential of an optimal transport of order 1, phi(z) = min_j |z - y_j| - v_j, wherever one asks for it.</summary>
/// <remarks>phi is 1-Lipschitz, and sum_i a_i phi(x_i) - sum_j b_j phi(y_j) is W1 where the v_j are optimal (L. V. Kantorovich, G. Sh. Rubinstein, 1958). A constant in it is free.</remarks>
public sealed class KantorovichPotential
{
    private readonly double[][] points;
    private readonly double[] potentials;
    private readonly GroundMetric metric;

    /// <summary>The potential of a transport of one cloud on another.</summary>
    /// <param name="to">The second cloud, y_j.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="sinkPotentials">v_j, see <see cref="TransportResult.SinkPotentials"/>.</param>
    /// <exception cref="ArgumentException">There is not one potential for each point, or the dimensions differ.</exception>
    public KantorovichPotential(PointCloud to, GroundMetric metric, double[] sinkPotentials)
    {
        if (sinkPotentials.Length != to.Count) throw new ArgumentException($"There are {to.Count} points and {sinkPotentials.Length} potentials.", nameof(sinkPotentials));
        if (to.Dimension != metric.Dimension) throw new ArgumentException("The cloud and the metric are of different dimensions.", nameof(metric));
        this.metric = metric;
        int[] carriers = [.. Enumerable.Range(0, to.Count).Where(j => to.Weight(j) > 0)];
        points = [.. carriers.Select(j => to.Coordinates.Select(axis => axis[j]).ToArray())];
        potentials = [.. carriers.Select(j => sinkPotentials[j])];
    }

    /// <summary>phi at a point, in a time that grows like the number of y_j.</summary>
    public double At(ReadOnlySpan<double> point)
    {
        double least = double.PositiveInfinity;
        for (int j = 0; j < points.Length; j++) least = Math.Min(least, metric.Distance(point, points[j]) - potentials[j]);
        return least;
    }
}
