using System.Diagnostics;
using System.Globalization;
using System.Text;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The kinetic reference on its own: observables, profiles and fields at the times of comparison.</summary>
public static class ReferenceSolution
{
    // A state of 64^4 cells, 128 MB, is written in a second.
    private static readonly TimeSpan KeepingInterval = TimeSpan.FromSeconds(30);

    /// <summary>Solves for the reference of an experiment.</summary>
    /// <remarks>With a folder, a grid solver of phase space keeps itself there now and then and when it is cancelled; the next call goes on from there, to the same bits.</remarks>
    /// <param name="specification">The experiment.</param>
    /// <param name="folder">Where observables.csv, diagnostics.csv of a computed solution, where there is a density fields.h5, and in d = 1 profiles.csv and sup-profile.csv go; null writes nothing.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <param name="warn">Told of what the user should know while the solver is at work.</param>
    /// <param name="threads">Threads of the solver; null for all processors. No bit depends on it.</param>
    /// <exception cref="ReferenceStoppedException">The solution ended before the final time; what there is of it is written.</exception>
    public static SolutionSummary Solve(ExperimentSpecification specification, string? folder, CancellationToken cancellation, Action<string>? warn = null, int? threads = null) =>
        Solve(specification, folder, warn, threads, KeepingInterval, TimeProvider.System, cancellation);

    /// <summary>The file in a folder from which an interrupted solution goes on; null if there is none.</summary>
    public static string? KeptIn(string? folder) => folder is not null && SolveStateFile.In(folder) is string path && File.Exists(path) ? path : null;

    internal static SolutionSummary Solve(
        ExperimentSpecification specification, string? folder, Action<string>? warn, int? threads, TimeSpan interval, TimeProvider clock, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        SolveStateFile? state = folder is null ? null : new SolveStateFile(SolveStateFile.In(folder), specification, warn, interval, clock);
        IKineticReference reference = ReferenceFactory.Create(specification, specification.Ladder[^1], cancellation, warn, threads, state);
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long cells = 0, steps = 0;
        double sweeps = 0;
        if ((reference is BurgersReference burgers ? burgers.Solution : (object)reference) is IComputedSolution computed)
            (cells, sweeps, steps, seconds) = (computed.Cells, computed.CellSweeps, computed.Steps, computed.Seconds);
        if (folder is not null) Write(specification, reference, Coarser(specification, reference, cancellation), folder);
        state?.Remove();
        if (reference is GridReference { Stop: GridStop stop }) throw new ReferenceStoppedException(reference, stop);
        return new SolutionSummary(reference.Method, cells, steps, seconds, seconds > 0 ? sweeps / seconds : 0);
    }

    /// <summary>The same on half the resolution, for error bars, at a quarter of the cost or less; null where it would say nothing of the method.</summary>
    private static IKineticReference? Coarser(ExperimentSpecification specification, IKineticReference reference, CancellationToken cancellation) =>
        reference is GridReference { Stop: null } && specification.Reference.Kind != ReferenceKind.Upwind
            ? ReferenceFactory.Coarser(specification, reference, specification.Ladder[^1], specification.Times, cancellation)
            : null;

    private static void Write(ExperimentSpecification specification, IKineticReference reference, IKineticReference? coarser, string folder)
    {
        Directory.CreateDirectory(folder);
        double[] times = [.. ReferenceTimes.Of(reference, [.. specification.Times.Prepend(0.0).Distinct()])];
        var observables = new StringBuilder("time,measure,value\n");
        foreach (double time in times)
        {
            Observables observed = reference.Observe(time);
            IEnumerable<string> momenta = Enumerable.Range(0, reference.Dimension).Select(axis => $"momentum-{axis}");
            foreach (string measure in (IEnumerable<string>)["mass", .. momenta, "energy", "temperature", "velocity-radius", "entropy", .. reference is BurgersReference ? ["mean-speed"] : Array.Empty<string>()])
            {
                double value = ObservableValue.Of(observed, measure);
                if (!double.IsNaN(value)) observables.Append(CultureInfo.InvariantCulture, $"{time:R},{measure},{value:R}\n");
            }

            foreach ((string measure, double value) in ReferenceDiagnostics.Of(reference, coarser, time)) observables.Append(CultureInfo.InvariantCulture, $"{time:R},{measure},{value:R}\n");
        }

        AtomicFile.WriteText(Path.Combine(folder, "observables.csv"), observables.ToString());
        if (reference is IGridSolution { Diagnostics.Length: > 0 } solution)
            DiagnosticsFile.Write(Path.Combine(folder, "diagnostics.csv"), solution.Diagnostics, solution.TimeStepReason);
        IReadOnlyList<FieldSnapshot> fields = ReferenceFields.Of(reference, [.. times], withDensity: true);
        if (ReferenceProfiles.WithoutFields(reference, [.. times]) is { Count: > 0 } profiles) ReferenceProfiles.Write(Path.Combine(folder, "profiles.csv"), profiles);
        if (fields.Count == 0) return;
        ReferenceFields.Write(Path.Combine(folder, "fields.h5"), fields, specification, reference);
        if (reference.Dimension == 1) WriteProfiles(reference, ReferenceFields.PhaseSpace(fields), folder);
    }

    private static void WriteProfiles(IKineticReference reference, IReadOnlyList<PhaseSpaceField> fields, string folder)
    {
        var profiles = new StringBuilder("time,x,density,velocity\n");
        var sup = new StringBuilder("time,v,h\n");
        Span<double> mean = stackalloc double[1];
        foreach (PhaseSpaceField field in fields)
        {
            GridSnapshot? snapshot = (reference as IGridSolution)?.Snapshot(field.Time);
            for (int i = 0; i < field.Positions.Length; i++)
            {
                double x = field.Positions[i];
                double density = snapshot?.Density[i] ?? reference.Macroscopic(field.Time, [x], mean);
                double velocity = snapshot?.MeanVelocity[i] ?? mean[0];
                profiles.Append(CultureInfo.InvariantCulture, $"{field.Time:R},{x:R},{density:R},{velocity:R}\n");
            }

            for (int j = 0; j < field.Velocities.Length; j++)
            {
                double h = snapshot?.SupProfile[j] ?? 0;
                for (int i = 0; snapshot is null && i < field.Positions.Length; i++) h = Math.Max(h, field.Values[i, j]);
                sup.Append(CultureInfo.InvariantCulture, $"{field.Time:R},{field.Velocities[j]:R},{h:R}\n");
            }
        }

        AtomicFile.WriteText(Path.Combine(folder, "profiles.csv"), profiles.ToString());
        AtomicFile.WriteText(Path.Combine(folder, "sup-profile.csv"), sup.ToString());
    }
}
