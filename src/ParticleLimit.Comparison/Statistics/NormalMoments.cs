using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Skewness and excess kurtosis of samples, each about its own mean, and where 95 % of them lie for normal values.</summary>
/// <param name="SkewnessBand">The 95 % quantile of |skewness| of normal values.</param>
/// <param name="KurtosisLower">The 2.5 % quantile of their excess kurtosis.</param>
/// <param name="KurtosisUpper">The 97.5 % quantile.</param>
/// <remarks>The bands are drawn: for some hundred values the kurtosis is too skewed for its asymptotic standard error sqrt(24 / n).</remarks>
public sealed record NormalMoments(double SkewnessBand, double KurtosisLower, double KurtosisUpper)
{
    private const int Draws = 4000;

    /// <summary>The bands of the means over some samples of a size.</summary>
    /// <param name="samples">How many samples.</param>
    /// <param name="size">The values in each, at least 2.</param>
    /// <param name="stream">Where the normal values come from.</param>
    public static NormalMoments Of(int samples, int size, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        double[] skewness = new double[Draws], kurtosis = new double[Draws], values = new double[size];
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int sample = 0; sample < samples; sample++)
            {
                for (int i = 0; i < size; i++) values[i] = Normal.InvCDF(0, 1, stream.NextDouble());
                skewness[draw] += Skewness(values) / samples;
                kurtosis[draw] += Kurtosis(values) / samples;
            }

            skewness[draw] = Math.Abs(skewness[draw]);
        }

        Array.Sort(skewness);
        Array.Sort(kurtosis);
        return new NormalMoments(
            SortedArrayStatistics.Quantile(skewness, 0.95), SortedArrayStatistics.Quantile(kurtosis, 0.025), SortedArrayStatistics.Quantile(kurtosis, 0.975));
    }

    /// <summary>The mean cube of the values about their mean, in units of their standard deviation.</summary>
    public static double Skewness(double[] values) => Standard(values, 3);

    /// <summary>The mean fourth power likewise, less 3.</summary>
    public static double Kurtosis(double[] values) => Standard(values, 4) - 3;

    private static double Standard(double[] values, int power)
    {
        ArgumentNullException.ThrowIfNull(values);
        double mean = 0, square = 0, moment = 0;
        foreach (double value in values) mean += value / values.Length;
        foreach (double value in values)
        {
            double squared = (value - mean) * (value - mean);
            square += squared / values.Length;
            moment += squared * (power == 3 ? value - mean : squared) / values.Length;
        }

        return moment / Math.Pow(square, power / 2.0);
    }
}
