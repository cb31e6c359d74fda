using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Solves (1.3), or the equation with another <see cref="AlignmentForce"/>, in d = 1, 2, 3 for phase-space cell averages: Strang splitting of the two sub-flows, each remapped conservatively.</summary>
/// <remarks>Transport is the shift x -> x + v s at each v; alignment at fixed x keeps rho and u, so that over a step s it is the contraction
/// v -> u + e^(-gamma rho s) (v - u) (MATHEMATICS.md section 3), with another force another map (<see cref="NonlocalFlow"/>, <see cref="GranularFlow"/>). In d > 1 both are products of maps of one coordinate, so that sweeps of lines
/// lose nothing. All remaps keep mass to round-off and f &gt;= 0, alignment keeps the momentum that it must, and neither limits the step. Half
/// transports of successive steps are merged, which also halves their smearing. A step allocates nothing, and no bit depends on the threads.</remarks>
public sealed class GridSolver : IGridSolver
{
    private readonly PhaseField phase;
    private readonly TileTeam team;
    private readonly AlignmentFlow flow;
    private readonly double[] lost; // [axis][lower, upper], mass
    private readonly double[] leaving;
    private StepSchedule schedule;
    private bool stopping;
    private bool aligned; // the step's alignment came with the transport before it

    /// <summary>The exact cell averages of f0 at time 0.</summary>
    /// <exception cref="NotSupportedException">f0 has no density and is not mono-kinetic either.</exception>
    /// <exception cref="ArgumentException">Dimensions differ, the grid does not hold the support of f0, or is not one period of the torus.</exception>
    public GridSolver(InitialState initial, Domain domain, double gamma, GridSolverOptions options)
        : this(initial, domain, new LocalForce(gamma), options)
    {
    }

    /// <summary>The exact cell averages of f0 at time 0.</summary>
    /// <exception cref="NotSupportedException">f0 has no density and is not mono-kinetic either, or the force is not for this dimension.</exception>
    /// <exception cref="ArgumentException">Dimensions differ, the grid does not hold the support of f0, or is not one period of the torus.</exception>
    public GridSolver(InitialState initial, Domain domain, AlignmentForce force, GridSolverOptions options)
        : this(initial, domain, force, options, null)
    {
    }

    /// <summary>The solution of another solver, from the time that it has reached.</summary>
    /// <param name="before">That solver, on the same axes.</param>
    /// <param name="values">Its cell averages as [position cell, velocity cell].</param>
    internal GridSolver(IGridSolver before, double[,] values)
        : this(before.Initial, before.Domain, before.Force, before.Options, values)
    {
        (Time, Steps, CellSweeps) = (before.Time, before.Steps, before.CellSweeps);
        for (int k = 0; k < before.Initial.Dimension; k++) (lost[2 * k], lost[2 * k + 1]) = (before.Ledger.Lower[k], before.Ledger.Upper[k]);
    }

    private GridSolver(InitialState initial, Domain domain, AlignmentForce force, GridSolverOptions options, double[,]? values)
    {
        int d = initial.Dimension;
        if (!initial.HasDensity && initial is not MonoKineticState)
            throw new NotSupportedException("The grid solver needs an initial state with a density, or a mono-kinetic one, which it smears over a few velocity cells.");
        if (domain.Dimension != d || options.Positions.Length != d || options.Velocities.Length != d)
            throw new ArgumentException($"The initial state has dimension {d}, the domain {domain.Dimension}, the grid {options.Positions.Length} position and {options.Velocities.Length} velocity axes.");
        if (!(options.TimeStep > 0)) throw new ArgumentException("The time step is positive.", nameof(options));
        (Initial, Domain, Force, Options) = (initial, domain, force, options);
        for (int k = 0; k < d; k++) CheckPeriod(options.Positions[k], domain.Period(k));
        team = new TileTeam(options.Threads);
        phase = PhaseField.Create(new PhaseLayout(options.Positions, options.Velocities), domain, options.UsedStorage, options.Threads);
        flow = force.CreateFlow(phase, domain, team);
        (lost, leaving) = (new double[2 * d], new double[2 * d]);
        if (values is null) options.CheckHeld(CellAverages.Fill(phase, initial, domain));
        else phase.Write(values);
        phase.FindBox();
        flow.Arrive();
    }

    /// <inheritdoc/>
    public string Scheme => (Force.Description.Length > 0 ? Force.Description + ", " : "") + "Strang splitting, parabolic remaps";

    /// <inheritdoc/>
    public InitialState Initial { get; }

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public double Gamma => Force.Gamma;

    /// <inheritdoc/>
    public AlignmentForce Force { get; }

    /// <inheritdoc/>
    public GridSolverOptions Options { get; }

    /// <inheritdoc/>
    public double Time { get; private set; }

    /// <inheritdoc/>
    public long Steps { get; private set; }

    /// <inheritdoc/>
    /// <remarks>Of the box around the solution, outside which nothing is swept.</remarks>
    public double CellSweeps { get; private set; }

    /// <summary>Cells of the box around the solution, which alone are swept.</summary>
    public long ActiveCells => phase.Box.Cells;

    /// <inheritdoc/>
    public BoundaryLedger Ledger => new([.. lost.Where((_, side) => side % 2 == 0)], [.. lost.Where((_, side) => side % 2 == 1)]);

    /// <summary>rho in each position cell, the last axis contiguous, as of the last whole step or, while observed within a step, of its middle.</summary>
    public ReadOnlySpan<double> Density => phase.Fields.Density;

