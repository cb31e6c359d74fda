using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Particles of mono-kinetic data on the circle through the first crossing of their characteristics, beside the solution of (1.3), which is a curve in phase space that folds there.</summary>
/// <remarks>Let tau = t - t* and N eps = 1. Before the crossing neighbours differ in velocity by O(eps) alone, and a particle is off its characteristic by O(eps): the mean square is of order eps^2. About the crossing the curve
/// is x ~ tau s + s^3, v ~ s in a label s, so that the three branches are |tau|^(3/2) apart in x and |tau|^(1/2) in v, with rho ~ 1/|tau|. The particles average over eps, which blurs the fold for |tau| under eps^(2/3).
/// What this leaves out of the force at tau &lt; 0 is of order gamma eps^2 |tau|^(-7/2), its integral gamma eps^2 |tau|^(-5/2), and it holds for a share |tau|^(1/2) of the labels: mean square gamma^2 eps^4 |tau|^(-9/2).
/// That reaches any given share of eps at |tau| of order eps^(2/3). Behind the crossing streams pass through one another, with the scatter of encounters: order eps.</remarks>
public static class CrossingStudy
{
    // A cell is a quarter of the eps of N = 4000, and a step takes the fastest particle through two or three of them: the folds are as thin as that.
    private const int Cells = 1 << 14, SamplesPerCell = 32;
    private const double CellsPerStep = 2.5;

    /// <summary>When characteristics of the experiment first cross.</summary>
    /// <exception cref="ArgumentException">The experiment is not mono-kinetic on a circle, of system cucker-smale.</exception>
    public static double CrossingTime(ExperimentSpecification specification) => State(specification).Field.CrossingTime;

    /// <summary>Runs every replica of some rungs beside the characteristics of the solution.</summary>
    /// <param name="specification">A mono-kinetic experiment of system cucker-smale on a circle.</param>
    /// <param name="rungs">N, and how many replicas.</param>
    /// <param name="times">When to look, ascending from above 0.</param>
    /// <param name="refinement">By how much the solution's cells, samples and steps are more than usual.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>The rungs, and the energy of the solution at each time.</returns>
    /// <exception cref="ArgumentException">The experiment is not of that kind.</exception>
    public static (CrossingRung[] Rungs, double[] Energies) Run(
        ExperimentSpecification specification, IReadOnlyList<(int Particles, int Replicas)> rungs, IReadOnlyList<double> times, double refinement = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rungs);
        ArgumentNullException.ThrowIfNull(times);
        MonoKineticState state = State(specification);
        CellKey[] keys = [.. rungs.SelectMany(rung => Enumerable.Range(0, rung.Replicas).Select(replica => new CellKey(rung.Particles, replica)))];
        double[][][] means = Characteristics(specification, state, keys, times, refinement, out double[] energies, cancellation);
        double[][][] coarse = Characteristics(specification, state, keys, times, refinement / 2, out _, cancellation);
        double[][] couplings = new double[keys.Length][], biases = new double[keys.Length][];
        Parallel.For(0, keys.Length, new ParallelOptions { CancellationToken = cancellation }, run =>
        {
            using ParticleEngine engine = CellRunner.CreateEngine(specification, keys[run], CellRunner.InitialParticles(specification, keys[run]), threads: 1);
            (couplings[run], biases[run]) = (new double[times.Count], new double[times.Count]);
            for (int k = 0; k < times.Count; k++)
            {
                engine.AdvanceTo(times[k], cancellation);
                double[] own = engine.State.Velocities[0];
                couplings[run][k] = SynchronousCoupling.MeanSquare([own], [means[run][k]]);
                biases[run][k] = own.Zip(means[run][k], (a, b) => a * a - b * b).Average();
            }
        });
        return (
            [
                .. rungs.Select(rung =>
                {
                    int[] runs = [.. Enumerable.Range(0, keys.Length).Where(run => keys[run].Particles == rung.Particles)];
                    return new CrossingRung(
                        rung.Particles, specification.Range(rung.Particles), [.. times], [.. runs.Select(run => couplings[run])], [.. runs.Select(run => biases[run])],
                        [.. times.Select((_, k) => runs.Average(run => SynchronousCoupling.MeanSquare([means[run][k]], [coarse[run][k]])))]);
                }),
            ],
            energies);
    }

    // The velocities of the characteristics of every run: [run][time][particle].
    private static double[][][] Characteristics(
        ExperimentSpecification specification, MonoKineticState state, CellKey[] keys, IReadOnlyList<double> times, double refinement, out double[] energies, CancellationToken cancellation)
    {
        double length = specification.Domain.Period(0);
        int cells = (int)(Cells * refinement);
        var flow = new CircleFlow(state, length, specification.Gamma, 1 / length, SamplesPerCell * cells, cells);
        (double[] Positions, double[][] Velocities)[] passengers =
            [.. keys.Select(key => CellRunner.InitialParticles(specification, key)).Select(start => (start.Positions[0], start.Velocities))];
        double longest = CellsPerStep * length / cells / state.VelocityRadius;
        double[][][] velocities = [.. keys.Select(_ => new double[times.Count][])];
        energies = new double[times.Count];
        for (int k = 0; k < times.Count; k++)
        {
            double start = flow.Time;
            int steps = (int)Math.Ceiling((times[k] - start) / longest);
            for (int n = 1; n <= steps; n++)
            {
                cancellation.ThrowIfCancellationRequested();
                flow.StepTo(n == steps ? times[k] : start + (times[k] - start) * n / steps, passengers);
            }

            energies[k] = flow.Energy;
            for (int run = 0; run < keys.Length; run++) velocities[run][k] = [.. passengers[run].Velocities[0]];
        }

        return velocities;
    }

    private static MonoKineticState State(ExperimentSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return specification is { System: CuckerSmaleSystem, Domain: Torus { Dimension: 1 }, Initial: MonoKineticState state }
            ? state
            : throw new ArgumentException("The study is of mono-kinetic data on a circle, for system cucker-smale.", nameof(specification));
    }
}
