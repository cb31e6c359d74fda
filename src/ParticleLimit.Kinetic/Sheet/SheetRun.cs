using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;

namespace ParticleLimit.Kinetic;

/// <summary>One solution by the phase-space sheet: the fields of every step, the sheet at the output times.</summary>
internal sealed class SheetRun
{
    private readonly ImmutableDictionary<double, SheetSnapshot> snapshots;

    private SheetRun(SheetSolver solver, SheetHistory history, ImmutableDictionary<double, SheetSnapshot> snapshots, double seconds, ImmutableArray<DiagnosticsRow> diagnostics) =>
        (Solver, History, this.snapshots, Seconds, Diagnostics) = (solver, history, snapshots, seconds, diagnostics);

    /// <summary>The solver, at the final time.</summary>
    public SheetSolver Solver { get; }

    /// <summary>The fields, and characteristics in them.</summary>
    public SheetHistory History { get; }

    /// <summary>Seconds of stepping.</summary>
    public double Seconds { get; }

    /// <summary>How the sheet did on its way; empty where that was not looked at.</summary>
    public ImmutableArray<DiagnosticsRow> Diagnostics { get; }

    /// <summary>Quads of all components.</summary>
    public long Cells => Solver.Patches.Sum(patch => (long)patch.Mass.Length);

    /// <summary>Solves to the final time.</summary>
    /// <param name="solver">A solver at time 0.</param>
    /// <param name="refinement">Parts of each step of the schedule.</param>
    /// <param name="times">Output times, ascending, the last the final one.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="InvalidOperationException">f overflows.</exception>
    public static SheetRun Solve(SheetSolver solver, int refinement, IEnumerable<double> times, CancellationToken cancellation)
    {
        var history = new SheetHistory();
        var snapshots = ImmutableDictionary.CreateBuilder<double, SheetSnapshot>();
        SheetDiagnostics? diagnostics = solver.Options.DiagnosticSteps > 0 ? new SheetDiagnostics(solver) : null;
        double seconds = 0;
        foreach (double time in times.Prepend(0).Distinct())
        {
            long started = Stopwatch.GetTimestamp();
            solver.AdvanceTo(time, refinement, Observe, cancellation);
            seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
            var snapshot = new SheetSnapshot(solver);
            if (!double.IsFinite(snapshot.Supremum))
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"By t = {time:G6} f has grown beyond the largest number, 1.8e308: gamma times the time is too large for a density."));
            snapshots[time] = snapshot;
            diagnostics?.Arrive(snapshot);
        }

        return new SheetRun(solver, history, snapshots.ToImmutable(), seconds - (diagnostics?.Seconds ?? 0), diagnostics?.Rows ?? []);

        void Observe(double time, PositionField field)
        {
            history.Add(time, field);
            diagnostics?.Look(time);
        }
    }

    /// <summary>Whether the sheet was kept at a time.</summary>
    public bool Has(double time) => snapshots.ContainsKey(time);

    /// <summary>The sheet at an output time.</summary>
    /// <exception cref="NotSupportedException">The time is no output time.</exception>
    public SheetSnapshot At(double time) =>
        snapshots.TryGetValue(time, out SheetSnapshot? snapshot) ? snapshot : throw new NotSupportedException($"The sheet was not kept at t = {time}, only at the output times.");
}