    /// <summary>A component of rho u in each position cell, likewise.</summary>
    public ReadOnlySpan<double> Momentum(int axis) => phase.Fields.Momentum[axis];

    /// <summary>Advances to a time in equal steps no longer than the option.</summary>
    /// <param name="time">Not before <see cref="Time"/>. After a cancellation, the time that was asked for then.</param>
    /// <param name="observe">Called in the middle of each step, where rho and u are second-order values of that instant.</param>
    /// <param name="cancellation">Looked at between steps; going on later changes nothing in the result.</param>
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
            if (!aligned)
            {
                cancellation.ThrowIfCancellationRequested();
                if (schedule.Done == 0) Transport(step / 2);
                CountSweeps(phase.Box.Cells);
                flow.Advance(step, observe is not null);
            }

            aligned = false;
            observe?.Invoke(schedule.Middle);
            schedule = stopping ? schedule.Next().Ended() : schedule.Next();
            stopping = false;
            if (schedule.IsFinished) Transport(step / 2);
            else if (cancellation.IsCancellationRequested) Transport(step);
            else TransportAndAdvance(step, observe is not null);
            Steps++;
            Time = schedule.Time;
            Options.CheckLost(lost, Time);
        }

        flow.Arrive();
    }

    /// <inheritdoc/>
    public void Stop() => stopping = true;

    /// <summary>Writes the whole state, even between two steps after a cancellation.</summary>
    /// <exception cref="InvalidOperationException">The solver stopped as too much mass left.</exception>
    public void Save(Stream stream)
    {
        if (aligned) throw new InvalidOperationException("Too much mass has left: the solver is within a step, and its state cannot be saved.");
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        GridCheckpoint.WriteProblem(writer, Force, Options);
        writer.Write(Time);
        writer.Write(Steps);
        writer.Write(CellSweeps);
        foreach (double mass in lost) writer.Write(mass);
        writer.Write(schedule.From);
        writer.Write(schedule.To);
        writer.Write(schedule.Count);
        writer.Write(schedule.Done);
        GridCheckpoint.WriteCells(writer, phase);
    }

    /// <summary>Takes up a state that was saved by a solver of the same problem, time included: what follows is the same to the last bit.</summary>
    /// <exception cref="InvalidDataException">The state is that of another problem, or none.</exception>
    /// <exception cref="EndOfStreamException">The stream is cut short; the solver is then of no use.</exception>
    public void Restore(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        GridCheckpoint.CheckProblem(reader, Force, Options);
        aligned = stopping = false;
        (Time, Steps, CellSweeps) = (reader.ReadDouble(), reader.ReadInt64(), reader.ReadDouble());
        for (int side = 0; side < lost.Length; side++) lost[side] = reader.ReadDouble();
        schedule = new StepSchedule(reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32(), reader.ReadInt32());
        GridCheckpoint.ReadCells(reader, phase);
        if (schedule.IsFinished) flow.Arrive();
    }

    /// <summary>The observables of Proposition 2.1, with the second moments of the reconstruction.</summary>
    /// <remarks>The velocity radius is taken over cells that hold more than 1e-12 of the largest value. Entropy is that of the averages.</remarks>
    public Observables Observe() => GridObserver.Observe(phase);

    /// <inheritdoc/>
    public double Step { get; private set; }

    /// <inheritdoc/>
    public double AlignmentAhead => Step / 2;

    /// <inheritdoc/>
    public double AlignmentRate(int position) => flow.Rate(position);

    /// <inheritdoc/>
    public ReadOnlySpan<double> ForceTable => flow.Table;

    /// <inheritdoc/>
    public ColumnSums Columns() => flow.Columns();

    /// <inheritdoc/>
    public InstantSums SetBack(Observables observed, double ahead) => flow.SetBack(this, observed, ahead);

    /// <inheritdoc/>
    public double PositionRadius(double time) => GridObserver.PositionRadius(phase, time);

    /// <summary>sup f over the cells.</summary>
    public double Supremum => GridObserver.SupProfile(phase).Max();

    /// <summary>h(t, v) = sup_x f in each velocity cell, the last axis contiguous.</summary>
    public double[] SupProfile() => GridObserver.SupProfile(phase);

    /// <summary>int f^p.</summary>
    public double PowerIntegral(double p) => GridObserver.Integral(phase, f => Math.Pow(f, p));

    /// <summary>A copy of f as [position cell, velocity cell], in each the last axis contiguous; in d = 1 simply [x, v].</summary>
    /// <exception cref="OverflowException">The grid has more cells than an array can hold.</exception>
    public double[,] Values() => GridObserver.Values(phase);

    internal static void CheckPeriod(GridAxis axis, double period)
    {
        if (double.IsFinite(period) && (axis.From != 0 || Math.Abs(axis.To - period) > 1e-12 * axis.To))
            throw new ArgumentException($"On a torus a position axis is one period, from 0 to {period}, not from {axis.From} to {axis.To}.");
    }

    private void CountSweeps(long cells) => CellSweeps += (double)cells * Initial.Dimension;

    private void Transport(double step)
    {
        Array.Clear(leaving);
        phase.Transport(step, team, leaving);
        CountSweeps(phase.Box.Cells);
        AddLost();
    }

    private void TransportAndAdvance(double step, bool observed)
    {
        Array.Clear(leaving);
        CountSweeps(2 * flow.TransportAndAdvance(step, observed, team, leaving));
        aligned = true;
        AddLost();
    }

    private void AddLost()
    {
        double volume = phase.Layout.PositionVolume * phase.Layout.VelocityVolume;
        for (int side = 0; side < lost.Length; side++) lost[side] += leaving[side] * volume;
    }
}
