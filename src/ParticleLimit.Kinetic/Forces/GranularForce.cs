using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The force of granular alignment, d = 1: F = -gamma int |v - v*| (v - v*) f(x, v*) dv*.</summary>
/// <remarks>The inelastic collisions of a granular gas in the limit of small inelasticity; alone and homogeneous it cools algebraically
/// (P. K. Haff, J. Fluid Mech. 134, 1983), the temperature like t^(-2).</remarks>
public sealed record GranularForce : AlignmentForce
{
    /// <summary>A force of given strength.</summary>
    /// <exception cref="ArgumentOutOfRangeException">gamma is negative or not finite.</exception>
    public GranularForce(double gamma)
    {
        if (!(gamma >= 0 && double.IsFinite(gamma))) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma is finite and not negative.");
        Gamma = gamma;
    }

    /// <inheritdoc/>
    public override double Gamma { get; }

    /// <inheritdoc/>
    public override string Description => "granular alignment";

    /// <inheritdoc/>
    internal override ImmutableArray<double> Numbers => [Gamma, 3]; // a force of third order in f and v

    /// <inheritdoc/>
    internal override AlignmentFlow CreateFlow(PhaseField phase, Domain domain, TileTeam team) =>
        phase.Layout.Dimension == 1 ? new GranularFlow(Gamma, phase, team) : throw new NotSupportedException($"Granular alignment is for dimension 1, not {phase.Layout.Dimension}.");

    /// <inheritdoc/>
    internal override CharacteristicForce CreateCharacteristics(ImmutableArray<GridAxis> positions, ImmutableArray<GridAxis> velocities, Domain domain) =>
        new TabulatedForce(new GranularNodes(velocities[0]));
}
