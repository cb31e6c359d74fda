using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The exact transport of order 1 or 2 between clouds on the line: points go to points in their order, int |F^-1 - G^-1|^p ds.</summary>
/// <remarks>The order is optimal for every convex cost (C. Villani, "Topics in Optimal Transportation", 2003, section 2.2), but not for a bounded one, and not on a circle. O((N + M) log(N + M)).</remarks>
internal static class MonotoneTransport
{
    /// <summary>Whether the order of the points is optimal for this metric and cost.</summary>
    public static bool IsOptimal(GroundMetric metric, GroundCost ground) => metric.Dimension == 1 && double.IsInfinity(metric.Periods[0]) && double.IsInfinity(ground.Most);

    /// <summary>The distance, its ends rounded outward.</summary>
    /// <exception cref="ArgumentException">The clouds have more than one axis.</exception>
    public static DistanceResult Distance(string measure, PointCloud a, PointCloud b, GroundCost ground)
    {
        var line = GroundMetric.Euclidean(1);
        (TransportMasses supply, TransportMasses demand, double total) = TransportMasses.Of(a, b);
        (double[] from, long[] left) = Sorted(line.Canonical(a)[0], supply);
        (double[] to, long[] wanted) = Sorted(line.Canonical(b)[0], demand);
        CompensatedSum sum = default;
        for (int i = 0, j = 0; i < from.Length && j < to.Length;)
        {
            long mass = Math.Min(left[i], wanted[j]);
            double gap = to[j] - from[i];
            sum.AddProduct(ground.Of(gap * gap), mass);
            if ((left[i] -= mass) == 0) i++;
            if ((wanted[j] -= mass) == 0) j++;
        }

        double cost = sum.Value / total, bound = ground.Of(Math.Pow(Math.Max(from[^1], to[^1]) - Math.Min(from[0], to[0]), 2));
        var rounding = new CostRounding(a, b, line, ground.Order, bound);
        return new DistanceResult(measure, ground.Order == 1 ? cost : Math.Sqrt(cost), rounding.Below(cost), rounding.Above(cost), "exact: sorted, point to point in their order");
    }

    private static (double[] Places, long[] Masses) Sorted(double[] values, TransportMasses masses)
    {
        double[] places = Array.ConvertAll(masses.Points, point => values[point]);
        long[] carried = [.. masses.Masses];
        Array.Sort(places, carried);
        return (places, carried);
    }
}
