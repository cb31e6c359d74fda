using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>95% intervals by resampling the replicas within each rung, for quantities that depend on the rungs' means.</summary>
/// <remarks>Resampling R values understates their variance, so means are spread by sqrt(R / (R - 1)) (J. N. K. Rao, C. F. J. Wu, J. Am. Stat. Assoc. 83, 1988), and the percentile interval is
/// stretched by the ratio of Student's t to the normal quantile (T. C. Hesterberg, Am. Stat. 69, 2015): plain percentiles of two replicas cover three times in four.</remarks>
internal static class ReplicaBootstrap
{
    /// <summary>The factor by which the mean of a resample is farther from the mean of R values than it fell.</summary>
    public static double Spread(int replicas) => Math.Sqrt(replicas / (replicas - 1.0));

    /// <summary>The mean of as many values drawn with repetition.</summary>
    public static double MeanOfDrawn(double[] values, ref RandomStream stream)
    {
        double sum = 0;
        for (int r = 0; r < values.Length; r++) sum += values[stream.NextInt(values.Length)];
        return sum / values.Length;
    }

    /// <summary>The percentile interval about a value, stretched; sorts the resampled values.</summary>
    public static (double Lower, double Upper) Percentiles(double[] resampled, double value, double stretch)
    {
        Array.Sort(resampled);
        double lower = SortedArrayStatistics.Quantile(resampled, 0.025), upper = SortedArrayStatistics.Quantile(resampled, 0.975);
        return (value + stretch * (lower - value), value + stretch * (upper - value));
    }

    /// <summary>Student's t over the normal quantile, at the degrees of freedom of a weighted sum of variances (F. E. Satterthwaite, Biometrics Bull. 2, 1946).</summary>
    /// <param name="parts">Of each rung the square of the sensitivity times the variance of the mean, and the number of replicas.</param>
    public static double Stretch(IEnumerable<(double Variance, int Replicas)> parts)
    {
        double variance = 0, squares = 0;
        foreach ((double part, int replicas) in parts)
        {
            variance += part;
            squares += part * part / (replicas - 1);
        }

        return squares == 0 ? 1 : ReplicaStatistics.StudentQuantile(variance * variance / squares) / Normal.InvCDF(0, 1, 0.975);
    }
}
