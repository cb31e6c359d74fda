using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>A smooth function phi(v) = h(|v|^2) whose mean over the particles is compared with int phi f.</summary>
/// <remarks>Where positions are uniform by symmetry, the law of velocities is all that E[mu_N] can differ in.</remarks>
public sealed class VelocityStatistic : PhaseStatistic
{
    private readonly Func<double, double> profile, slope, bend;

    private VelocityStatistic(string name, Func<double, double> profile, Func<double, double> slope, Func<double, double> bend)
        : base(name) => (this.profile, this.slope, this.bend) = (profile, slope, bend);

    /// <summary>|v|^2.</summary>
    public static VelocityStatistic Energy { get; } = new("energy", s => s, _ => 1, _ => 0);

    /// <summary>|v|^4, which weighs the tails.</summary>
    public static VelocityStatistic FourthMoment { get; } = new("fourth-moment", s => s * s, s => 2 * s, _ => 2);

    /// <summary>1 - exp(-|v|^2 / 2), bounded with all its derivatives.</summary>
    public static VelocityStatistic Gaussian { get; } = new(
        "gaussian", s => 1 - Math.Exp(-s / 2), s => Math.Exp(-s / 2) / 2, s => -Math.Exp(-s / 2) / 4);

    /// <summary>Every statistic of velocities alone.</summary>
    public static IReadOnlyList<VelocityStatistic> Each { get; } = [Energy, FourthMoment, Gaussian];

    /// <summary>phi(v).</summary>
    public double Value(ReadOnlySpan<double> velocity) => profile(Dot(velocity, velocity));

    /// <inheritdoc/>
    public override double Value(Domain domain, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity) => Value(velocity);

    /// <summary>The derivative along a vector, w . (grad phi)(v) = 2 h' v . w.</summary>
    /// <param name="velocity">v.</param>
    /// <param name="along">w.</param>
    public double Derivative(ReadOnlySpan<double> velocity, ReadOnlySpan<double> along) => 2 * slope(Dot(velocity, velocity)) * Dot(velocity, along);

    /// <summary>The second derivative along a vector, w . (grad grad phi)(v) w = 2 h' |w|^2 + 4 h'' (v . w)^2.</summary>
    /// <param name="velocity">v.</param>
    /// <param name="along">w.</param>
    public double SecondDerivative(ReadOnlySpan<double> velocity, ReadOnlySpan<double> along)
    {
        double squared = Dot(velocity, velocity), across = Dot(velocity, along);
        return 2 * slope(squared) * Dot(along, along) + 4 * bend(squared) * across * across;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }
}
