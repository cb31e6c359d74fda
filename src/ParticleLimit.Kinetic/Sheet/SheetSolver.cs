using System.Collections.Immutable;
using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Solves (1.3) in d = 1 by the phase-space sheet: the map from labels (x0, v0) to (X, V)(t), carried along its own characteristics.</summary>
/// <remarks>The mass of a quad of labels never changes. The position marginal of the sheet, linear on triangles, gives rho and rho u on a grid of
/// positions exactly (<see cref="MarginalDeposit"/>); they move the nodes by X' = V, V' = -gamma (rho V - rho u), with the classical Runge-Kutta
/// method. f is f0 exp(gamma A) with A' = rho along each characteristic (3.4), so that nothing smears, folded or not. Second order in the size of
/// the quads. Momentum is kept to round-off: the force gets the multiple of rho, of the size of the error, that makes its sum vanish.
/// A step allocates nothing but what its caller's history keeps.</remarks>
public sealed class SheetSolver
{
    // A jump in f0 makes the fields change at a rate 1/t at first: steps grow with t from the first one.
    private const double FirstStep = 1.0 / 64, Growth = 0.25;
    private const double RelativeWidth = 1e-10;

    // Rows of nodes that one thread carries at a time; sums go tile by tile, so that no bit depends on the threads.
    private const int TileRows = 16;
    private const int FewestNodesWorthThreads = 4000;

    // The support spreads over several times its first width, but what is steep may stay in a part of it: with one cell a quad the cells
    // limit the accuracy, with four only the cost grows.
    private const int CellsPerQuad = 2;

    private readonly bool periodic;
    private readonly double[] nodeMass;
    private readonly double[] positions, velocities, exposure;                     // at the last whole step
    private readonly double[] stagePositions, stageVelocities;                     // at a stage within
    private readonly double[] sumPositions, sumVelocities, sumExposure;            // of the step's slopes
    private readonly double[] density, excess;
    private readonly SheetTile[] tiles;
    private readonly TileTeam team;
    private readonly bool alone;
    private readonly SlopeWork slope;
    private readonly MoveWork move;
    private readonly DepositWork deposit;
    private double[] stateX, stateV; // where slopes are taken and deposits made
    private double weight, length;

