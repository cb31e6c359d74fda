namespace ParticleLimit.Comparison;

/// <summary>The largest difference of two cumulative distributions: sup |F - G| on the line, and on the circle sup (F - G) - inf (F - G), which no choice of
/// where the circle is cut changes (N. H. Kuiper, Indag. Math. 22, 1960).</summary>
internal static class KolmogorovSmirnov
{
    /// <summary>The distance of clouds of one axis.</summary>
    public static double Distance(PointCloud a, PointCloud b, GroundMetric metric)
    {
        bool closed = double.IsFinite(metric.Periods[0]);
        var extremes = new Extremes();
        JointProjection.Of(new PointCloud(metric.Canonical(a), a.Weights), new PointCloud(metric.Canonical(b), b.Weights)).Visit([1], ref extremes);
        return closed ? extremes.Highest - extremes.Lowest : Math.Max(extremes.Highest, -extremes.Lowest);
    }

    private struct Extremes : ISliceVisitor
    {
        public double Lowest { get; private set; }

        public double Highest { get; private set; }

        public void Visit(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> lengths)
        {
            for (int i = 0; i < lengths.Length; i++)
            {
                if (lengths[i] == 0) continue; // between points that coincide
                double difference = first[i] - second[i];
                Lowest = Math.Min(Lowest, difference);
                Highest = Math.Max(Highest, difference);
            }
        }
    }
}
