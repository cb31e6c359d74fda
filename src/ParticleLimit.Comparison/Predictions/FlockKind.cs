namespace ParticleLimit.Comparison;

/// <summary>What of an initial state the predicted orders depend on.</summary>
public enum FlockKind
{
    /// <summary>The density varies, and relative velocities are of order one.</summary>
    Uneven,

    /// <summary>Uniform over one period of a torus and independent of the velocity: averaging the force over eps changes nothing.</summary>
    Homogeneous,

    /// <summary>v = u0(x) before the first crossing, over a density without jumps: neighbours differ in velocity by eps alone.</summary>
    MonoKinetic,

    /// <summary>The same over a density that ends with a jump, where a particle has neighbours on one side only.</summary>
    MonoKineticWithEdge,
}
