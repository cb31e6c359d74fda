using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>Particles at one time, seen without their free flight: Y_i = X_i - V_i t.</summary>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="Time">t.</param>
/// <param name="ToFinal">(1/N) sum |Y_i(t) - Y_i(T)|, T the last time, over replicas.</param>
/// <param name="Coupling">(1/N) sum |Y_i - Ybar_i|^2 against the characteristics of the kinetic solution from the same starts, over replicas.</param>
public readonly record struct ScatteringPoint(int Particles, double Epsilon, double Time, ReplicaStatistics ToFinal, ReplicaStatistics Coupling);
