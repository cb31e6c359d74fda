using MathNet.Numerics.Distributions;
using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Whether linear statistics of a homogeneous flock obey a central limit theorem, and with which variance.</summary>
public static class FluctuationStudy
{
    private const int QuadraturePoints = 1 << 16;

    /// <summary>Runs every replica of one rung and looks at the given times.</summary>
    /// <param name="specification">A homogeneous experiment of system cucker-smale, the mean velocity zero.</param>
    /// <param name="particles">N.</param>
    /// <param name="times">When to look, ascending.</param>
    /// <param name="cancellation">Stops between replicas.</param>
    /// <exception cref="ArgumentException">The experiment has no solution (2.3) or another system.</exception>
    public static IReadOnlyList<FluctuationPoint> Run(ExperimentSpecification specification, int particles, IReadOnlyList<double> times, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(times);
        (_, HomogeneousSolution solution) = HomogeneousFlock.Of(specification);
        var torus = (Torus)solution.Domain;
        double[][][][] values = new double[specification.Replicas][][][];
        Parallel.For(0, values.Length, new ParallelOptions { CancellationToken = cancellation }, replica =>
        {
            var key = new CellKey(particles, replica);
            using ParticleEngine engine = CellRunner.CreateEngine(specification, key, CellRunner.InitialParticles(specification, key), threads: 1);
            values[replica] =
            [
                .. times.Select(time =>
                {
                    engine.AdvanceTo(time, cancellation);
                    return Statistics(engine.State, torus);
                }),
            ];
        });

        double squareVariance = SquareVariance(solution.Initial), component = solution.Initial.Temperature / solution.Dimension;
        var points = new List<FluctuationPoint>();
        var bands = new Dictionary<int, NormalMoments>();
        for (int k = 0; k < times.Count; k++)
        {
            double q = Math.Exp(-solution.Rate * times[k]);
            LinearFluctuation wave = LinearFluctuation.Of(solution, 2 * Math.PI / torus.Lengths[0], times[k]);
            Add("energy", 0, squareVariance * q * q * q * q, squareVariance * q * q * q * q);
            Add("momentum", 1, component * q * q, component);
            Add("density", 2, 0.5, wave.Density / 2);
            Add("current", 3, component * q * q / 2, wave.Current / 2);

            void Add(string statistic, int index, double independent, double predicted)
            {
                int components = values[0][k][index].Length;
                double[][] samples = [.. Enumerable.Range(0, components).Select(c => values.Select(replica => replica[k][index][c]).ToArray())];
                double variance = samples.Average(Variance) * particles;
                double freedom = components * (values.Length - 1);
                points.Add(new FluctuationPoint(
                    statistic, particles, times[k], variance, variance * freedom / ChiSquared.InvCDF(freedom, 0.975), variance * freedom / ChiSquared.InvCDF(freedom, 0.025),
                    independent, predicted, samples.Average(NormalMoments.Skewness), samples.Average(NormalMoments.Kurtosis), Normal(components)));
            }
        }

        return points;

        NormalMoments Normal(int components)
        {
            if (!bands.TryGetValue(components, out NormalMoments? normal))
                bands[components] = normal = NormalMoments.Of(components, values.Length, RandomStream.For(specification.Seed, components, CellKey.Average, StreamPurpose.Bootstrap));
            return normal;
        }
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }

    // The means over the particles of |v|^2; v_k; cos and sin of the longest wave along each axis; the same times v_k.
    private static double[][] Statistics(ParticleState state, Torus torus)
    {
        int d = state.Dimension;
        double[] momentum = new double[d], density = new double[2 * d], current = new double[2 * d];
        double energy = 0;
        for (int axis = 0; axis < d; axis++)
        {
            double[] x = state.Positions[axis], v = state.Velocities[axis];
            for (int i = 0; i < x.Length; i++)
            {
                (double sine, double cosine) = Math.SinCos(2 * Math.PI * x[i] / torus.Lengths[axis]);
                energy += v[i] * v[i] / x.Length;
                momentum[axis] += v[i] / x.Length;
                density[2 * axis] += cosine / x.Length;
                density[2 * axis + 1] += sine / x.Length;
                current[2 * axis] += v[i] * cosine / x.Length;
                current[2 * axis + 1] += v[i] * sine / x.Length;
            }
        }

        return [[energy], momentum, density, current];
    }

    // The variance of |v - vbar|^2 under f0.
    private static double SquareVariance(InitialState initial)
    {
        var sequence = new KroneckerSequence(initial.UniformsPerParticle);
        double[] point = new double[initial.UniformsPerParticle], x = new double[initial.Dimension], v = new double[initial.Dimension];
        double sum = 0;
        for (int i = 0; i < QuadraturePoints; i++)
        {
            sequence.Next(point);
            initial.Map(point, x, v);
            double squared = v.Select((component, axis) => (component - initial.MeanVelocity[axis]) * (component - initial.MeanVelocity[axis])).Sum();
            sum += (squared - initial.Temperature) * (squared - initial.Temperature);
        }

        return sum / QuadraturePoints;
    }
}
