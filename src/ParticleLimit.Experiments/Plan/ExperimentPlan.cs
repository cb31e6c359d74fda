using System.Collections.Immutable;

namespace ParticleLimit.Experiments;

/// <summary>The cells of an experiment and what they will cost, known before the first of them starts.</summary>
public sealed class ExperimentPlan
{
    // Bytes a particle holds while it runs: state, characteristics, floor, sort buffers and pair list, with room to spare.
    private const double BytesPerParticleAxis = 160;
    private const double BytesPerParticle = 200;

    /// <summary>Plans an experiment.</summary>
    public ExperimentPlan(ExperimentSpecification specification)
    {
        Specification = specification;
        Cells = [.. from particles in specification.Ladder from replica in Enumerable.Range(0, specification.Replicas) select new CellKey(particles, replica)];
    }

    /// <summary>The experiment.</summary>
    public ExperimentSpecification Specification { get; }

    /// <summary>Every cell, rung by rung, replica by replica: the order of results.csv.</summary>
    public ImmutableArray<CellKey> Cells { get; }

    /// <summary>The cell that runs beside them for the error budget: replica 0 of the finest rung with half the time step.</summary>
    public CellKey BudgetCell => new(Specification.Ladder[^1], CellKey.HalfStep);

    /// <summary>An upper estimate of the particle-steps of one cell.</summary>
    public double EstimateParticleSteps(CellKey key) => key.Particles * EstimateSteps(key.Particles) * (key.Replica == CellKey.HalfStep ? 2 : 1);

    /// <summary>An upper estimate of the time steps of one run of N particles.</summary>
    public double EstimateSteps(int particles) => Specification.System.EstimateSteps(Specification, particles);

    /// <summary>An upper estimate of the particle-steps of the whole experiment, particles times steps summed over cells.</summary>
    public double EstimateParticleSteps() => Cells.Append(BudgetCell).Sum(EstimateParticleSteps);

    /// <summary>An estimate of the memory in bytes when <paramref name="jobs"/> of the largest cells run at once.</summary>
    public double EstimateMemory(int jobs) =>
        Specification.Ladder[^1] * (BytesPerParticleAxis * Specification.Dimension + BytesPerParticle) * Math.Min(jobs, Specification.Replicas);

    /// <summary>The size in bytes of the snapshots that the cells leave.</summary>
    public double EstimateDisk() =>
        Specification.Ladder.Sum(particles => (double)particles) * Specification.Replicas * Specification.Times.Length * 2 * Specification.Dimension * sizeof(double);
}
