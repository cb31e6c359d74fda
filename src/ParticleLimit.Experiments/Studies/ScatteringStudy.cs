using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Theorem 3.13 in the plane: after a long time a flock with little alignment flies freely. The kinetic solution, and the particles beside it.</summary>
public static class ScatteringStudy
{
    private const int QuadraturePoints = 1 << 16;
    private const double Difference = 1e-3;

    /// <summary>The kinetic solution through the given times.</summary>
    /// <param name="specification">An experiment of system cucker-smale in the plane, free space, f0 with a density.</param>
    /// <param name="times">Ascending from above 0; the last is T.</param>
    /// <exception cref="ArgumentException">The experiment is not of that kind.</exception>
    public static DispersingFlow Solve(ExperimentSpecification specification, IReadOnlyList<double> times)
    {
        ArgumentNullException.ThrowIfNull(specification);
        if (specification is not { System: CuckerSmaleSystem, Domain: FreeSpace })
            throw new ArgumentException("Scattering is studied in free space, for system cucker-smale.", nameof(specification));
        return DispersingFlow.Solve(specification.Initial, specification.Gamma, times);
    }

    /// <summary>How the solution comes to rest without its free flight, by a quadrature of evenly spread points over the box of f0's support, and the bounds (3.20) there.</summary>
    /// <param name="flow">The solution.</param>
    /// <param name="times">Times of the solution, ascending; the last is T.</param>
    public static IReadOnlyList<ScatteringTail> Tail(DispersingFlow flow, IReadOnlyList<double> times)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentNullException.ThrowIfNull(times);
        (double[][] y, double[][] v, double volume) = Quadrature(flow.Initial);
        double[] last = At(flow, times[^1], y, v);
        double[] start = At(flow, 0, y, v);
        (double position, double velocity) = Gradients(flow, 0, y, v);
        return
        [
            .. times.Select(time =>
            {
                double[] now = At(flow, time, y, v);
                (double positionNow, double velocityNow) = Gradients(flow, time, y, v);
                return new ScatteringTail(
                    time, volume * now.Zip(last, (a, b) => Math.Abs(a - b)).Average(), volume * now.Average(), now.Max() / start.Max(),
                    positionNow / position, velocityNow / velocity / (1 + time));
            }),
        ];
    }

    /// <summary>Runs every replica of one rung beside the characteristics of the solution.</summary>
    /// <param name="specification">The experiment.</param>
    /// <param name="flow">Its solution.</param>
    /// <param name="particles">N.</param>
    /// <param name="replicas">The number of replicas.</param>
    /// <param name="times">Times of the solution, ascending; the last is T.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static IReadOnlyList<ScatteringPoint> Particles(
        ExperimentSpecification specification, DispersingFlow flow, int particles, int replicas, IReadOnlyList<double> times, CancellationToken cancellation = default)
    {
        double[][] tails = new double[replicas][], couplings = new double[replicas][];
        Parallel.For(0, replicas, new ParallelOptions { CancellationToken = cancellation }, replica =>
        {
            var key = new CellKey(particles, replica);
            ParticleState characteristics = CellRunner.InitialParticles(specification, key);
            using ParticleEngine engine = CellRunner.CreateEngine(specification, key, characteristics.Clone(), threads: 1);
            var states = new List<double[][]>();
            couplings[replica] = new double[times.Count];
            double before = 0;
            for (int k = 0; k < times.Count; k++)
            {
                engine.AdvanceTo(times[k], cancellation);
                flow.Advance(before, times[k], characteristics.Positions, characteristics.Velocities);
                before = times[k];
                states.Add(WithoutFlight(engine.State, before));
                couplings[replica][k] = Distances(states[k], WithoutFlight(characteristics, before)).Average(distance => distance * distance);
            }

            tails[replica] = [.. states.Select(state => Distances(state, states[^1]).Average())];
        });
        return
        [
            .. times.Select((time, k) => new ScatteringPoint(
                particles, specification.Range(particles), time, ReplicaStatistics.Of([.. tails.Select(values => values[k])]), ReplicaStatistics.Of([.. couplings.Select(values => values[k])]))),
        ];
    }

    private static (double[][] Positions, double[][] Velocities, double Volume) Quadrature(InitialState initial)
    {
        int d = initial.Dimension;
        var sequence = new KroneckerSequence(2 * d);
        double[] point = new double[2 * d];
        double[][] coordinates = [.. Enumerable.Range(0, 2 * d).Select(_ => new double[QuadraturePoints])];
        for (int i = 0; i < QuadraturePoints; i++)
        {
            sequence.Next(point);
            for (int k = 0; k < 2 * d; k++) coordinates[k][i] = initial.Support[k].From + point[k] * (initial.Support[k].To - initial.Support[k].From);
        }

        return (coordinates[..d], coordinates[d..], initial.Support.Aggregate(1.0, (product, side) => product * (side.To - side.From)));
    }

    // g(t) at points (y, v), moved a little along one axis.
    private static double[] At(DispersingFlow flow, double time, double[][] y, double[][] v, int axis = 0, double alongPosition = 0, double alongVelocity = 0)
    {
        double[][] velocities = [.. v.Select((w, k) => w.Select(value => value + (k == axis ? alongVelocity : 0)).ToArray())];
        double[][] positions = [.. y.Select((p, k) => p.Select((value, i) => value + time * v[k][i] + (k == axis ? alongPosition : 0)).ToArray())];
        return flow.Density(time, positions, velocities);
    }

    private static (double Position, double Velocity) Gradients(DispersingFlow flow, double time, double[][] y, double[][] v)
    {
        int count = Math.Min(y[0].Length, 1 << 13);
        double[][] fewY = [.. y.Select(axis => axis[..count])], fewV = [.. v.Select(axis => axis[..count])];
        double[] position = new double[count], velocity = new double[count];
        for (int axis = 0; axis < y.Length; axis++)
        {
            Add(position, Difference, 0, axis);
            // f bends on the scale 1/t in v.
            Add(velocity, 0, Difference / (1 + time), axis);
        }

        return (Math.Sqrt(position.Max()), Math.Sqrt(velocity.Max()));

        void Add(double[] squares, double alongPosition, double alongVelocity, int axis)
        {
            double[] above = At(flow, time, fewY, fewV, axis, alongPosition, alongVelocity), below = At(flow, time, fewY, fewV, axis, -alongPosition, -alongVelocity);
            for (int i = 0; i < count; i++)
            {
                double slope = (above[i] - below[i]) / (2 * (alongPosition + alongVelocity));
                squares[i] += slope * slope;
            }
        }
    }

    private static double[][] WithoutFlight(ParticleState state, double time) =>
        [.. state.Positions.Select((x, axis) => x.Select((value, i) => value - time * state.Velocities[axis][i]).ToArray())];

    private static IEnumerable<double> Distances(double[][] a, double[][] b)
    {
        for (int i = 0; i < a[0].Length; i++)
        {
            double squared = 0;
            for (int axis = 0; axis < a.Length; axis++) squared += (a[axis][i] - b[axis][i]) * (a[axis][i] - b[axis][i]);
            yield return Math.Sqrt(squared);
        }
    }
}
