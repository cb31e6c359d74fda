using System.Collections.Immutable;
using System.Diagnostics;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A solution of (1.3), d = 1, computed on a grid: fields at every step for the characteristics, f and observables at the output times.</summary>
public sealed class GridReference : IKineticReference, IGridSolution
{
    private readonly FieldHistory history;
    private readonly ImmutableDictionary<double, GridSnapshot> snapshots;
    private readonly GridSolverOptions options;
    private readonly bool periodic;

    private GridReference(GridSolver solver, FieldHistory history, ImmutableDictionary<double, GridSnapshot> snapshots, double seconds)
    {
        (this.history, this.snapshots, options) = (history, snapshots, solver.Options);
        (Initial, Domain, Gamma, Steps, Seconds, Ledger) = (solver.Initial, solver.Domain, solver.Gamma, solver.Steps, seconds, solver.Ledger);
        periodic = double.IsFinite(Domain.Period(0));
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
    public GridSolverOptions Options => options;

    /// <summary>Time steps taken.</summary>
    public long Steps { get; }

    /// <summary>Wall-clock seconds of the solution.</summary>
    public double Seconds { get; }

    /// <summary>The mass that left the grid.</summary>
    public BoundaryLedger Ledger { get; }

    /// <inheritdoc/>
    public string Method => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"grid {options.Position.Cells} x {options.Velocity.Cells}, {Steps} steps of at most {options.TimeStep:G4}: Strang splitting, parabolic remaps");

    /// <summary>Solves up to the final time.</summary>
    /// <param name="solver">A solver at time 0.</param>
    /// <param name="outputTimes">Where f and its observables are kept, besides time 0; ascending.</param>
    /// <param name="finalTime">Not before the last output time.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public static GridReference Solve(GridSolver solver, ImmutableArray<double> outputTimes, double finalTime, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        var history = new FieldHistory();
        var snapshots = ImmutableDictionary.CreateBuilder<double, GridSnapshot>();
        history.Add(0, solver.Density, solver.Momentum);
        snapshots[0] = GridSnapshot.Of(solver);
        foreach (double time in outputTimes.Append(finalTime))
        {
            solver.AdvanceTo(time, instant => history.Add(instant, solver.Density, solver.Momentum), cancellation);
            history.Add(time, solver.Density, solver.Momentum);
            snapshots[time] = GridSnapshot.Of(solver);
        }

        return new GridReference(solver, history, snapshots.ToImmutable(), Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Advance(double from, double to, double[][] positions, double[][] velocities)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, history.LastTime);
        if (to == from) return;
        int steps = (int)Math.Ceiling((to - from) / options.TimeStep * (1 - 1e-12));
        double step = (to - from) / steps;
        var start = new CharacteristicField(options.Position, periodic);
        var middle = new CharacteristicField(options.Position, periodic);
        var end = new CharacteristicField(options.Position, periodic);
        history.At(from, start.Density, start.Momentum);
        for (int n = 0; n < steps; n++)
        {
            double time = from + n * step;
            history.At(time + step / 2, middle.Density, middle.Momentum);
            history.At(n + 1 == steps ? to : time + step, end.Density, end.Momentum);
            RungeKutta(positions[0], velocities[0], step, start, middle, end);
            (start, end) = (end, start);
        }
    }

    /// <inheritdoc/>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        var field = new CharacteristicField(options.Position, periodic);
        history.At(time, field.Density, field.Momentum);
        (double density, double momentum) = field.At(position[0]);
        meanVelocity[0] = density > 0 ? momentum / density : 0;
        return density;
    }

    /// <inheritdoc/>
    public bool HasDensityAt(double time) => snapshots.ContainsKey(time);

    /// <inheritdoc/>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        double[,] f = Snapshot(time).Values;
        int i = (int)Math.Floor((Domain.Wrap(position[0], 0) - options.Position.From) / options.Position.Width);
        int j = (int)Math.Floor((velocity[0] - options.Velocity.From) / options.Velocity.Width);
        return i >= 0 && i < f.GetLength(0) && j >= 0 && j < f.GetLength(1) ? f[i, j] : 0;
    }

    /// <inheritdoc/>
    public Observables Observe(double time) => Snapshot(time).Observables;

    /// <summary>f, rho, u and the observables at an output time.</summary>
    /// <exception cref="NotSupportedException">The time is no output time.</exception>
    public GridSnapshot Snapshot(double time) =>
        snapshots.TryGetValue(time, out GridSnapshot? snapshot) ? snapshot : throw new NotSupportedException($"f was not kept at t = {time}, only at the output times.");

    private void RungeKutta(double[] x, double[] v, double h, CharacteristicField start, CharacteristicField middle, CharacteristicField end)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double x0 = x[i], v0 = v[i];
            double a1 = Force(start, x0, v0);
            double v2 = v0 + h / 2 * a1;
            double a2 = Force(middle, x0 + h / 2 * v0, v2);
            double v3 = v0 + h / 2 * a2;
            double a3 = Force(middle, x0 + h / 2 * v2, v3);
            double v4 = v0 + h * a3;
            double a4 = Force(end, x0 + h * v3, v4);
            x[i] = Domain.Wrap(x0 + h / 6 * (v0 + 2 * v2 + 2 * v3 + v4), 0);
            v[i] = v0 + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
        }
    }

    private double Force(CharacteristicField field, double x, double v)
    {
        (double density, double momentum) = field.At(x);
        return -Gamma * (density * v - momentum);
    }
}
