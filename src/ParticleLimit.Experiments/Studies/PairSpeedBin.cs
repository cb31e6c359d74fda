using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>The pair density of a homogeneous flock in one shell of separations and one bin of relative speeds.</summary>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="SeparationFrom">The shell's inner radius, in units of eps.</param>
/// <param name="SeparationTo">The shell's outer radius.</param>
/// <param name="SpeedFrom">The bin's lower end, in units of the mean relative speed.</param>
/// <param name="SpeedTo">The bin's upper end.</param>
/// <param name="Density">g over replicas; 1 for independent pairs.</param>
/// <param name="Predicted">g to first order in eps.</param>
public readonly record struct PairSpeedBin(
    int Particles, double Epsilon, double SeparationFrom, double SeparationTo, double SpeedFrom, double SpeedTo, ReplicaStatistics Density, double Predicted);
