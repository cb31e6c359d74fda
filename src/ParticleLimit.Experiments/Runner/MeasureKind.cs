using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>What a measure is: a distance between measures, a coupling error, a bias, a correlation of pairs, or an observable.</summary>
public static class MeasureKind
{
    private const string BiasSuffix = "-bias";

    /// <summary>Whether the measure is a distance between the empirical measure and f.</summary>
    public static bool IsDistance(string measure) => !IsCoupling(measure) && !IsBias(measure) && !IsPair(measure) && !ObservableValue.IsObservable(measure);

    /// <summary>Whether the measure is, in d = 1, of f itself and not of a cloud that stands for it.</summary>
    public static bool NeedsDensity(string measure) => measure is "w1" or "w2" or "bounded-lipschitz" or "sliced-w1" or "energy-distance" or "h-minus-s" or "mmd" or "mmd-laplace";

    /// <summary>Whether the measure belongs to the synchronous coupling.</summary>
    public static bool IsCoupling(string measure) => measure.StartsWith("coupling-", StringComparison.Ordinal);

    /// <summary>Whether the measure is the bias of a statistic, with the coupled characteristics as the control variate.</summary>
    public static bool IsBias(string measure) => measure.EndsWith(BiasSuffix, StringComparison.Ordinal);

    /// <summary>Whether the measure is the bias of a function of the velocity alone.</summary>
    public static bool IsVelocityBias(string measure) => VelocityStatistic.Each.Any(statistic => statistic.Name + BiasSuffix == measure);

    /// <summary>Whether the measure is the bias of a wave along the first axis, which a torus has.</summary>
    public static bool IsModeBias(string measure) => ModeStatistic.Each.Any(statistic => statistic.Name + BiasSuffix == measure);

    /// <summary>The statistic of a bias.</summary>
    public static PhaseStatistic Statistic(string measure) => PhaseStatistic.All.Single(statistic => statistic.Name + BiasSuffix == measure);

    /// <summary>Whether the measure is of pairs at the scale eps in a homogeneous state.</summary>
    public static bool IsPair(string measure) => measure is "pair-excess" or "dissipation-deficit";

    /// <summary>Whether the mean over replicas is the measure of the replica-averaged empirical measure.</summary>
    /// <remarks>Temperature and velocity radius are not linear in the measure, and a prediction is no measurement. Correlations of pairs are linear in the law of pairs.</remarks>
    public static bool IsLinear(string measure) =>
        measure is "coupling-velocity-mse" or "coupling-position-mse" or "mass" or "energy" or "mean-speed"
        || IsBias(measure) || IsPair(measure) || measure.StartsWith("momentum-", StringComparison.Ordinal);
}
