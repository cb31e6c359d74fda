using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>The pair density of a homogeneous flock in one shell of separations.</summary>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="Separation">The middle of the shell, in units of eps.</param>
/// <param name="Density">g over replicas; 1 for independent pairs.</param>
/// <param name="Predicted">g to first order in eps.</param>
public readonly record struct PairDensityBin(int Particles, double Epsilon, double Separation, ReplicaStatistics Density, double Predicted);
