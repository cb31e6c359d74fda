using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The force of (1.3): F = -gamma rho (v - u).</summary>
public sealed record LocalForce : AlignmentForce
{
    /// <summary>A force of given strength.</summary>
    /// <exception cref="ArgumentOutOfRangeException">gamma is negative or not finite.</exception>
    public LocalForce(double gamma)
    {
        if (!(gamma >= 0 && double.IsFinite(gamma))) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma is nonnegative and finite.");
        Gamma = gamma;
    }

    /// <inheritdoc/>
    public override double Gamma { get; }

    /// <inheritdoc/>
    internal override AlignmentFlow CreateFlow(PhaseField phase, Domain domain, TileTeam team) => new LocalFlow(Gamma, phase, team);
}
