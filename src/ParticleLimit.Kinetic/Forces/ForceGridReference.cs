using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A solution of a kinetic equation with an <see cref="AlignmentForce"/>, d = 1, on a grid: the force field at every step for the characteristics, f and
/// observables at the output times.</summary>
public sealed class ForceGridReference : IKineticReference, IGridSolution
{
    private readonly TableHistory history;
    private readonly ImmutableDictionary<double, GridSnapshot> snapshots;
    private readonly AlignmentFlow flow;
    private readonly AlignmentForce force;

    private ForceGridReference(ForceGridSolver solver, TableHistory history, ImmutableDictionary<double, GridSnapshot> snapshots, double seconds)
    {
        (this.history, this.snapshots, flow, force, Options) = (history, snapshots, solver.Flow, solver.Force, solver.Options);
        (Initial, Domain, Gamma, Steps, Seconds) = (solver.Initial, solver.Domain, solver.Force.Gamma, solver.Steps, seconds);
    }

    /// <inheritdoc/>
    public int Dimension => 1;

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public InitialState Initial { get; }

    /// <inheritdoc/>
    public double Gamma { get; }

    /// <summary>Grid and time step.</summary>
    public GridSolverOptions Options { get; }

    /// <inheritdoc/>
    public GridAxis Position => Options.Position;

    /// <inheritdoc/>
    public GridAxis Velocity => Options.Velocity;

    /// <inheritdoc/>
    public long Cells => Options.Cells;

    /// <inheritdoc/>
    /// <remarks>A step remaps each cell along every axis once.</remarks>
    public double CellSweeps => 2.0 * Cells * Steps;

    /// <inheritdoc/>
    public long Steps { get; }

    /// <inheritdoc/>
    public double Seconds { get; }

    /// <inheritdoc/>
    public string Method => string.Create(
        CultureInfo.InvariantCulture,
        $"grid {Options.Position.Cells} x {Options.Velocity.Cells}, {Steps} steps of at most {Options.TimeStep:G4}: {force.Description}, Strang splitting, parabolic remaps");

    /// <summary>Solves up to the final time.</summary>
    /// <param name="solver">A solver at time 0.</param>
    /// <param name="outputTimes">Where f and its observables are kept, besides time 0; ascending.</param>
    /// <param name="finalTime">Not before the last output time.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public static ForceGridReference Solve(ForceGridSolver solver, ImmutableArray<double> outputTimes, double finalTime, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        var history = new TableHistory();
        var snapshots = ImmutableDictionary.CreateBuilder<double, GridSnapshot>();
        history.Add(0, solver.Table);
        snapshots[0] = Snapshot(solver);
        foreach (double time in outputTimes.Append(finalTime))
        {
            solver.AdvanceTo(time, instant => history.Add(instant, solver.Table), cancellation);
            history.Add(time, solver.Table);
            snapshots[time] = Snapshot(solver);
        }

        return new ForceGridReference(solver, history, snapshots.ToImmutable(), Stopwatch.GetElapsedTime(started).TotalSeconds);

        static GridSnapshot Snapshot(ForceGridSolver solver) => GridSnapshot.Of(solver.Time, solver.Values(), solver.Density, solver.Momentum, solver.Observe());
    }

    /// <inheritdoc/>
    public void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, history.LastTime);
        if (to == from) return;
        int steps = (int)Math.Ceiling((to - from) / Options.TimeStep * (1 - 1e-12));
        double step = (to - from) / steps;
        double[] start = new double[flow.TableLength], middle = new double[flow.TableLength], end = new double[flow.TableLength];
        history.At(from, start);
        for (int n = 0; n < steps; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            double time = from + n * step;
            history.At(time + step / 2, middle);
            history.At(n + 1 == steps ? to : time + step, end);
            RungeKutta(positions[0], velocities[0], step, start, middle, end);
            (start, end) = (end, start);
        }
    }

    /// <inheritdoc/>
    /// <remarks>At the output times, by interpolation between cell centres.</remarks>
    /// <exception cref="NotSupportedException">The time is no output time.</exception>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        GridSnapshot snapshot = Snapshot(time);
        Span<int> cells = stackalloc int[CubicStencil.Points];
        Span<double> weights = stackalloc double[CubicStencil.Points];
        new CubicStencil(Options.Position, double.IsFinite(Domain.Period(0))).At(position[0], cells, weights);
        double density = 0, momentum = 0;
        for (int k = 0; k < CubicStencil.Points; k++)
        {
            if (cells[k] < 0) continue;
            density += weights[k] * snapshot.Density[cells[k]];
            momentum += weights[k] * snapshot.Density[cells[k]] * snapshot.MeanVelocity[cells[k]];
        }

        meanVelocity[0] = density > 0 ? momentum / density : 0;
        return density;
    }

    /// <inheritdoc/>
    public bool HasDensityAt(double time) => snapshots.ContainsKey(time);

    /// <inheritdoc/>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        double[,] f = Snapshot(time).Values!;
        int i = (int)Math.Floor((Domain.Wrap(position[0], 0) - Options.Position.From) / Options.Position.Width);
        int j = (int)Math.Floor((velocity[0] - Options.Velocity.From) / Options.Velocity.Width);
        return i >= 0 && i < f.GetLength(0) && j >= 0 && j < f.GetLength(1) ? f[i, j] : 0;
    }

    /// <inheritdoc/>
    public Observables Observe(double time) => Snapshot(time).Observables;

    /// <inheritdoc/>
    public GridSnapshot Snapshot(double time) =>
        snapshots.TryGetValue(time, out GridSnapshot? snapshot) ? snapshot : throw new NotSupportedException($"f was not kept at t = {time}, only at the output times.");

    private void RungeKutta(double[] x, double[] v, double h, double[] start, double[] middle, double[] end)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double x0 = x[i], v0 = v[i];
            double a1 = flow.At(start, x0, v0);
            double v2 = v0 + h / 2 * a1;
            double a2 = flow.At(middle, x0 + h / 2 * v0, v2);
            double v3 = v0 + h / 2 * a2;
            double a3 = flow.At(middle, x0 + h / 2 * v2, v3);
            double v4 = v0 + h * a3;
            double a4 = flow.At(end, x0 + h * v3, v4);
            x[i] = Domain.Wrap(x0 + h / 6 * (v0 + 2 * v2 + 2 * v3 + v4), 0);
            v[i] = v0 + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        }
    }
}