    /// <summary>The sheet of f0 at time 0.</summary>
    /// <param name="initial">f0: a product of a position and a velocity law, or a mixture of such.</param>
    /// <param name="domain">Torus or free space.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    /// <param name="options">The resolution.</param>
    /// <exception cref="NotSupportedException">f0 is of another kind, or not one-dimensional.</exception>
    /// <exception cref="ArgumentException">The resolution or gamma is out of range.</exception>
    public SheetSolver(InitialState initial, Domain domain, double gamma, SheetOptions options)
    {
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(options);
        if (initial.Dimension != 1) throw new NotSupportedException($"The phase-space sheet is for dimension 1, not {initial.Dimension}.");
        if (!(gamma >= 0 && double.IsFinite(gamma))) throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "gamma is nonnegative and finite.");
        options.Check();
        (Initial, Domain, Gamma, Options) = (initial, domain, gamma, options);
        Patches = SheetPatch.Of(initial, options);
        periodic = double.IsFinite(domain.Period(0));
        int nodes = Patches.Sum(patch => patch.NodeCount);
        (positions, velocities, exposure) = (new double[nodes], new double[nodes], new double[nodes]);
        (stagePositions, stageVelocities) = (new double[nodes], new double[nodes]);
        (sumPositions, sumVelocities, sumExposure) = (new double[nodes], new double[nodes], new double[nodes]);
        (density, excess, nodeMass) = (new double[nodes], new double[nodes], new double[nodes]);
        Field = new PositionField(CellsPerQuad * options.PositionCells, periodic) { Frame = initial.MeanVelocity[0] };
        foreach (SheetPatch patch in Patches) Lay(patch);
        tiles = [.. Patches.SelectMany(patch => SheetTile.Of(patch, TileRows, Field.Cells))];
        foreach (SheetTile tile in tiles) tile.Reach(positions.AsSpan(tile.FirstNode, tile.NodeCount));
        (team, alone) = (new TileTeam(options.Threads), nodes < FewestNodesWorthThreads);
        (slope, move, deposit) = (new SlopeWork(this), new MoveWork(this), new DepositWork(this));
        (stateX, stateV) = (positions, velocities);
        Deposit(positions, velocities);
    }

    /// <summary>f0.</summary>
    public InitialState Initial { get; }

    /// <summary>Torus or free space.</summary>
    public Domain Domain { get; }

    /// <summary>gamma of (1.3).</summary>
    public double Gamma { get; }

    /// <summary>The resolution.</summary>
    public SheetOptions Options { get; }

    /// <summary>The time reached.</summary>
    public double Time { get; private set; }

    /// <summary>Time steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>X of every node, on the whole line.</summary>
    public ReadOnlySpan<double> Positions => positions;

    /// <summary>V of every node.</summary>
    public ReadOnlySpan<double> Velocities => velocities;

    /// <summary>A, the integral of rho along the characteristic of every node so far: f there is f0 exp(gamma A).</summary>
    public ReadOnlySpan<double> Exposure => exposure;

    internal ImmutableArray<SheetPatch> Patches { get; }

    /// <summary>The mass each node stands for in integrals of what is linear on the quads.</summary>
    internal ReadOnlySpan<double> NodeMass => nodeMass;

    /// <summary>The fields of the last deposit: at the last whole step, or where an observer is called.</summary>
    internal PositionField Field { get; }

    /// <summary>Advances to a time.</summary>
    /// <param name="time">Not before <see cref="Time"/>.</param>
    /// <param name="refinement">Parts, no longer than the option's step, of each step of the schedule: the finer of a Richardson pair takes 2.</param>
    /// <param name="observe">Called with the time while <see cref="Field"/> holds the fields of that time: the start, middle and end of each step.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    internal void AdvanceTo(double time, int refinement, Action<double, PositionField>? observe, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Time);
        while (Time < time)
        {
            cancellation.ThrowIfCancellationRequested();
            double start = Time, longest = Options.TimeStep * refinement;
            double wanted = Math.Min(longest, Math.Max(FirstStep * longest, Growth * start));
            int left = (int)Math.Max(1, Math.Ceiling((time - start) / wanted * (1 - 1e-12)));
            double whole = (time - start) / left;
            for (int part = 1; part <= refinement; part++)
            {
                double from = Time, to = part < refinement ? start + whole * part / refinement : left == 1 ? time : start + whole;
                Step(from, to - from, observe);
                Time = to;
                Steps++;
            }
        }

        Slope(positions, velocities); // for the drift of the last field
        observe?.Invoke(Time, Field);
    }

    // One step of the classical Runge-Kutta method; the fields at its start are there already.
    private void Step(double from, double step, Action<double, PositionField>? observe)
    {
        Slope(positions, velocities);
        observe?.Invoke(from, Field);
        Move(step / 6, step / 2);
        Deposit(stagePositions, stageVelocities);
        Slope(stagePositions, stageVelocities);
        Move(step / 3, step / 2);
        Deposit(stagePositions, stageVelocities);
        Slope(stagePositions, stageVelocities);
        observe?.Invoke(from + step / 2, Field);
        Move(step / 3, step);
        Deposit(stagePositions, stageVelocities);
        Slope(stagePositions, stageVelocities);
        Move(step / 6, 0);
        Deposit(positions, velocities);
    }

    // dA/dt = rho and rho v - rho u at a state, and the drift that makes the sum of the force vanish.
    private void Slope(double[] x, double[] v)
    {
        (stateX, stateV) = (x, v);
        team.Run(slope, tiles.Length, alone);
        double met = 0, sum = 0;
        foreach (SheetTile tile in tiles) (met, sum) = (met + tile.Density, sum + tile.Excess);
        Field.Drift = met > 0 ? sum / met : 0;
    }

    // Adds the slopes to the step's sums and goes to the next stage, which of length 0 is the end of the step.
    private void Move(double weight, double length)
    {
        (this.weight, this.length) = (weight, length);
        team.Run(move, tiles.Length, alone);
    }

    private void Deposit(double[] x, double[] v)
    {
        (stateX, stateV) = (x, v);
        if (periodic)
        {
            (Field.From, Field.Width) = (0, Domain.Period(0) / Field.Cells);
        }
        else
        {
            double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
            foreach (SheetTile tile in tiles) (lowest, highest) = (Math.Min(lowest, tile.Lowest), Math.Max(highest, tile.Highest));
            double narrowest = RelativeWidth * Math.Max(1, Math.Max(Math.Abs(lowest), Math.Abs(highest)));
            (Field.From, Field.Width) = (lowest, Math.Max(highest - lowest, narrowest) / Field.Cells);
        }

        team.Run(deposit, tiles.Length, alone);
        double inverse = 1 / Field.Width;
        Array.Clear(Field.Density);
        Array.Clear(Field.Momentum);
        foreach (SheetTile tile in tiles)
        {
            for (int k = tile.FirstCell; k <= tile.LastCell; k++)
            {
                Field.Density[k] += tile.Cells[2 * k];
                Field.Momentum[k] += tile.Cells[2 * k + 1];
            }
        }

        TensorPrimitives.MultiplyAdd<double>(Field.Density, -Field.Frame, Field.Momentum, Field.Momentum);
        TensorPrimitives.Multiply<double>(Field.Density, inverse, Field.Density);
        TensorPrimitives.Multiply<double>(Field.Momentum, inverse, Field.Momentum);
        Field.Reconstruct();
    }

    private sealed class SlopeWork(SheetSolver solver) : ITileWork
    {
        public void Process(int tile, int worker)
        {
            SheetTile own = solver.tiles[tile];
            Span<double> density = solver.density.AsSpan(own.FirstNode, own.NodeCount), excess = solver.excess.AsSpan(own.FirstNode, own.NodeCount);
            solver.Field.Relax(solver.stateX.AsSpan(own.FirstNode, own.NodeCount), solver.stateV.AsSpan(own.FirstNode, own.NodeCount), density, excess);
            ReadOnlySpan<double> mass = solver.nodeMass.AsSpan(own.FirstNode, own.NodeCount);
            own.Density = TensorPrimitives.Dot<double>(mass, density);
            own.Excess = TensorPrimitives.Dot<double>(mass, excess);
        }
    }

    private sealed class MoveWork(SheetSolver solver) : ITileWork
    {
        public void Process(int tile, int worker)
        {
            SheetTile own = solver.tiles[tile];
            Span<double> density = Of(solver.density), force = Of(solver.excess), v = Of(solver.stateV);
            TensorPrimitives.MultiplyAdd<double>(density, -solver.Field.Drift, force, force);
            TensorPrimitives.Multiply<double>(force, -solver.Gamma, force);
            Sum(solver.sumPositions, v);
            Sum(solver.sumVelocities, force);
            Sum(solver.sumExposure, density);
            Span<double> positions = Of(solver.positions), velocities = Of(solver.velocities), exposure = Of(solver.exposure);
            if (solver.length == 0)
            {
                Finish(positions, solver.sumPositions);
                Finish(velocities, solver.sumVelocities);
                Finish(exposure, solver.sumExposure);
                own.Reach(positions);
            }
            else
            {
                TensorPrimitives.MultiplyAdd<double>(v, solver.length, positions, Of(solver.stagePositions));
                TensorPrimitives.MultiplyAdd<double>(force, solver.length, velocities, Of(solver.stageVelocities));
                own.Reach(Of(solver.stagePositions));
            }

            Span<double> Of(double[] all) => all.AsSpan(own.FirstNode, own.NodeCount);

            void Sum(double[] all, ReadOnlySpan<double> rate) => TensorPrimitives.MultiplyAdd<double>(rate, solver.weight, Of(all), Of(all));

            void Finish(Span<double> state, double[] all)
            {
                TensorPrimitives.Add<double>(state, Of(all), state);
                Of(all).Clear();
            }
        }
    }

    private sealed class DepositWork(SheetSolver solver) : ITileWork
    {
        public void Process(int tile, int worker)
        {
            SheetTile own = solver.tiles[tile];
            SheetPatch patch = own.Patch;
            own.Clear();
            (own.FirstCell, own.LastCell) = MarginalDeposit.Add(
                solver.stateX.AsSpan(patch.FirstNode, patch.NodeCount), solver.stateV.AsSpan(patch.FirstNode, patch.NodeCount), patch.Mass,
                patch.PositionCells, own.FirstRow, own.LastRow, own.Cells, solver.Field.From, solver.Field.Width, solver.periodic);
        }
    }

    private void Lay(SheetPatch patch)
    {
        int columns = patch.PositionCells + 1;
        for (int j = 0; j <= patch.VelocityCells; j++)
            for (int i = 0; i < columns; i++)
            {
                int node = patch.FirstNode + j * columns + i;
                (positions[node], velocities[node]) = (patch.Positions[i], patch.Velocities[j]);
            }

        // A triangle gives a third of its mass to each of its corners; the diagonals are those of the deposit.
        for (int j = 0; j < patch.VelocityCells; j++)
            for (int i = 0; i < patch.PositionCells; i++)
            {
                double sixth = patch.Mass[j * patch.PositionCells + i] / 6;
                int a = patch.FirstNode + j * columns + i, b = a + 1, c = a + columns, d = c + 1;
                bool even = ((i + j) & 1) == 0;
                nodeMass[a] += even ? 2 * sixth : sixth;
                nodeMass[d] += even ? 2 * sixth : sixth;
                nodeMass[b] += even ? sixth : 2 * sixth;
                nodeMass[c] += even ? sixth : 2 * sixth;
            }
    }
}
