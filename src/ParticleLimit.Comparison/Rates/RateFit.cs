using System.Collections.Immutable;

namespace ParticleLimit.Comparison;

/// <summary>The observed order p of a measure that falls like a N^(-p) over the ladder, with its uncertainty.</summary>
/// <param name="Measure">The measure's name in results.csv.</param>
/// <param name="Time">The time of the rows.</param>
/// <param name="Order">p: positive when the measure falls as N grows; NaN with fewer than two usable rungs.</param>
/// <param name="OrderLower">Lower end of the 95% bootstrap interval over replicas; with one replica from the scatter about the line; NaN where there is none.</param>
/// <param name="OrderUpper">Upper end of the same interval.</param>
/// <param name="Prefactor">a.</param>
/// <param name="Particles">The rungs used, N ascending.</param>
/// <param name="Means">The mean over replicas at each rung used.</param>
/// <param name="StandardErrors">The standard error of each mean; NaN with a single replica.</param>
/// <param name="PredictedOrder">The order MATHEMATICS.md section 4 predicts; null where it makes no prediction.</param>
/// <param name="Verdict">One sentence.</param>
public sealed record RateFit(
    string Measure, double Time, double Order, double OrderLower, double OrderUpper, double Prefactor,
    ImmutableArray<int> Particles, ImmutableArray<double> Means, ImmutableArray<double> StandardErrors,
    double? PredictedOrder, string Verdict)
{
    /// <summary>The fitted value a N^(-p).</summary>
    public double At(double particles) => Prefactor * Math.Pow(particles, -Order);
}
