using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>The pair density g(r / eps) of a homogeneous flock at the last time, in range and in the wake beyond.</summary>
public static class PairDensityStudy
{
    private const double Reach = 3;
    private const int Bins = 18;

    /// <summary>Runs every replica of one rung.</summary>
    /// <param name="specification">A homogeneous experiment of system cucker-smale.</param>
    /// <param name="particles">N, so many that three ranges fit into half the torus.</param>
    /// <param name="cancellation">Stops between replicas.</param>
    /// <exception cref="ArgumentException">The experiment has no solution (2.3) or another system, or N is too small.</exception>
    public static IReadOnlyList<PairDensityBin> Run(ExperimentSpecification specification, int particles, CancellationToken cancellation = default)
    {
        (CuckerSmaleSystem system, HomogeneousSolution solution) = HomogeneousFlock.Of(specification);
        double time = specification.Times[^1];
        var scaling = new ScalingLaw(particles, specification.Dimension, system.Beta);
        var predicted = new EncounterPairs(solution, specification.Weight, scaling);
        double[][] densities = new double[specification.Replicas][];
        Parallel.For(0, densities.Length, new ParallelOptions { CancellationToken = cancellation }, replica =>
        {
            ParticleState state = HomogeneousFlock.At(specification, new CellKey(particles, replica), time, cancellation);
            densities[replica] = PairCorrelation.Of(state, (Torus)solution.Domain, specification.Weight, scaling.Epsilon, Reach, Bins).Density.ToArray();
        });
        return
        [
            .. Enumerable.Range(0, Bins).Select(bin =>
            {
                double separation = (bin + 0.5) * Reach * specification.Weight.SupportRadius / Bins;
                return new PairDensityBin(
                    particles, scaling.Epsilon, separation, ReplicaStatistics.Of([.. densities.Select(values => values[bin])]), 1 + predicted.Density(separation, time));
            }),
        ];
    }
}
