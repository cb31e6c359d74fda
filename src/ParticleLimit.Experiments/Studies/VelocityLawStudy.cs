using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>The law of one velocity component at the last time of a homogeneous experiment, bin by bin: particles and corrected equation, each less the solution (2.3).</summary>
public static class VelocityLawStudy
{
    private const int Bins = 26;

    // Beyond the end of the solution's support, where it has nothing and the scatter of encounters has put something.
    private const double Beyond = 1.3;
    private const int Samples = 16;
    private const int SampleSize = 1 << 17;

    /// <summary>Runs one rung: every replica, with the coupled characteristics as the control variate of each bin, and samples of the corrected equation.</summary>
    /// <param name="specification">A homogeneous experiment of system cucker-smale.</param>
    /// <param name="particles">N.</param>
    /// <param name="cancellation">Stops between replicas.</param>
    /// <exception cref="ArgumentException">The experiment has no solution (2.3) or another system.</exception>
    public static IReadOnlyList<VelocityLawBin> Run(ExperimentSpecification specification, int particles, CancellationToken cancellation = default)
    {
        (CuckerSmaleSystem system, HomogeneousSolution solution) = HomogeneousFlock.Of(specification);
        double time = specification.Times[^1], mean = solution.Initial.MeanVelocity[0], contraction = Math.Exp(-solution.Rate * time);
        (double from, double to) = solution.Initial.Support[solution.Dimension];
        double lower = mean + Beyond * contraction * (from - mean), width = (mean + Beyond * contraction * (to - mean) - lower) / Bins;
        double[][] measured = new double[specification.Replicas][];
        Parallel.For(0, measured.Length, new ParallelOptions { CancellationToken = cancellation }, replica =>
        {
            var key = new CellKey(particles, replica);
            ParticleState start = CellRunner.InitialParticles(specification, key);
            using ParticleEngine engine = CellRunner.CreateEngine(specification, key, start.Clone(), threads: 1);
            engine.AdvanceTo(time, cancellation);
            var coupling = new SynchronousCoupling(solution, start);
            coupling.AdvanceTo(time, cancellation);
            measured[replica] = Difference(engine.State.Velocities[0], coupling.Velocities[0], lower, width);
        });

        double[][] corrected = new double[Samples][];
        var scaling = new ScalingLaw(particles, specification.Dimension, system.Beta);
        Parallel.For(0, Samples, new ParallelOptions { CancellationToken = cancellation }, k =>
        {
            var sample = new CorrectedVelocities(
                solution, specification.Weight, scaling, SampleSize, time / 64, RandomStream.For(specification.Seed, particles, k, StreamPurpose.Floor));
            sample.AdvanceTo(time);
            corrected[k] = Difference(sample.Velocities[0], sample.Characteristics()[0], lower, width);
        });

        return
        [
            .. Enumerable.Range(0, Bins).Select(bin => new VelocityLawBin(
                lower + bin * width, lower + (bin + 1) * width,
                ReplicaStatistics.Of([.. measured.Select(values => values[bin])]), ReplicaStatistics.Of([.. corrected.Select(values => values[bin])]))),
        ];
    }

    // The difference of two histograms of equal size, as densities; what lies outside the bins is counted in none.
    private static double[] Difference(double[] values, double[] control, double lower, double width)
    {
        var difference = new double[Bins];
        foreach (double v in values) Count(v, 1);
        foreach (double v in control) Count(v, -1);
        return [.. difference.Select(count => count / (values.Length * width))];

        void Count(double v, double sign)
        {
            int bin = (int)Math.Floor((v - lower) / width);
            if (bin >= 0 && bin < Bins) difference[bin] += sign;
        }
    }
}
