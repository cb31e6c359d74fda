namespace ParticleLimit.Comparison;

/// <summary>The exact Wasserstein-1 distance of measures on a line or on a circle.</summary>
public static class MarginalWasserstein
{
    /// <summary>W1 on the line, int |F - G| dx, for points in any order.</summary>
    /// <param name="x">The points of the first measure.</param>
    /// <param name="weightsX">Their weights, of sum 1; null for equal ones.</param>
    /// <param name="y">The points of the second measure.</param>
    /// <param name="weightsY">Their weights, of sum 1; null for equal ones.</param>
    /// <exception cref="ArgumentException">A measure is not valid (see <see cref="PointCloud"/>).</exception>
    public static double Line(double[] x, double[]? weightsX, double[] y, double[]? weightsY) =>
        Line(new PointCloud([x], weightsX), new PointCloud([y], weightsY));

    /// <summary>W1 on the circle of the given period: the least int |F - G - c| dx over the constants c, at the median of F - G.</summary>
    /// <remarks>J. Rabin, J. Delon, Y. Gousseau, "Transportation distances on the circle", J. Math. Imaging Vis. 41 (2011).</remarks>
    /// <param name="x">The points of the first measure.</param>
    /// <param name="weightsX">Their weights, of sum 1; null for equal ones.</param>
    /// <param name="y">The points of the second measure.</param>
    /// <param name="weightsY">Their weights, of sum 1; null for equal ones.</param>
    /// <param name="period">The length of the circle.</param>
    /// <exception cref="ArgumentException">A measure is not valid (see <see cref="PointCloud"/>), or the period is not positive and finite.</exception>
    public static double Circle(double[] x, double[]? weightsX, double[] y, double[]? weightsY, double period)
    {
        if (!double.IsFinite(period)) throw new ArgumentException("The length of a circle is finite.", nameof(period));
        return Circle(new PointCloud([x], weightsX), new PointCloud([y], weightsY), period);
    }

    /// <summary>W1 of two clouds of one axis, on the line or, when the metric has a period, on the circle.</summary>
    internal static double Distance(PointCloud a, PointCloud b, GroundMetric metric) =>
        double.IsInfinity(metric.Periods[0]) ? Line(a, b) : Circle(a, b, metric.Periods[0]);

    private static double Line(PointCloud a, PointCloud b)
    {
        var integrals = new SliceIntegrals();
        JointProjection.Of(a, b).Visit([1], ref integrals);
        return integrals.Absolute;
    }

    private static double Circle(PointCloud a, PointCloud b, double period)
    {
        var metric = new GroundMetric(period);
        double[] differences = new double[a.Count + b.Count + 1], lengths = new double[differences.Length];
        var list = new PieceList(differences, lengths);
        JointProjection.Of(new PointCloud(metric.Canonical(a), a.Weights), new PointCloud(metric.Canonical(b), b.Weights)).Visit([1], ref list);
        int pieces = list.Count + 1;
        double inside = 0;
        for (int piece = 0; piece < list.Count; piece++) inside += lengths[piece];
        differences[list.Count] = 0; // from the last point round to the first, where both measures are complete
        lengths[list.Count] = period - inside;
        Array.Sort(differences, lengths, 0, pieces);

        double below = 0, median = 0;
        for (int piece = 0; piece < pieces; piece++)
        {
            below += lengths[piece];
            median = differences[piece];
            if (below >= period / 2) break;
        }

        double distance = 0;
        for (int piece = 0; piece < pieces; piece++) distance += lengths[piece] * Math.Abs(differences[piece] - median);
        return distance;
    }
}
