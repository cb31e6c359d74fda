using System.Collections.Immutable;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Benchmarks;

/// <summary>The particle system of Table 1 at one gamma: a few runs, taken together.</summary>
internal sealed class TableOneParticles
{
    /// <summary>N of each run.</summary>
    public const int Particles = 4000;

    /// <summary>The number of runs.</summary>
    public const int Runs = 8;

    private readonly ImmutableArray<double> times;
    private readonly ParticleState[,] states; // [run, time]
    private readonly double boxPosition = 0.25, boxVelocity;

    private TableOneParticles(ImmutableArray<double> times, ParticleState[,] states, double boxVelocity) => (this.times, this.states, this.boxVelocity) = (times, states, boxVelocity);

    /// <summary>Runs them.</summary>
    /// <param name="experiment">The experiment's file.</param>
    /// <param name="gamma">gamma.</param>
    /// <param name="times">When the particles are kept, ascending, the first 0.</param>
    /// <param name="boxVelocity">The extent in v of the boxes of <see cref="SupProfile"/>.</param>
    public static TableOneParticles Run(string experiment, double gamma, ImmutableArray<double> times, double boxVelocity)
    {
        ExperimentSpecification specification = SpecificationReader.Read(experiment, [FormattableString.Invariant($"gamma={gamma}")]);
        var states = new ParticleState[Runs, times.Length];
        Parallel.For(0, Runs, run =>
        {
            var key = new CellKey(Particles, run);
            using ParticleEngine engine = CellRunner.CreateEngine(specification, key, CellRunner.InitialParticles(specification, key), threads: 1);
            for (int k = 0; k < times.Length; k++)
            {
                engine.AdvanceTo(times[k]);
                states[run, k] = engine.State.Clone();
            }
        });
        return new TableOneParticles(times, states, boxVelocity);
    }

    /// <summary>The mean over the runs of an observable at a time that was kept.</summary>
    public double Mean(double time, Func<Observables, double> value) => At(time).Average(state => value(ParticleObservables.Of(state)));

    /// <summary>The particles of the first run at a time that was kept.</summary>
    public ParticleState First(double time) => At(time).First();

    /// <summary>h(t, v) = sup over boxes along x of the density of all runs' particles, at the centres of boxes along v.</summary>
    public IEnumerable<(double Velocity, double Supremum)> SupProfile(double time, GridAxis position, GridAxis velocity)
    {
        var boxes = new Dictionary<(int, int), int>();
        foreach (ParticleState state in At(time))
        {
            for (int i = 0; i < state.Count; i++)
            {
                var box = ((int)Math.Floor((state.Positions[0][i] - position.From) / boxPosition), (int)Math.Floor((state.Velocities[0][i] - velocity.From) / boxVelocity));
                boxes[box] = boxes.GetValueOrDefault(box) + 1;
            }
        }

        double share = 1 / (boxPosition * boxVelocity * Particles * Runs);
        return boxes.GroupBy(box => box.Key.Item2).OrderBy(row => row.Key).Select(row => (velocity.From + (row.Key + 0.5) * boxVelocity, row.Max(box => box.Value) * share));
    }

    private IEnumerable<ParticleState> At(double time) => Enumerable.Range(0, Runs).Select(run => states[run, times.IndexOf(time)]);
}
