using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Solves (1.3) in d = 1 on a velocity grid that moves, tilts and shrinks with the solution: v = U + A x + S w in each position cell.</summary>
/// <remarks>Alignment contracts velocities about u by q = e^(-gamma rho s), which is an exact change of the frame, U -> u + q (U - u), S -> q S, and no remap, so
/// that the thin sheets of large gamma keep their cells. Transport is the remap, <see cref="FrameTransport"/>, into frames taken from the moments of what arrives
/// in each column (in the line of F. Filbet and T. Rey, J. Comput. Phys. 248, 2013, who scale velocities by the temperature). Strang splitting, half transports
/// of successive steps merged. A frame holds one bunch of velocities: where streams cross, <see cref="Problem"/> says so. A step allocates nothing.</remarks>
public sealed class MovingFrameSolver : IGridSolver
{
    // How far a frame reaches at least, in standard deviations; a uniform law ends at 1.7, and the tails that it gets at its edges from the remaps need room.
    private const double LeastReach = 2.6;

    // Up to this share of the mass the columns may hold two bunches: so little crosses in the tails of any solution.
    private const double MostInSeveralBunches = 0.01;

    private readonly FrameColumns columns;
    private readonly FrameTransport transport;
    private readonly FrameObserver observer;
    private readonly double[] density, momentum;
    private readonly double[] lost = new double[2];
    private StepSchedule schedule;
    private bool stopping;

    /// <summary>The exact cell averages of f0 at time 0, in one frame that holds its support.</summary>
    /// <param name="initial">f0, with a density.</param>
    /// <param name="domain">Torus or free space.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    /// <param name="options">The position axis, cells of the frame, the axis of v on which f is given, and the time step.</param>
    /// <exception cref="NotSupportedException">d is not 1, or f0 has no density.</exception>
    /// <exception cref="ArgumentException">The position axis does not hold the support of f0, or is not one period of the torus.</exception>
    public MovingFrameSolver(InitialState initial, Domain domain, double gamma, GridSolverOptions options)
    {
        if (initial.Dimension != 1) throw new NotSupportedException($"The moving frame is for dimension 1, not {initial.Dimension}.");
        if (!initial.HasDensity) throw new NotSupportedException("The moving frame needs an initial state with a density.");
        if (!(gamma >= 0 && double.IsFinite(gamma))) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma is nonnegative and finite.");
        if (!(options.TimeStep > 0)) throw new ArgumentException("The time step is positive.", nameof(options));
        if (options.FrameCells < 8) throw new ArgumentException($"A moving frame has at least 8 cells, not {options.FrameCells}.", nameof(options));
        GridSolver.CheckPeriod(options.Position, domain.Period(0));
        (Initial, Domain, Gamma, Options) = (initial, domain, gamma, options);
        columns = new FrameColumns(options.Position.Cells, options.FrameCells);
        observer = new FrameObserver(columns, options.Position);
        (density, momentum) = (new double[columns.Positions], new double[columns.Positions]);
        (double From, double To) hull = initial.Support[1];
        Fill(new GridAxis(hull.From, hull.To, options.FrameCells));
        double reach = Math.Max(LeastReach, 0.5 * (hull.To - hull.From) / Math.Sqrt(initial.Temperature));
        transport = new FrameTransport(columns, options.Position, double.IsFinite(domain.Period(0)), reach, hull);
        ShowFields();
    }

    /// <inheritdoc/>
    public string Scheme => $"{columns.Velocities} cells of a moving velocity frame in each position cell, Strang splitting, parabolic remaps";

    /// <inheritdoc/>
    public InitialState Initial { get; }

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public double Gamma { get; }

    /// <inheritdoc/>
    public GridSolverOptions Options { get; }

    /// <inheritdoc/>
    public long Cells => columns.Mass.Length;

    /// <inheritdoc/>
    public double Time { get; private set; }

    /// <inheritdoc/>
    public long Steps { get; private set; }

    /// <inheritdoc/>
    public BoundaryLedger Ledger => new([lost[0]], [lost[1]]);

    /// <inheritdoc/>
    public ReadOnlySpan<double> Density => density;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Momentum(int axis) => axis == 0 ? momentum : throw new ArgumentOutOfRangeException(nameof(axis));

    /// <inheritdoc/>
    public bool HasVelocityWalls => false;

    /// <inheritdoc/>
    public string? Problem => observer.SeveralBunches() is > MostInSeveralBunches and double share
        ? string.Create(CultureInfo.InvariantCulture, $"a moving frame holds one bunch of velocities at each position, and {share:P0} of the mass is where there are several; use 'sheet' or 'grid'")
        : null;

