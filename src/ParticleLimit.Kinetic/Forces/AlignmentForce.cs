using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The force F of a kinetic equation f_t + v.grad f + div_v(F f) = 0.</summary>
public abstract record AlignmentForce
{
    /// <summary>gamma of the equation (1.3), or of the corresponding one, that this force stands for.</summary>
    public abstract double Gamma { get; }

    /// <summary>The force in words, for manifests; empty for that of (1.3).</summary>
    public virtual string Description => "";

    /// <summary>Numbers that tell this force from others, by which a stored solution is known again.</summary>
    internal virtual ImmutableArray<double> Numbers => [Gamma];

    /// <summary>Its flow at fixed positions on a grid.</summary>
    /// <exception cref="NotSupportedException">The force is not for this dimension.</exception>
    internal abstract AlignmentFlow CreateFlow(PhaseField phase, Domain domain, TileTeam team);

    /// <summary>The force on a point, from the fields of a solution.</summary>
    internal virtual CharacteristicForce CreateCharacteristics(ImmutableArray<GridAxis> positions, ImmutableArray<GridAxis> velocities, Domain domain) => new(Gamma);
}
