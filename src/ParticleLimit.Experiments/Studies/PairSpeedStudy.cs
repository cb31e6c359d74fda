using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>The pair density g(r / eps, |w|) of a homogeneous flock at the last time, by separation and relative speed.</summary>
public static class PairSpeedStudy
{
    // In range, in its inner and outer half, and in the wake beyond, in units of eps R.
    private static readonly double[] Separations = [0, 0.5, 1, 2];

    // In units of the mean relative speed.
    private static readonly double[] Speeds = [0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.8];

    /// <summary>Runs every replica of one rung.</summary>
    /// <param name="specification">A homogeneous experiment of system cucker-smale, d = 2 or 3.</param>
    /// <param name="particles">N, so many that two ranges fit into half the torus.</param>
    /// <param name="cancellation">Stops between replicas.</param>
    /// <exception cref="ArgumentException">The experiment has no solution (2.3) or another system, d = 1, or N is too small.</exception>
    public static IReadOnlyList<PairSpeedBin> Run(ExperimentSpecification specification, int particles, CancellationToken cancellation = default)
    {
        (CuckerSmaleSystem system, HomogeneousSolution solution) = HomogeneousFlock.Of(specification);
        double time = specification.Times[^1], unit = solution.Initial.MeanRelativeSpeed * Math.Exp(-solution.Rate * time);
        var scaling = new ScalingLaw(particles, specification.Dimension, system.Beta);
        var predicted = new EncounterPairSpeeds(solution, specification.Weight, scaling);
        double[] separations = [.. Separations.Select(r => r * specification.Weight.SupportRadius)], speeds = [.. Speeds.Select(s => s * unit)];
        double[][][] densities = new double[specification.Replicas][][];
        Parallel.For(0, densities.Length, new ParallelOptions { CancellationToken = cancellation }, replica =>
        {
            ParticleState state = HomogeneousFlock.At(specification, new CellKey(particles, replica), time, cancellation);
            densities[replica] = PairSpeedCorrelation.Of(state, (Torus)solution.Domain, scaling.Epsilon, separations, speeds);
        });
        return
        [
            .. from shell in Enumerable.Range(0, separations.Length - 1)
               from bin in Enumerable.Range(0, speeds.Length - 1)
               select new PairSpeedBin(
                   particles, scaling.Epsilon, separations[shell], separations[shell + 1], Speeds[bin], Speeds[bin + 1],
                   ReplicaStatistics.Of([.. densities.Select(values => values[shell][bin])]),
                   1 + predicted.Excess(separations[shell], separations[shell + 1], speeds[bin], speeds[bin + 1], time)),
        ];
    }
}
