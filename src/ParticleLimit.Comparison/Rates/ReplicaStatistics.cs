using MathNet.Numerics.Distributions;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The mean of a quantity over independent replicas, with its uncertainty.</summary>
/// <param name="Count">The number of replicas.</param>
/// <param name="Mean">The mean; NaN without replicas.</param>
/// <param name="StandardError">The standard error of the mean, from the unbiased sample variance; NaN below two replicas.</param>
/// <param name="Lower">Lower end of the 95% interval of the mean by Student's t; NaN below two replicas.</param>
/// <param name="Upper">Upper end of the same interval.</param>
public readonly record struct ReplicaStatistics(int Count, double Mean, double StandardError, double Lower, double Upper)
{
    /// <summary>The statistics of the values of independent replicas.</summary>
    /// <remarks>The sums are compensated: replicas that agree give the standard error zero up to one rounding of the mean.</remarks>
    public static ReplicaStatistics Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return new(0, double.NaN, double.NaN, double.NaN, double.NaN);

        var sum = default(CompensatedSum);
        foreach (double value in values) sum.Add(value);
        double mean = sum.Value / values.Length;
        if (values.Length == 1) return new(1, mean, double.NaN, double.NaN, double.NaN);

        var squares = default(CompensatedSum);
        foreach (double value in values) squares.Add((value - mean) * (value - mean));
        int freedom = values.Length - 1;
        double standardError = Math.Sqrt(squares.Value / freedom / values.Length);
        double halfWidth = StudentQuantile(freedom) * standardError;
        return new(values.Length, mean, standardError, mean - halfWidth, mean + halfWidth);
    }

    /// <summary>The 97.5% quantile of Student's t: half the width of a 95% interval in standard errors.</summary>
    internal static double StudentQuantile(double degreesOfFreedom) => StudentT.InvCDF(0, 1, degreesOfFreedom, 0.975);
}
