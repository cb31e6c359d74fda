using System.Collections.Immutable;

namespace ParticleLimit.Experiments;

/// <summary>What each source of error contributes to a measure.</summary>
/// <param name="Measure">The measure; with <see cref="ExperimentFits.AveragedSuffix"/> that of the replica-averaged empirical measure.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Parts">What each source contributes, in the measure's own unit.</param>
public sealed record MeasureBudget(string Measure, double Value, ImmutableArray<(BudgetSource Source, double Value)> Parts)
{
    /// <summary>The share of the measured value above which a source forbids to read an order of the limit from it.</summary>
    public const double LargestShare = 1.0 / 3;

    /// <summary>A source's share of the measured value.</summary>
    public double Share(double part) => part == 0 ? 0 : part / Math.Abs(Value);

    /// <summary>The sources that contribute more than <see cref="LargestShare"/>, the largest first.</summary>
    public IEnumerable<(BudgetSource Source, double Share)> Excesses() =>
        Parts.Select(part => (part.Source, Share: Share(part.Value))).Where(part => part.Share > LargestShare).OrderByDescending(part => part.Share);
}
