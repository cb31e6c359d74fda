using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The longest wave along the first axis of a torus of length L: what of the mean law depends on the position, which a flock even along all axes does not have.</summary>
public sealed class ModeStatistic : PhaseStatistic
{
    private readonly Func<double, double, double> value;

    private ModeStatistic(string name, Func<double, double, double> value)
        : base(name) => this.value = value;

    /// <summary>cos(2 pi x_0 / L).</summary>
    public static ModeStatistic Density { get; } = new("density-mode", (phase, _) => Math.Cos(phase));

    /// <summary>v_0 sin(2 pi x_0 / L), the rate of change of the former but for a factor.</summary>
    public static ModeStatistic Flux { get; } = new("flux-mode", (phase, v) => v * Math.Sin(phase));

    /// <summary>Every mode.</summary>
    public static IReadOnlyList<ModeStatistic> Each { get; } = [Density, Flux];

    /// <inheritdoc/>
    public override double Value(Domain domain, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return value(2 * Math.PI * position[0] / domain.Period(0), velocity[0]);
    }
}
