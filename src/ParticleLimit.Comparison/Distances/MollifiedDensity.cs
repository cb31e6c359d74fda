namespace ParticleLimit.Comparison;

/// <summary>The L1 distance of two measures on a line or a circle, both mollified by the box of one width.</summary>
/// <remarks>int |(mu - nu) * 1_[-h/2, h/2] / h| dx, integrated exactly: between the ends of the boxes about the points the integrand is constant.
/// It is at most 2, and for independent points of density f about (2/pi)^(1/2) int (f / (N h))^(1/2) dx.</remarks>
internal static class MollifiedDensity
{
    /// <summary>The width for N points: N^(-1/2), between the range eps = 1/N of the particles and the unit of length.</summary>
    public static double Width(int count) => 1 / Math.Sqrt(count);

    /// <summary>The distance.</summary>
    /// <param name="a">The first cloud, of one axis.</param>
    /// <param name="b">The second.</param>
    /// <param name="metric">The line or the circle.</param>
    /// <param name="width">h, at most half a circle.</param>
    public static double Distance(PointCloud a, PointCloud b, GroundMetric metric, double width)
    {
        double period = metric.Periods[0];
        bool closed = double.IsFinite(period);
        width = Math.Min(width, period / 2);
        (double[] points, double[] weights) = Sorted(closed ? metric.Canonical(a)[0] : a.Coordinates[0], a, closed ? metric.Canonical(b)[0] : b.Coordinates[0], b);
        int count = points.Length, entered = 0, left = 0;
        double sum = 0, integral = 0, at = points[0] - width / 2;
        if (closed)
        {
            // From the first box's start once round: those that reach over it from behind have entered already.
            left = count - 1;
            while (left >= 0 && points[left] + width / 2 - period > at) sum += weights[left--];
            left++;
        }

        // Boxes leave in the order they entered; on a circle first those that were there at the start.
        double shift = closed && left < count ? period : 0, end = closed ? at + period : double.PositiveInfinity;
        if (shift == 0) left = 0;
        while (true)
        {
            double enters = entered < count ? points[entered] - width / 2 : double.PositiveInfinity;
            double leaves = left < count ? points[left] + width / 2 - shift : double.PositiveInfinity;
            double next = Math.Min(Math.Min(enters, leaves), end);
            if (double.IsInfinity(next)) break;
            integral += Math.Abs(sum) * (next - at);
            at = next;
            if (next == end) break;
            if (enters <= leaves)
            {
                sum += weights[entered++];
            }
            else
            {
                sum -= weights[left++];
                if (left == count && shift > 0) (left, shift) = (0, 0);
            }
        }

        return integral / width;
    }

    private static (double[] Points, double[] Weights) Sorted(double[] x, PointCloud a, double[] y, PointCloud b)
    {
        double[] points = [.. x, .. y], weights = new double[points.Length];
        for (int i = 0; i < x.Length; i++) weights[i] = a.Weight(i);
        for (int i = 0; i < y.Length; i++) weights[x.Length + i] = -b.Weight(i);
        Array.Sort(points, weights);
        return (points, weights);
    }
}
