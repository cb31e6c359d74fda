using System.Collections.Immutable;

namespace ParticleLimit.Comparison;

/// <summary>The observed order p of a measure that falls like a N^(-p) over the ladder, with its uncertainty.</summary>
/// <param name="Measure">The measure's name in results.csv.</param>
/// <param name="Time">The time of the rows.</param>
/// <param name="Order">p: positive when the measure falls as N grows; NaN with fewer than two usable rungs, or where it is refused.</param>
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
    /// <summary>Why no order of the limit may be quoted; null where one may.</summary>
    public string? Refusal { get; init; }

    /// <summary>The observed order from each rung to the next, log(m_k / m_k+1) / log(N_k+1 / N_k): one number fewer than rungs; none where the order is refused.</summary>
    public ImmutableArray<double> LocalOrders =>
    [
        .. from k in Enumerable.Range(0, Refusal is null ? Math.Max(Particles.Length - 1, 0) : 0)
           select Math.Log(Means[k] / Means[k + 1]) / Math.Log((double)Particles[k + 1] / Particles[k]),
    ];

    /// <summary>The model with a floor, a N^(-p) + c; null with too few rungs or replicas to tell.</summary>
    public FlooredModel? WithFloor { get; init; }

    /// <summary>Measured over predicted, extrapolated to eps = 0; null without a predicted value, or with too few rungs or replicas.</summary>
    public ExtrapolatedRatio? OverPredicted { get; init; }

    /// <summary>The same with the coefficient of the first term not fitted but predicted (<see cref="AnsweredEncounters"/>); null where it is not.</summary>
    public ExtrapolatedRatio? OverPredictedWithAnswer { get; init; }

    /// <summary>The predicted coefficient of the first term; null where there is none.</summary>
    public double? AnswerCoefficient { get; init; }

    /// <summary>The order that the predicted value times 1 + c1 x1 + c2 x2, the limit held at 1, has over the same rungs with the same weights; null without <see cref="OverPredicted"/>.</summary>
    public double? OrderWithNextOrder { get; init; }

    /// <summary>The same measurement without its order: no reader of the fit, of fits.json or of a figure finds a number that may not be quoted.</summary>
    /// <param name="refusal">Why, in a few words.</param>
    /// <param name="verdict">The sentence that takes the place of the verdict.</param>
    public RateFit Refused(string refusal, string verdict) => this with
    {
        Order = double.NaN,
        OrderLower = double.NaN,
        OrderUpper = double.NaN,
        Prefactor = double.NaN,
        WithFloor = null,
        OverPredicted = null,
        OverPredictedWithAnswer = null,
        AnswerCoefficient = null,
        OrderWithNextOrder = null,
        Refusal = refusal,
        Verdict = verdict,
    };

    /// <summary>The fitted value a N^(-p).</summary>
    public double At(double particles) => Prefactor * Math.Pow(particles, -Order);
}
