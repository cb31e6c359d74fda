using System.Collections.Immutable;
using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Solves (1.3) in d = 1 or 2 on a velocity grid that moves, tilts and shrinks with the solution: v = U + A x + S w in each position cell, S diagonal.</summary>
/// <remarks>Alignment contracts velocities about u by q = e^(-gamma rho s), which is an exact change of the frame, U -> u + q (U - u), S -> q S, and no remap, so
/// that the thin sheets of large gamma keep their cells. Transport is the remap, <see cref="FrameTransport"/>, into frames taken from the moments of what arrives
/// in each column (in the line of F. Filbet and T. Rey, J. Comput. Phys. 248, 2013, who scale velocities by the temperature). Strang splitting, half transports
/// of successive steps merged. A frame holds one bunch of velocities: where streams cross and u has several values (MATHEMATICS.md section 3), it goes over to a
/// <see cref="GridSolver"/> on the axes of the options, and <see cref="Notice"/> says so. A step allocates nothing.</remarks>
public sealed class MovingFrameSolver : IGridSolver
{
    // How far a frame reaches at least, in standard deviations; a uniform law ends at 1.7, and the tails that it gets at its edges from the remaps need room.
    private const double LeastReach = 2.6;

    // Up to this share of the mass the columns may hold two bunches. Remaps of columns that do lose energy: by then, of streams that cross, up to 0.3 % of their temperature. In solutions
    // without crossings (Table 1 on 200 to 800 positions, gamma 0.1 to 5, and smooth ones) the share stays below 0.005 %, but the energy lost in the cells' tails may be 0.6 %, and tells nothing.
    private const double MostInSeveralBunches = 0.002;

    private readonly FrameColumns columns;
    private readonly FrameLattice lattice;
    private readonly FrameTransport transport;
    private readonly FrameFields fields;
    private readonly FrameObserver observer;
    private readonly double[] lost;
    private readonly FrameHull[] hulls;
    private StepSchedule schedule;
    private bool stopping;
    private double time, step;
    private long steps;
    private GridSolver? grid; // once streams have crossed

    /// <summary>The exact cell averages of f0 at time 0, in one frame that holds its support.</summary>
    /// <param name="initial">f0, with a density.</param>
    /// <param name="domain">Torus or free space.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    /// <param name="options">The position axes, cells of the frame along each component of v, the axes of v on which f is given, and the time step.</param>
    /// <exception cref="NotSupportedException">d is not 1 or 2, or f0 has no density.</exception>
    /// <exception cref="ArgumentException">The position axes do not hold the support of f0, or are not one period of the torus each, or the velocity axes do not hold it.</exception>
    public MovingFrameSolver(InitialState initial, Domain domain, double gamma, GridSolverOptions options)
    {
        if (initial.Dimension > 2) throw new NotSupportedException($"The moving frame is for dimension 1 or 2, not {initial.Dimension}.");
        if (options.Positions.Length != initial.Dimension)
            throw new ArgumentException($"The grid has {options.Positions.Length} position axes; f0 has dimension {initial.Dimension}.", nameof(options));
        if (!initial.HasDensity) throw new NotSupportedException("The moving frame needs an initial state with a density.");
        if (!(gamma >= 0 && double.IsFinite(gamma))) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma is nonnegative and finite.");
        if (!(options.TimeStep > 0)) throw new ArgumentException("The time step is positive.", nameof(options));
        if (options.FrameCells < 8) throw new ArgumentException($"A moving frame has at least 8 cells, not {options.FrameCells}.", nameof(options));
        for (int k = 0; k < initial.Dimension; k++)
        {
            GridSolver.CheckPeriod(options.Positions[k], domain.Period(k));
            (double from, double to) = initial.Support[initial.Dimension + k];
            GridAxis axis = options.Velocities[k];
            if (!(axis.From <= from && axis.To >= to)) throw new ArgumentException($"The velocity axis from {axis.From} to {axis.To} does not hold the support of f0, from {from} to {to}.", nameof(options));
        }

        (Initial, Domain, Gamma, Options) = (initial, domain, gamma, options);
        columns = new FrameColumns(options.Positions, options.FrameCells);
        lattice = new FrameLattice(options.Positions, initial.MeanVelocity);
        lost = new double[2 * options.Positions.Length];
        hulls = Fill();
        fields = new FrameFields(columns, lattice, IsPeriodic);
        observer = new FrameObserver(columns, lattice, fields, hulls);
        transport = new FrameTransport(columns, lattice, IsPeriodic, hulls, options.Threads);
        fields.Show();
    }

