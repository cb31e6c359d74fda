using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>One experiment, checked: everything an experiment file says, as the objects it describes.</summary>
public sealed record ExperimentSpecification
{
    /// <summary>The experiment's name; lower-case letters, digits, dots and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The question it answers, one line.</summary>
    public required string Question { get; init; }

    /// <summary>The particle system, with its constants.</summary>
    public required ParticleSystem System { get; init; }

    /// <summary>d, 1 to 3.</summary>
    public required int Dimension { get; init; }

    /// <summary>Torus or free space.</summary>
    public required Domain Domain { get; init; }

    /// <summary>f0.</summary>
    public required InitialState Initial { get; init; }

    /// <summary>psi.</summary>
    public required ICommunicationWeight Weight { get; init; }

    /// <summary>The particle numbers N, ascending.</summary>
    public required ImmutableArray<int> Ladder { get; init; }

    /// <summary>Independent replicas of each rung.</summary>
    public required int Replicas { get; init; }

    /// <summary>The seed from which every random stream follows.</summary>
    public required ulong Seed { get; init; }

    /// <summary>T.</summary>
    public required double FinalTime { get; init; }

    /// <summary>The times of comparison, ascending, the last at most T.</summary>
    public required ImmutableArray<double> Times { get; init; }

    /// <summary>The time step as a fraction of eps R over the largest relative speed.</summary>
    public required double StepFraction { get; init; }

    /// <summary>How the initial particles are drawn.</summary>
    public required Sampling Sampling { get; init; }

    /// <summary>The neighbour search.</summary>
    public required NeighbourSearchKind Neighbours { get; init; }

    /// <summary>The reference solution.</summary>
    public required ReferenceSpecification Reference { get; init; }

    /// <summary>The length in the kernels of mmd, mmd-laplace and h-minus-s, and s.</summary>
    public KernelSettings Kernels { get; init; } = new();

    /// <summary>The measures in the contract's order, groups expanded ("coupling" is its three names), none twice.</summary>
    public required ImmutableArray<string> Measures { get; init; }

    /// <summary>Whether each distance also gives its iid sampling floor.</summary>
    public required bool Floors { get; init; }

    /// <summary>The whole specification as canonical JSON, overrides applied and defaults filled in: what the manifest records and the store hashes.</summary>
    public required JsonObject Source { get; init; }

    /// <summary>gamma of (1.3), or of the equation that corresponds to it.</summary>
    public double Gamma => System.Gamma(Weight, Dimension);

    /// <summary>The range of the particles of one rung.</summary>
    public double Range(int particles) => System.Range(particles, Dimension);
}
