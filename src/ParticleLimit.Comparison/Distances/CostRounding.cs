namespace ParticleLimit.Comparison;

/// <summary>How far the ends of a bracket go outward for the rounding of costs and weights, so that it holds for the numbers as they are given.</summary>
/// <remarks>A distance in doubles is right to D + 4 roundings. On a periodic axis the remainder by the period is right to roundings of the coordinates, and weights are right to
/// those of their normalisation and of <see cref="TransportMasses"/>: what mass that moves costs at most the largest cost.</remarks>
internal readonly struct CostRounding
{
    private const double Unit = 1.0 / (1L << 53);

    private readonly double relative, reweighted, moved;
    private readonly int order;

    /// <summary>The rounding of the costs between two clouds.</summary>
    /// <param name="a">The first cloud.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="order">The power of the distance that is the cost.</param>
    /// <param name="bound">A bound of every cost.</param>
    public CostRounding(PointCloud a, PointCloud b, GroundMetric metric, int order, double bound)
    {
        this.order = order;
        relative = (metric.Dimension + 4) * Unit;
        double squared = 0;
        for (int axis = 0; axis < metric.Dimension; axis++)
        {
            double period = metric.Periods[axis];
            if (double.IsInfinity(period)) continue;
            double wrong = 4 * (a.Coordinates[axis].Max(Math.Abs) + b.Coordinates[axis].Max(Math.Abs) + period) * Unit;
            squared += wrong * wrong;
        }

        moved = Math.Sqrt(squared);
        reweighted = a.Weights is null && b.Weights is null ? 0 : bound * (4 * Unit + ((double)a.Count + b.Count) / (1L << 62));
    }

    /// <summary>The distance that a mean cost in doubles may stand for at most.</summary>
    public double Above(double cost)
    {
        double most = Root(cost * (1 + relative) + reweighted) + moved;
        return most > 0 ? Math.BitIncrement(most) : 0;
    }

    /// <summary>The distance that a mean cost in doubles may stand for at least.</summary>
    public double Below(double cost) => Math.Max(Math.BitDecrement(Root(Math.Max(cost * (1 - relative) - reweighted, 0)) - moved), 0);

    /// <summary>The ends for a distance on the line or the circle that comes from cumulative weights, which are right to as many roundings as there are points.</summary>
    public static (double Lower, double Upper) OfCumulative(double distance, PointCloud a, PointCloud b, GroundMetric metric)
    {
        double low = Math.Min(a.Coordinates[0].Min(), b.Coordinates[0].Min()), high = Math.Max(a.Coordinates[0].Max(), b.Coordinates[0].Max());
        double length = Math.Min(high - low, metric.Periods[0]), wrong = distance == 0 ? 0 : ((double)a.Count + b.Count + 4) * length * Unit;
        var rounding = new CostRounding(a, b, metric, 1, length);
        return (rounding.Below(Math.Max(distance - wrong, 0)), rounding.Above(distance + wrong));
    }

    private double Root(double cost) => order == 1 ? cost : Math.Sqrt(cost);
}
