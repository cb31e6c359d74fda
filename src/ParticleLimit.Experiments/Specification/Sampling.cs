namespace ParticleLimit.Experiments;

/// <summary>How the initial particles are drawn from f0.</summary>
public enum Sampling
{
    /// <summary>Independently.</summary>
    Iid,

    /// <summary>By a scrambled Sobol sequence: evenly spread, every particle with law f0, other points for every replica.</summary>
    Sobol,

    /// <summary>By a lattice with a random shift.</summary>
    Lattice,
}