    /// <inheritdoc/>
    /// <exception cref="KineticBoundaryException">Too much mass left through a side.</exception>
    /// <exception cref="InvalidOperationException">An earlier call was cancelled on its way to another time.</exception>
    public void AdvanceTo(double time, Action<double>? observe = null, CancellationToken cancellation = default)
    {
        if (schedule.IsFinished)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, Time);
            if (time == Time) return;
            schedule = StepSchedule.Between(Time, time, Options.TimeStep);
        }
        else if (time != schedule.To)
        {
            throw new InvalidOperationException($"The solver is between two steps on its way to t = {schedule.To}, and can only go on to there.");
        }

        double step = Step = schedule.Step;
        while (!schedule.IsFinished)
        {
            cancellation.ThrowIfCancellationRequested();
            if (schedule.Done == 0) Transport(step / 2);
            Align(Gamma * step);
            observe?.Invoke(schedule.Middle);
            schedule = stopping ? schedule.Next().Ended() : schedule.Next();
            stopping = false;
            Transport(schedule.IsFinished ? step / 2 : step);
            Steps++;
            Time = schedule.Time;
            Options.CheckLost(lost, Time);
        }
    }

    /// <inheritdoc/>
    public void Stop() => stopping = true;

    /// <inheritdoc/>
    public Observables Observe() => observer.Observe();

    /// <inheritdoc/>
    public double Step { get; private set; }

    /// <inheritdoc/>
    public double AlignmentAhead => Step / 2;

    /// <inheritdoc/>
    public ColumnSums Columns() => observer.Columns();

    /// <inheritdoc/>
    public double PositionRadius(double time) => observer.PositionRadius(time);

    /// <inheritdoc/>
    public double[] SupProfile()
    {
        double[,] values = Values();
        var sup = new double[values.GetLength(1)];
        for (int i = 0; i < values.GetLength(0); i++)
            for (int j = 0; j < sup.Length; j++) sup[j] = Math.Max(sup[j], values[i, j]);
        return sup;
    }

    /// <inheritdoc/>
    public double[,] Values() => observer.Values(Options.Velocity);

    // One frame for all columns, over an axis that holds all velocities.
    private void Fill(GridAxis axis)
    {
        var phase = PhaseField.Create(new PhaseLayout(Options.Positions, [axis]), Domain, CellStorage.EightBytes, 1);
        Options.CheckHeld(CellAverages.Fill(phase, Initial, Domain));
        for (int i = 0; i < columns.Positions; i++)
        {
            Span<double> column = columns.Column(i);
            phase.Read(i, 0, column);
            foreach (ref double cell in column) cell *= Options.Position.Width * axis.Width;
        }

        columns.Reconstruct();
        double first = 0, second = 0;
        for (int i = 0; i < columns.Positions; i++)
        {
            (double mass, double mean, double variance) = columns.Moments(i);
            columns.ColumnMass[i] = mass;
            first += mass * mean;
            second += mass * (mean * mean + variance);
        }

        // The parabolas of laws with edges are a little narrower than the laws: as after each transport, momentum and energy are made exact.
        double exact = Math.Sqrt(Initial.Temperature / (second - first * first));
        columns.Frames.AsSpan().Fill(new VelocityFrame(Initial.MeanVelocity[0] - exact * first, 0, exact));
        for (int i = 0; i < columns.Positions; i++) columns.ColumnMomentum[i] = columns.ColumnMass[i] * (columns.Frames[i].Centre + exact * columns.Moments(i).Mean);
    }

    private void Transport(double step)
    {
        (double lower, double upper) = transport.Apply(step);
        lost[0] += lower;
        lost[1] += upper;
        ShowFields();
    }

    private void Align(double decay)
    {
        for (int i = 0; i < density.Length; i++)
        {
            if (density[i] == 0) continue;
            double factor = Math.Max(Math.Exp(-decay * density[i]), transport.Narrowest / columns.Frames[i].Scale);
            columns.Frames[i] = columns.Frames[i].Contracted(momentum[i] / density[i], factor);
        }
    }

    private void ShowFields()
    {
        double inverse = 1 / Options.Position.Width;
        for (int i = 0; i < density.Length; i++) (density[i], momentum[i]) = (columns.ColumnMass[i] * inverse, columns.ColumnMomentum[i] * inverse);
    }
}
