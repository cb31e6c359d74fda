using System.Collections.Immutable;
using System.Diagnostics;

namespace ParticleLimit.Kinetic;

/// <summary>Diagnostics of a phase-space sheet every few steps.</summary>
/// <remarks>The sheet has no boundary, no wall and no velocity cells; its thickness is that of its thinnest characteristic.</remarks>
internal sealed class SheetDiagnostics
{
    private readonly SheetSolver solver;
    private readonly ImmutableArray<DiagnosticsRow>.Builder rows = ImmutableArray.CreateBuilder<DiagnosticsRow>();
    private readonly double width;
    private double before, step;

    /// <summary>Diagnostics of a solver at time 0.</summary>
    public SheetDiagnostics(SheetSolver solver)
    {
        (double from, double to) = solver.Initial.Support[1];
        (this.solver, width) = (solver, to - from);
    }

    /// <summary>The rows so far.</summary>
    public ImmutableArray<DiagnosticsRow> Rows => rows.ToImmutable();

    /// <summary>Seconds spent here.</summary>
    public double Seconds { get; private set; }

    /// <summary>Looks at a solver while its observer is called; only at whole steps does it hold a state.</summary>
    public void Look(double time)
    {
        if (time != solver.Time || time == before) return;
        (step, before) = (time - before, time);
        if (solver.Steps % solver.Options.DiagnosticSteps != 0) return;
        long started = Stopwatch.GetTimestamp();
        Add(new SheetSnapshot(solver));
        Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Adds a time of output, if it is not there yet.</summary>
    public void Arrive(SheetSnapshot snapshot)
    {
        if (rows.Count == 0 || rows[^1].Time < snapshot.Time) Add(snapshot);
    }

    private void Add(SheetSnapshot sheet)
    {
        Model.Observables observed = sheet.Observables;
        rows.Add(new DiagnosticsRow(
            solver.Steps, sheet.Time, step, observed.Mass, observed.Momentum, observed.Energy, observed.Temperature, observed.Entropy, sheet.PowerIntegral(2), sheet.Supremum,
            observed.VelocityRadius, double.IsFinite(solver.Domain.Period(0)) ? double.NaN : sheet.PositionRadius, [], double.NaN,
            width * Math.Exp(-solver.Gamma * sheet.LargestExposure), double.NaN));
    }
}