    /// <inheritdoc/>
    public string Scheme => Notice is null ? FrameScheme : $"{FrameScheme}, {Notice}: {grid!.Scheme}";

    /// <inheritdoc/>
    public string? Notice { get; private set; }

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
    public double CellSweeps => grid?.CellSweeps ?? 2.0 * columns.Dimension * Cells * steps;

    /// <inheritdoc/>
    public double Time => grid?.Time ?? time;

    /// <inheritdoc/>
    public long Steps => grid?.Steps ?? steps;

    /// <inheritdoc/>
    public BoundaryLedger Ledger => grid?.Ledger ?? new([.. lost.Where((_, side) => side % 2 == 0)], [.. lost.Where((_, side) => side % 2 == 1)]);

    /// <inheritdoc/>
    public ReadOnlySpan<double> Density => grid is null ? fields.Density : grid.Density;

    /// <inheritdoc/>
    public ReadOnlySpan<double> Momentum(int axis) => grid is null ? fields.Momentum[axis] : grid.Momentum(axis);

    /// <inheritdoc/>
    /// <remarks>Those of the grid that it has gone over to.</remarks>
    public bool HasVelocityWalls => grid is not null;

    /// <inheritdoc/>
    /// <exception cref="KineticBoundaryException">Too much mass left through a side.</exception>
    /// <exception cref="InvalidOperationException">An earlier call was cancelled on its way to another time.</exception>
    public void AdvanceTo(double time, Action<double>? observe = null, CancellationToken cancellation = default)
    {
        if (grid is not null)
        {
            grid.AdvanceTo(time, observe, cancellation);
            return;
        }

        if (schedule.IsFinished)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, this.time);
            if (time == this.time) return;
            schedule = StepSchedule.Between(this.time, time, Options.TimeStep);
        }
        else if (time != schedule.To)
        {
            throw new InvalidOperationException($"The solver is between two steps on its way to t = {schedule.To}, and can only go on to there.");
        }

        step = schedule.Step;
        bool stopped = false;
        while (!schedule.IsFinished)
        {
            cancellation.ThrowIfCancellationRequested();
            if (schedule.Done == 0) Transport(schedule.Middle);

            // Alignment changes frames alone, so that it can be halted half-way, where the solution is that of the instant.
            Align(Gamma * step / 2);
            observe?.Invoke(schedule.Middle);
            double several = observer.SeveralBunches();
            Align(Gamma * step / 2);
            (stopped, stopping) = (stopping, false);
            schedule = stopped || several > MostInSeveralBunches ? schedule.Next().Ended() : schedule.Next();
            Transport(schedule.IsFinished ? schedule.Time : schedule.Middle);
            steps++;
            this.time = schedule.Time;
            Options.CheckLost(lost, this.time);
            if (several > MostInSeveralBunches) GoOver(several);
        }

        if (grid is not null && !stopped) grid.AdvanceTo(time, observe, cancellation);
    }

    /// <inheritdoc/>
    public void Stop()
    {
        if (grid is null) stopping = true;
        else grid.Stop();
    }

    /// <inheritdoc/>
    public Observables Observe() => grid?.Observe() ?? observer.Observe();

    /// <inheritdoc/>
    public double Step => grid is null || grid.Step == 0 ? step : grid.Step;

    /// <inheritdoc/>
    public double AlignmentAhead => grid?.AlignmentAhead ?? 0;

    /// <inheritdoc/>
    public ColumnSums Columns() => grid?.Columns() ?? observer.Columns();

    /// <inheritdoc/>
    public double PositionRadius(double time) => grid?.PositionRadius(time) ?? observer.PositionRadius(time);

    /// <inheritdoc/>
    public double[] SupProfile() => grid?.SupProfile() ?? new FrameSuprema(columns, Options.Velocities, lattice.Velocity, hulls).Profile();

    /// <inheritdoc/>
    public double[,] Values() => grid?.Values() ?? new FrameAverages(columns, lattice, fields, IsPeriodic, Options.Velocities).Values();

    private string FrameScheme =>
        $"{string.Join(" x ", Enumerable.Repeat(columns.Cells, columns.Dimension))} cells of a moving velocity frame in each position cell, Strang splitting, parabolic remaps";

    private bool IsPeriodic => double.IsFinite(Domain.Period(0));

    private void GoOver(double several)
    {
        Observables before = Observe();
        var successor = new GridSolver(this, Values());
        Observables after = successor.Observe();
        Notice = string.Create(
            CultureInfo.InvariantCulture,
            $"from t = {time:G4} on the fixed grid of {string.Join(" x ", Options.Positions.Concat(Options.Velocities).Select(axis => axis.Cells))} cells, for a moving frame holds one bunch of velocities at each position, and {several:P0} of the mass is where there are several; its cells change the energy by {after.Energy - before.Energy:G2} and the entropy by {after.Entropy - before.Entropy:G2}");
        grid = successor;
    }

    // One frame for all columns, which holds the support.
    private FrameHull[] Fill()
    {
        int d = columns.Dimension, m = columns.Cells;
        ImmutableArray<GridAxis> axes = [.. Enumerable.Range(0, d).Select(k => new GridAxis(Initial.Support[d + k].From, Initial.Support[d + k].To, m))];
        var phase = PhaseField.Create(new PhaseLayout(Options.Positions, axes), Domain, CellStorage.EightBytes, 1);
        Options.CheckHeld(CellAverages.Fill(phase, Initial, Domain));
        var scratch = new FrameScratch(m);
        double cell = phase.Layout.PositionVolume * phase.Layout.VelocityVolume;
        for (int i = 0; i < columns.Count; i++)
        {
            for (int row = 0; row < phase.Rows; row++) phase.Read(i, row, columns.Column(i).Slice(row * m, m));
            foreach (ref double mass in columns.Column(i)) mass *= cell;
            columns.Reconstruct(i, scratch);
        }

        // The parabolas of laws with edges are a little narrower than the laws: as after each transport, momentum and energy are made exact.
        double[] halves = [.. axes.Select(axis => 0.5 * (axis.To - axis.From))];
        (double Mean, double Variance)[] laws = [.. axes.Select((_, b) => Law(b))];
        double exact = Math.Sqrt(Initial.Temperature / laws.Zip(halves, (law, half) => half * half * law.Variance).Sum());
        for (int b = 0; b < d; b++)
        {
            double scale = exact * halves[b], centre = -scale * laws[b].Mean;
            columns.Frames[b].AsSpan().Fill(new VelocityFrame(centre, 0, 0, scale));
            for (int i = 0; i < columns.Count; i++)
            {
                (columns.ColumnMass[i], double mean, _) = columns.Moments(b, i);
                columns.Momentum[b][i] = columns.ColumnMass[i] * (centre + scale * mean);
            }
        }

        return [.. axes.Select((axis, b) => new FrameHull(axis.From - Initial.MeanVelocity[b], axis.To - Initial.MeanVelocity[b], Math.Max(LeastReach, 1 / (exact * Math.Sqrt(laws[b].Variance)))))];
    }

    // The mean and the variance of a component of w over all columns.
    private (double Mean, double Variance) Law(int component)
    {
        double first = 0, second = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            (double mass, double mean, double variance) = columns.Moments(component, i);
            first += mass * mean;
            second += mass * (mean * mean + variance);
        }

        return (first, second - first * first);
    }

    private void Transport(double to)
    {
        transport.Apply(to, lost);
        fields.Show();
    }

    private void Align(double decay)
    {
        for (int b = 0; b < columns.Dimension; b++)
        {
            VelocityFrame[] frames = columns.Frames[b];
            for (int i = 0; i < columns.Count; i++)
            {
                double mass = columns.ColumnMass[i];
                if (mass == 0) continue;
                double factor = Math.Max(Math.Exp(-decay * mass / columns.PositionVolume), hulls[b].Narrowest / frames[i].Scale);
                frames[i] = frames[i].Contracted(columns.Momentum[b][i] / mass, factor);
            }
        }
    }
}
