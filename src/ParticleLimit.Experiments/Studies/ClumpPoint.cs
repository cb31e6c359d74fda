namespace ParticleLimit.Experiments;

/// <summary>What clumps of particles within eps did to one run.</summary>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="Size">The particles of a clump.</param>
/// <param name="Replica">Which sample.</param>
/// <param name="Ratio">The mean square velocity error of the coupling over the value predicted for independent starts.</param>
public readonly record struct ClumpPoint(int Particles, double Epsilon, int Size, int Replica, double Ratio);
