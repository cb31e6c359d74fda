using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>A function phi(x, v) whose mean over the particles is compared with int phi f.</summary>
public abstract class PhaseStatistic
{
    /// <summary>A statistic of a name.</summary>
    protected PhaseStatistic(string name) => Name = name;

    /// <summary>Every statistic.</summary>
    public static IReadOnlyList<PhaseStatistic> All { get; } = [.. VelocityStatistic.Each, .. ModeStatistic.Each];

    /// <summary>The word that names the statistic in a measure: NAME-bias.</summary>
    public string Name { get; }

    /// <summary>phi(x, v).</summary>
    /// <param name="domain">Where positions live.</param>
    /// <param name="position">x.</param>
    /// <param name="velocity">v.</param>
    public abstract double Value(Domain domain, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity);
}
