namespace ParticleLimit.Comparison;

/// <summary>The L1 distance of the histograms of two clouds over equal bins of a box that holds the second cloud; what is outside counts as one bin more.</summary>
/// <remarks>With N^(1/(D+2)) bins an axis the scatter of the counts and what bins smear fall alike. For independent draws of the second cloud's law the mean is about
/// sum_k sqrt(2 p_k (1 - p_k) / (pi N)), p_k the masses of the bins: the floor.</remarks>
internal static class HistogramDistance
{
    /// <summary>The distance, its floor and the bins of an axis.</summary>
    public static (double Value, double Floor, int Bins) Of(PointCloud a, PointCloud b, GroundMetric metric)
    {
        int bins = Math.Max(2, (int)Math.Round(Math.Pow(a.Count, 1.0 / (a.Dimension + 2))));
        double[][] first = metric.Canonical(a), second = metric.Canonical(b);
        (double From, double Side)[] axes = [.. second.Select((values, axis) =>
        {
            if (double.IsFinite(metric.Periods[axis])) return (0, metric.Periods[axis] / bins);
            double low = values.Min(), high = values.Max();
            return (low, Math.Max((high - low) / bins, double.Epsilon));
        })];
        double[] counts = Counts(a, first), masses = Counts(b, second);
        double value = 0, floor = 0;
        for (int k = 0; k < counts.Length; k++)
        {
            value += Math.Abs(counts[k] - masses[k]);
            floor += Math.Sqrt(2 * Math.Max(masses[k] * (1 - masses[k]), 0) / (Math.PI * a.Count));
        }

        return (value, floor, bins);

        double[] Counts(PointCloud cloud, double[][] points)
        {
            int cells = 1;
            for (int axis = 0; axis < axes.Length; axis++) cells *= bins;
            double[] sums = new double[cells + 1];
            for (int i = 0; i < cloud.Count; i++)
            {
                int cell = 0;
                for (int axis = 0; axis < axes.Length && cell < cells; axis++)
                {
                    double place = (points[axis][i] - axes[axis].From) / axes[axis].Side;
                    cell = place >= 0 && place <= bins ? cell * bins + Math.Min((int)place, bins - 1) : cells;
                }

                sums[cell] += cloud.Weight(i);
            }

            return sums;
        }
    }
}
