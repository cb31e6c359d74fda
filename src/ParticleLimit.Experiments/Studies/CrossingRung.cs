using System.Collections.Immutable;
using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>The runs of one N through the first crossing of their characteristics.</summary>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="Times">When they were looked at.</param>
/// <param name="Coupling">(1/N) sum |V_i - Vbar_i|^2: [replica][time].</param>
/// <param name="EnergyBias">(1/N) sum |V_i|^2 - |Vbar_i|^2: [replica][time].</param>
/// <param name="SolutionError">The mean square by which half the cells, samples and steps of the solution change Vbar_i, the mean over the replicas: [time].</param>
public sealed record CrossingRung(int Particles, double Epsilon, ImmutableArray<double> Times, double[][] Coupling, double[][] EnergyBias, double[] SolutionError)
{
    /// <summary>The coupling error at a time over the replicas.</summary>
    public ReplicaStatistics CouplingAt(int time) => ReplicaStatistics.Of([.. Coupling.Select(run => run[time])]);

    /// <summary>The bias of the energy at a time over the replicas.</summary>
    public ReplicaStatistics EnergyBiasAt(int time) => ReplicaStatistics.Of([.. EnergyBias.Select(run => run[time])]);
}
