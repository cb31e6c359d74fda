using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>What Section 4 of the paper did, as far as it says (Table 1): operator splitting on a uniform grid in d = 1, here with upwind fluxes of first order.</summary>
/// <remarks>A step of explicit Euler for f_t + v f_x = 0, then one for f_t = gamma ((rho v - rho u) f)_v, both in conservation form: mass is kept to round-off.
/// Momentum is not: the upwind flux at a velocity face carries the average of a cell whose centre is half a cell away, so that over each column
/// d(rho u)/dt = gamma rho (dv/2) (rho_above - rho_below), with the densities of what is faster and slower than u. That is of first order in dv and the
/// same however short the step. Steps are limited: |v| s &lt;= dx and gamma rho |u - v| s &lt;= dv. For comparison only; <see cref="GridSolver"/> is the solver.</remarks>
public sealed class UpwindSolver : IGridSolver
{
    // How often fields are shown on the way: far closer than they change, far rarer than the steps.
    private const double Interval = 0.01;

    private readonly UpwindRows rows;
    private readonly PhaseField phase; // f0, and the observables
    private readonly TileTeam alone = new(1);
    private readonly double[] density, momentum;
    private bool stopping;

    /// <summary>The exact cell averages of f0 at time 0.</summary>
    /// <exception cref="NotSupportedException">f0 has no density, or the problem is not one-dimensional in free space.</exception>
    /// <exception cref="ArgumentException">The time step is longer than transport allows, or the grid does not hold the support of f0.</exception>
    public UpwindSolver(InitialState initial, Domain domain, double gamma, GridSolverOptions options)
    {
        if (initial.Dimension != 1 || domain is not FreeSpace) throw new NotSupportedException("The upwind scheme is for dimension 1 in free space.");
        if (!initial.HasDensity) throw new NotSupportedException("The upwind scheme needs an initial state with a density.");
        if (!(gamma >= 0 && double.IsFinite(gamma))) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma is nonnegative and finite.");
        double longest = LongestStep(options);
        if (!(options.TimeStep > 0 && options.TimeStep <= longest))
            throw new ArgumentException($"The upwind scheme needs a time step above 0 and at most dx / |v| = {longest:G4}, not {options.TimeStep:G4}.", nameof(options));
        (Initial, Domain, Gamma, Options) = (initial, domain, gamma, options);
        phase = PhaseField.Create(new PhaseLayout(options.Positions, options.Velocities), domain, CellStorage.EightBytes, 1);
        options.CheckHeld(CellAverages.Fill(phase, initial, domain));
        rows = new UpwindRows(options.Position, options.Velocity, phase);
        (density, momentum) = (new double[options.Position.Cells], new double[options.Position.Cells]);
        rows.Moments(density, momentum);
    }

    /// <inheritdoc/>
    public string Scheme => "upwind splitting of first order (the paper's scheme)";

    /// <inheritdoc/>
    public InitialState Initial { get; }

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public double Gamma { get; }

    /// <inheritdoc/>
    public GridSolverOptions Options { get; }

    /// <inheritdoc/>
    public double Time { get; private set; }

    /// <inheritdoc/>
    public long Steps { get; private set; }

    /// <inheritdoc/>
    public BoundaryLedger Ledger => new([rows.LostBelow], [rows.LostAbove]);

    /// <inheritdoc/>
    public ReadOnlySpan<double> Density => density;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Momentum(int axis) => axis == 0 ? momentum : throw new ArgumentOutOfRangeException(nameof(axis));

    /// <summary>The longest step that transport allows, dx / max |v|.</summary>
    public static double LongestStep(GridSolverOptions options) =>
        options.Position.Width / Math.Max(Math.Abs(options.Velocity.From), Math.Abs(options.Velocity.To));

    /// <inheritdoc/>
    /// <exception cref="KineticBoundaryException">Too much mass left through a side.</exception>
    /// <exception cref="ArithmeticException">Alignment outran a cell in a step.</exception>
    public void AdvanceTo(double time, Action<double>? observe = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Time);
        if (time == Time) return;
        var schedule = StepSchedule.Between(Time, time, Options.TimeStep);
        Step = schedule.Step;
        int between = (int)Math.Max(1, Interval / schedule.Step);
        while (!schedule.IsFinished)
        {
            cancellation.ThrowIfCancellationRequested();
            double courant = rows.Step(schedule.Step, Gamma);
            if (!(courant <= 1)) throw new ArithmeticException($"At t = {Time:G4} alignment moves f by {courant:G3} cells a step: the time step must be shorter by that factor.");
            schedule = schedule.Next();
            Steps++;
            Time = schedule.Time;
            Options.CheckLost([rows.LostBelow, rows.LostAbove], Time);
            if (schedule.Done % between != 0 && !schedule.IsFinished) continue;
            rows.Moments(density, momentum);
            observe?.Invoke(Time);
            if (!stopping) continue;
            stopping = false;
            return;
        }
    }

    /// <inheritdoc/>
    public void Stop() => stopping = true;

    /// <inheritdoc/>
    public Observables Observe() => GridObserver.Observe(Present());

    /// <inheritdoc/>
    public double Step { get; private set; }

    /// <inheritdoc/>
    public double AlignmentAhead => 0;

    /// <inheritdoc/>
    public ColumnSums Columns() => GridObserver.Columns(Present());

    /// <inheritdoc/>
    public double PositionRadius(double time) => GridObserver.PositionRadius(Present(), time);

    /// <inheritdoc/>
    public double[] SupProfile() => GridObserver.SupProfile(Present());

    /// <inheritdoc/>
    public double[,] Values() => GridObserver.Values(Present());

    private PhaseField Present()
    {
        rows.CopyTo(phase);
        phase.FindBox();
        phase.Align(0, alone);
        return phase;
    }
}
