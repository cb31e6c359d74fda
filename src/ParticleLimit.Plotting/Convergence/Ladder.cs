using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>Means over rows by rung, for error bars.</summary>
internal static class Ladder
{
    /// <summary>The 95% interval of a mean by Student's t; NaN ends with fewer than two values.</summary>
    public static (double Mean, double Lower, double Upper) MeanInterval(IReadOnlyList<double> values)
    {
        double mean = values.Sum() / values.Count;
        if (values.Count < 2) return (mean, double.NaN, double.NaN);
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        double half = StudentT.InvCDF(0, 1, values.Count - 1, 0.975) * Math.Sqrt(variance / values.Count);
        return (mean, mean - half, mean + half);
    }

    /// <summary>One point for each rung, N ascending, from the rows that carry a value.</summary>
    public static List<LadderPoint> Points(IEnumerable<ResultRow> rows) =>
        [.. rows.Where(row => double.IsFinite(row.Value)).GroupBy(row => row.Particles).OrderBy(rung => rung.Key).Select(Point)];

    /// <summary>For each rung of four replicas or more the 5 and 95% quantiles of their values, where both are positive.</summary>
    public static List<(double X, double Lower, double Upper)> Scatter(IEnumerable<ResultRow> rows) =>
    [
        .. from rung in rows.Where(row => double.IsFinite(row.Value)).GroupBy(row => row.Particles).OrderBy(rung => rung.Key)
           let values = rung.Select(row => row.Value).Order().ToArray()
           where values.Length >= 4 && values[0] > 0
           select ((double)rung.Key, SortedArrayStatistics.Quantile(values, 0.05), SortedArrayStatistics.Quantile(values, 0.95)),
    ];

    private static LadderPoint Point(IGrouping<int, ResultRow> rung)
    {
        ResultRow[] rows = [.. rung.OrderBy(row => row.Replica)];
        (double mean, double lower, double upper) = MeanInterval([.. rows.Select(row => row.Value)]);
        return new(rung.Key, mean, lower, upper, rows.Sum(row => row.Lower) / rows.Length, rows.Sum(row => row.Upper) / rows.Length, rows.Length);
    }
}
