using System.Collections.Immutable;
using System.Diagnostics;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A solution of (1.3), or of the equation with another alignment force, computed on a grid: fields at every step for the characteristics, f and observables at the output times.</summary>
public sealed class GridReference : ITransverseFlow, IGridSolution
{
    // f is kept at the output times while all of them fit in 2 GiB.
    private const long MostKeptCells = 1L << 28;

    private readonly FieldHistory history;
    private readonly ImmutableDictionary<double, GridSnapshot> snapshots;
    private readonly GridSolverOptions options;
    private readonly string scheme;
    private readonly CharacteristicForce force;
    private readonly int tableLength;

    private GridReference(IGridSolver solver, FieldHistory history, ImmutableDictionary<double, GridSnapshot> snapshots, double seconds, GridStop? stop, GridDiagnostics? diagnostics)
    {
        (Stop, Diagnostics) = (stop, diagnostics?.Rows ?? []);
        (this.history, this.snapshots, options, scheme) = (history, snapshots, solver.Options, solver.Scheme);
        (force, tableLength) = (solver.Force.CreateCharacteristics(options.Positions, options.Velocities, solver.Domain), solver.ForceTable.Length);
        (Initial, Domain, Gamma, Cells, CellSweeps, Steps, Seconds, Ledger) = (solver.Initial, solver.Domain, solver.Gamma, solver.Cells, solver.CellSweeps, solver.Steps, seconds, solver.Ledger);
    }

    /// <inheritdoc/>
    public int Dimension => Domain.Dimension;

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public InitialState Initial { get; }

    /// <inheritdoc/>
    public double Gamma { get; }

    /// <summary>Grid and time step.</summary>
    public GridSolverOptions Options => options;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The grid has several position axes.</exception>
    public GridAxis Position => options.Position;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The grid has several velocity axes.</exception>
    public GridAxis Velocity => options.Velocity;

    /// <inheritdoc/>
    public long Cells { get; }

    /// <inheritdoc/>
    public double CellSweeps { get; }

    /// <summary>Time steps taken.</summary>
    public long Steps { get; }

    /// <summary>Wall-clock seconds of the solution.</summary>
    public double Seconds { get; }

    /// <summary>Where the solution ended because the grid could not hold it any longer, or mass had left it; null if it reached its final time.</summary>
    public GridStop? Stop { get; }

    /// <inheritdoc/>
    public ImmutableArray<DiagnosticsRow> Diagnostics { get; }

    /// <inheritdoc/>
    public string TimeStepReason => options.TimeStepReason;

    /// <summary>The mass that left the grid.</summary>
    public BoundaryLedger Ledger { get; }

