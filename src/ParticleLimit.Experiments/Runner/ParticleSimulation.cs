using System.Diagnostics;
using System.Globalization;
using System.Text;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>One particle run on its own: snapshots and observables, no comparison.</summary>
public static class ParticleSimulation
{
    /// <summary>Runs replica <paramref name="key"/> of an experiment at any N.</summary>
    /// <param name="specification">The experiment.</param>
    /// <param name="key">N and replica; the same particles as that cell of a full run.</param>
    /// <param name="folder">Where snapshots.h5, observables.csv and particles.csv (the last time) go; null writes nothing.</param>
    /// <param name="threads">The most threads within the run.</param>
    /// <param name="progress">Called now and then.</param>
    /// <param name="cancellation">Stops between steps.</param>
    public static SimulationSummary Run(
        ExperimentSpecification specification, CellKey key, string? folder, int threads, Action<SimulationProgress>? progress, CancellationToken cancellation)
    {
        using ParticleEngine engine = CellRunner.CreateEngine(specification, key, CellRunner.InitialParticles(specification, key), threads);
        var snapshots = new List<ParticleSnapshot>();
        var observables = new StringBuilder("time,measure,value\n");
        Observe(observables, 0, engine.State);
        long ticks = 0;
        foreach (double time in specification.Times)
        {
            long started = Stopwatch.GetTimestamp();
            engine.AdvanceTo(time, cancellation, progress);
            ticks += Stopwatch.GetTimestamp() - started;
            if (time > 0) Observe(observables, time, engine.State);
            if (folder is not null) snapshots.Add(new ParticleSnapshot(time, engine.State.Clone()));
        }

        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            SnapshotFile.Write(Path.Combine(folder, "snapshots.h5"), snapshots);
            AtomicFile.WriteText(Path.Combine(folder, "observables.csv"), observables.ToString());
            CloudFile.Write(Path.Combine(folder, "particles.csv"), engine.State);
        }

        double seconds = (double)ticks / Stopwatch.Frequency;
        return new SimulationSummary(
            key.Particles, engine.Steps, seconds, seconds > 0 ? key.Particles * (double)engine.Steps / seconds : 0, engine.Threads, engine.NeighbourSearchUsed);
    }

    private static void Observe(StringBuilder text, double time, ParticleState state)
    {
        Observables observables = ParticleObservables.Of(state);
        IEnumerable<string> momenta = Enumerable.Range(0, state.Dimension).Select(axis => $"momentum-{axis}");
        foreach (string measure in (IEnumerable<string>)["mass", .. momenta, "energy", "temperature", "velocity-radius"])
            text.Append(CultureInfo.InvariantCulture, $"{time:R},{measure},{ObservableValue.Of(observables, measure):R}\n");
    }
}
