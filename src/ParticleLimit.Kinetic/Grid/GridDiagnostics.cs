using System.Collections.Immutable;
using System.Diagnostics;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Diagnostics of a grid solver every few steps, without touching its solution.</summary>
/// <remarks>A solver that merges half steps shows itself in the middle of a step, when alignment has gone half a step ahead of transport. That half is
/// taken back.</remarks>
internal sealed class GridDiagnostics
{
    private readonly IGridSolver solver;
    private readonly int interval;
    private readonly double width;
    private readonly ImmutableArray<DiagnosticsRow>.Builder rows = ImmutableArray.CreateBuilder<DiagnosticsRow>();
    private double exposure, lastTime, lastPeak;
    private int looks;

    /// <summary>Diagnostics of a solver at time 0.</summary>
    /// <param name="solver">The solver.</param>
    /// <param name="interval">Steps from one row to the next.</param>
    public GridDiagnostics(IGridSolver solver, int interval)
    {
        (this.solver, this.interval) = (solver, interval);
        int d = solver.Initial.Dimension;
        width = Enumerable.Range(d, d).Max(k => solver.Initial.Support[k].To - solver.Initial.Support[k].From);
        lastPeak = Peak();
        Add(0, 0, 0);
    }

    /// <summary>The rows so far.</summary>
    public ImmutableArray<DiagnosticsRow> Rows => rows.ToImmutable();

    /// <summary>Seconds spent here.</summary>
    public double Seconds { get; private set; }

    /// <summary>Looks at a solver that shows itself on the way.</summary>
    public void Look(double time)
    {
        Expose(time);
        if (++looks % interval == 0) Add(time, solver.AlignmentAhead, time > solver.Time ? 0.5 : 0);
    }

    /// <summary>Looks at a solver that has reached a time of output.</summary>
    public void Arrive()
    {
        Expose(solver.Time);
        if (rows[^1].Time < solver.Time) Add(solver.Time, 0, 0);
    }

    /// <summary>Writes the rows so far, and what the next ones go on from.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.WriteNumbers([exposure, lastTime, lastPeak]);
        writer.Write(looks);
        writer.WriteArrays([.. rows.Select(row => (double[])[
            row.Step, row.Time, row.TimeStep, row.Mass, row.Energy, row.Temperature, row.Entropy, row.SquareIntegral, row.Supremum, row.VelocityRadius, row.PositionRadius,
            row.WallMargin, row.Thickness, row.ThicknessCells, .. row.SideMasses, .. row.Momentum])]);
    }

    /// <summary>Reads them in place of those there are.</summary>
    public void Restore(BinaryReader reader)
    {
        double[] now = reader.ReadNumbers();
        (exposure, lastTime, lastPeak, looks) = (now[0], now[1], now[2], reader.ReadInt32());
        rows.Clear();
        int sides = 2 * solver.Initial.Dimension;
        foreach (double[] row in reader.ReadArrays())
        {
            rows.Add(new DiagnosticsRow(
                row[0], row[1], row[2], row[3], [.. row.AsSpan(14 + sides)], row[4], row[5], row[6], row[7], row[8], row[9], row[10], [.. row.AsSpan(14, sides)], row[11], row[12], row[13]));
        }
    }

    private double Peak()
    {
        double peak = 0;
        for (int p = 0; p < solver.Density.Length; p++) peak = Math.Max(peak, solver.AlignmentRate(p));
        return peak;
    }

    // int sup_x gamma rho dt, gamma rho the rate of alignment, by the trapezoidal rule.
    private void Expose(double time)
    {
        double peak = Peak();
        (exposure, lastTime, lastPeak) = (exposure + 0.5 * (lastPeak + peak) * (time - lastTime), time, peak);
    }

    private void Add(double time, double ahead, double half)
    {
        long started = Stopwatch.GetTimestamp();
        Observables observed = solver.Observe();
        (double energy, double entropy, double squares, double supremum) = solver.SetBack(observed, ahead);
        double squaredMomentum = 0;
        foreach (double component in observed.Momentum) squaredMomentum += component * component;
        double thickness = width * Math.Exp(-exposure);
        rows.Add(new DiagnosticsRow(
            solver.Steps + half, time, rows.Count == 0 ? 0 : solver.Step, observed.Mass, observed.Momentum, energy, energy - squaredMomentum / observed.Mass, entropy,
            squares, supremum, observed.VelocityRadius, double.IsFinite(solver.Domain.Period(0)) ? double.NaN : solver.PositionRadius(time),
            [.. Enumerable.Range(0, 2 * solver.Initial.Dimension).Select(side => side % 2 == 0 ? solver.Ledger.Lower[side / 2] : solver.Ledger.Upper[side / 2])],
            solver.HasVelocityWalls ? Margin() : double.NaN, thickness, solver.HasVelocityWalls ? thickness / solver.Options.Velocities.Min(axis => axis.Width) : double.NaN));
        Seconds += Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // The empty cells between the support, without tails of the remaps, and the ends of the velocity axes.
    private double Margin()
    {
        double[] sup = solver.SupProfile();
        double threshold = GridObserver.Negligible * sup.Max(), margin = double.PositiveInfinity;
        for (int cell = 0; cell < sup.Length; cell++)
        {
            if (sup[cell] <= threshold) continue;
            int rest = cell;
            for (int k = solver.Initial.Dimension - 1; k >= 0; k--)
            {
                GridAxis axis = solver.Options.Velocities[k];
                int at = rest % axis.Cells;
                rest /= axis.Cells;
                margin = Math.Min(margin, Math.Min(at, axis.Cells - 1 - at) * axis.Width);
            }
        }

        return margin;
    }
}