    /// <inheritdoc/>
    public string Method => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"grid {string.Join(" x ", options.Positions.Concat(options.Velocities).Select(axis => axis.Cells))}, {Steps} steps of at most {options.TimeStep:G4} ({options.TimeStepReason}): {scheme}");

    /// <summary>Solves up to the final time, or to where the grid can no longer hold the solution; f and its observables are then kept there too.</summary>
    /// <param name="solver">A solver at time 0.</param>
    /// <param name="outputTimes">Where f and its observables are kept, besides time 0; ascending.</param>
    /// <param name="finalTime">Not before the last output time.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <param name="warn">Told, once and beforehand, that the flow is about to run together, and of the solver's own <see cref="IGridSolver.Notice"/>.</param>
    /// <param name="state">Where the solution is kept now and then and at a cancellation, and taken up again, to the same bits in the end; null to keep none. Only a <see cref="GridSolver"/> can be kept.</param>
    public static GridReference Solve(
        IGridSolver solver, ImmutableArray<double> outputTimes, double finalTime, CancellationToken cancellation, Action<string>? warn = null, ISolveState? state = null)
    {
        bool keep = solver.Options.Cells * (outputTimes.Length + 2) <= MostKeptCells;
        var history = new FieldHistory();
        var snapshots = ImmutableDictionary.CreateBuilder<double, GridSnapshot>();
        history.Add(0, solver);
        snapshots[0] = GridSnapshot.Of(solver, keep);
        FocusWatch? watch = solver.Options.StopsAtFocus ? new FocusWatch(solver, finalTime, warn) : null;
        GridDiagnostics? diagnostics = solver.Options.DiagnosticSteps > 0 ? new GridDiagnostics(solver, solver.Options.DiagnosticSteps) : null;
        double seconds = 0;
        bool told = false;
        var savable = solver as GridSolver;
        if (savable is null) state = null;
        state?.TakeUp(Restore);
        foreach (double time in outputTimes.Append(finalTime).Distinct())
        {
            if (snapshots.ContainsKey(time)) continue;
            try
            {
                Advance(time);
            }
            catch (KineticBoundaryException left)
            {
                return Ended(new GridStop(snapshots.Keys.Max(), left.Message, null));
            }
            finally
            {
                Tell();
            }

            diagnostics?.Arrive();
            history.Add(solver.Time, solver);
            snapshots[solver.Time] = GridSnapshot.Of(solver, keep);
            if (solver.Time < time) return Ended(watch!.StopAt(solver.Time));
            if (state is { IsDue: true }) state.Keep(Save); // steps may be as long as the way from one output to the next
        }

        return Ended(null);

        GridReference Ended(GridStop? stop) => new(solver, history, snapshots.ToImmutable(), seconds, stop, diagnostics);

        void Advance(double time)
        {
            while (!Arrives(time))
            {
                state!.Keep(Save);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        // False where the solver is to be kept first: one that is told to cancel is between two steps, from where it can go on.
        bool Arrives(double time)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            long started = Stopwatch.GetTimestamp();
            double elsewhere = diagnostics?.Seconds ?? 0;
            try
            {
                solver.AdvanceTo(time, ObserveAndPause, pause.Token);
                return true;
            }
            catch (OperationCanceledException) when (state is not null)
            {
                return false;
            }
            finally
            {
                seconds += Stopwatch.GetElapsedTime(started).TotalSeconds - ((diagnostics?.Seconds ?? 0) - elsewhere);
            }

            void ObserveAndPause(double instant)
            {
                Observe(instant);
                if (state is { IsDue: true }) pause.Cancel();
            }
        }

        void Tell()
        {
            if (told || solver.Notice is not string notice) return;
            warn?.Invoke($"Warning: {notice}.");
            told = true;
        }

        void Save(BinaryWriter writer)
        {
            writer.Write(seconds);
            savable!.Save(writer.BaseStream);
            writer.Write(snapshots.Count);
            foreach (GridSnapshot snapshot in snapshots.Values.OrderBy(snapshot => snapshot.Time)) snapshot.Save(writer);
            history.Save(writer);
            watch?.Save(writer);
            diagnostics?.Save(writer);
        }

        void Restore(BinaryReader reader)
        {
            seconds = reader.ReadDouble();
            savable!.Restore(reader.BaseStream);
            snapshots.Clear();
            for (int count = reader.ReadInt32(); count > 0; count--)
            {
                GridSnapshot snapshot = GridSnapshot.Read(reader);
                snapshots[snapshot.Time] = snapshot;
            }

            history.Restore(reader);
            watch?.Restore(reader);
            diagnostics?.Restore(reader);
        }

        void Observe(double instant)
        {
            Tell();
            history.Add(instant, solver);
            watch?.Look(instant);
            diagnostics?.Look(instant);
        }
    }

    /// <inheritdoc/>
    public void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default) =>
        ForEachStep(from, to, (own, step, start, middle, end) => RungeKutta(own, positions, velocities, step, start, middle, end), cancellation);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The grid has several position axes, or the force is not linear in the velocity.</exception>
    public void Advance(double from, double to, double[] positions, double[] velocities, double[] contraction, double[] travel, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(contraction);
        if (Dimension != 1) throw new NotSupportedException("A solution on the line has one position axis.");
        Array.Fill(contraction, 1);
        Array.Clear(travel);
        ForEachStep(from, to, (own, step, start, middle, end) => TransverseCharacteristics.RungeKutta(own, Domain, positions, velocities, contraction, travel, step, start, middle, end), cancellation);
    }

    /// <inheritdoc/>
    public double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity)
    {
        CharacteristicField field = Field();
        history.At(time, field);
        double density = field.At(position, meanVelocity);
        for (int k = 0; k < meanVelocity.Length; k++) meanVelocity[k] = density > 0 ? meanVelocity[k] / density : 0;
        return density;
    }

    /// <summary>Whether rho and u, if not f, were kept at a time.</summary>
    public bool HasSnapshotAt(double time) => snapshots.ContainsKey(time);

    /// <inheritdoc/>
    public bool HasDensityAt(double time) => snapshots.TryGetValue(time, out GridSnapshot? snapshot) && snapshot.Values is not null;

    /// <inheritdoc/>
    /// <remarks>The cell's average, and on each axis what a parabola like the solver's, kept above zero, adds to it there: second order, and exact in the average.</remarks>
    public double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        double[,] f = Snapshot(time).Values ?? throw new NotSupportedException($"f on {options.Cells} cells was not kept at t = {time}.");
        int d = Dimension;
        Span<int> cells = stackalloc int[2 * d];
        Span<double> fractions = stackalloc double[2 * d], line = stackalloc double[7];
        for (int k = 0; k < 2 * d; k++)
        {
            GridAxis axis = k < d ? options.Positions[k] : options.Velocities[k - d];
            double place = ((k < d ? Domain.Wrap(position[k], k) : velocity[k - d]) - axis.From) / axis.Width, floor = Math.Floor(place);
            if (!(floor >= 0 && floor < axis.Cells)) return 0;
            (cells[k], fractions[k]) = ((int)floor, place - floor);
        }

        double average = Value(f, cells), value = average;
        for (int k = 0; k < 2 * d; k++)
        {
            int middle = cells[k];
            for (int offset = -3; offset <= 3; offset++)
            {
                cells[k] = Neighbour(k, middle + offset);
                line[offset + 3] = cells[k] < 0 ? 0 : Value(f, cells);
            }

            cells[k] = middle;
            value += ParabolicMoments.Value(line, fractions[k]) - average;
        }

        return Math.Max(0, value);
    }

    /// <inheritdoc/>
    public Observables Observe(double time) => Snapshot(time).Observables;

    /// <summary>f, rho, u and the observables at an output time.</summary>
    /// <exception cref="NotSupportedException">The time is no output time.</exception>
    public GridSnapshot Snapshot(double time) =>
        snapshots.TryGetValue(time, out GridSnapshot? snapshot) ? snapshot : throw new NotSupportedException($"f was not kept at t = {time}, only at the output times.");

    private double Value(double[,] f, ReadOnlySpan<int> cells)
    {
        (int x, int v) = (0, 0);
        for (int k = 0; k < Dimension; k++) (x, v) = (x * options.Positions[k].Cells + cells[k], v * options.Velocities[k].Cells + cells[Dimension + k]);
        return f[x, v];
    }

    /// <summary>A cell on an axis, wrapped on a torus; -1 beyond the ends of the others.</summary>
    private int Neighbour(int k, int cell)
    {
        int count = k < Dimension ? options.Positions[k].Cells : options.Velocities[k - Dimension].Cells;
        if (k < Dimension && double.IsFinite(Domain.Period(k))) return (cell % count + count) % count;
        return cell < count ? Math.Max(cell, -1) : -1;
    }

    private CharacteristicField Field() => new(options.Positions, Domain, tableLength);

    private void ForEachStep(double from, double to, Action<CharacteristicForce, double, CharacteristicField, CharacteristicField, CharacteristicField> take, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, history.LastTime);
        if (to == from) return;
        int steps = (int)Math.Ceiling((to - from) / Math.Max(options.TimeStep, history.Spacing) * (1 - 1e-12));
        double step = (to - from) / steps;
        CharacteristicForce own = force.Own();
        CharacteristicField start = Field(), middle = Field(), end = Field();
        Fill(start, from);
        for (int n = 0; n < steps; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            double time = from + n * step;
            Fill(middle, time + step / 2);
            Fill(end, n + 1 == steps ? to : time + step);
            take(own, step, start, middle, end);
            (start, end) = (end, start);
        }

        void Fill(CharacteristicField field, double instant)
        {
            history.At(instant, field);
            own.Prepare(field);
        }
    }

    private void RungeKutta(CharacteristicForce force, double[][] x, double[][] v, double h, CharacteristicField start, CharacteristicField middle, CharacteristicField end)
    {
        int d = Dimension;
        Span<double> x0 = stackalloc double[d], v0 = stackalloc double[d], place = stackalloc double[d];
        Span<double> v2 = stackalloc double[d], v3 = stackalloc double[d], v4 = stackalloc double[d];
        Span<double> a1 = stackalloc double[d], a2 = stackalloc double[d], a3 = stackalloc double[d], a4 = stackalloc double[d];
        for (int i = 0; i < x[0].Length; i++)
        {
            for (int k = 0; k < d; k++) (x0[k], v0[k]) = (x[k][i], v[k][i]);
            force.At(start, x0, v0, a1);
            Step(place, x0, v0, h / 2);
            Step(v2, v0, a1, h / 2);
            force.At(middle, place, v2, a2);
            Step(place, x0, v2, h / 2);
            Step(v3, v0, a2, h / 2);
            force.At(middle, place, v3, a3);
            Step(place, x0, v3, h);
            Step(v4, v0, a3, h);
            force.At(end, place, v4, a4);
            for (int k = 0; k < d; k++)
            {
                x[k][i] = Domain.Wrap(x0[k] + h / 6 * (v0[k] + 2 * v2[k] + 2 * v3[k] + v4[k]), k);
                v[k][i] = v0[k] + h / 6 * (a1[k] + 2 * a2[k] + 2 * a3[k] + a4[k]);
            }
        }

        static void Step(Span<double> to, ReadOnlySpan<double> from, ReadOnlySpan<double> rate, double h)
        {
            for (int k = 0; k < to.Length; k++) to[k] = from[k] + h * rate[k];
        }
    }
}
