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
    private const int CellsOfVanishingWidth = 64;

    // The support spreads over several times its first width, but what is steep may stay in a part of it: with one cell a quad the cells
    // limit the accuracy, with four only the cost grows.
    private const int CellsPerQuad = 2;


    private readonly bool periodic;
    private readonly double[] nodeMass;
    private readonly double[] positions, velocities, exposure;                     // at the last whole step
    private readonly double[] stagePositions, stageVelocities;                     // at a stage within
    private readonly double[] sumPositions, sumVelocities, sumExposure;            // of the step's slopes
    private readonly double[] density, excess;
    private readonly double[] cells;

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
        Field = new PositionField(CellsPerQuad * options.PositionCells, periodic);
        cells = new double[2 * Field.Cells];
        foreach (SheetPatch patch in Patches) Lay(patch);
        InitialMomentum = TensorPrimitives.Dot<double>(nodeMass, velocities);
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

    internal double InitialMomentum { get; }

    /// <summary>The fields of the last deposit: at the last whole step, or where an observer is called.</summary>
    internal PositionField Field { get; }

    /// <summary>Advances to a time.</summary>
    /// <param name="time">Not before <see cref="Time"/>.</param>
    /// <param name="refinement">Into how many equal parts each step of the schedule is cut: the finer of a Richardson pair takes 2.</param>
    /// <param name="observe">Called with the time while <see cref="Field"/> holds the fields of that time: the start, middle and end of each step.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    internal void AdvanceTo(double time, int refinement, Action<double, PositionField>? observe, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Time);
        while (Time < time)
        {
            cancellation.ThrowIfCancellationRequested();
            double start = Time, wanted = Math.Min(Options.TimeStep, Math.Max(FirstStep * Options.TimeStep, Growth * start));
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
        Accumulate(velocities, step / 6, first: true);
        Stage(velocities, step / 2);

        Deposit(stagePositions, stageVelocities);
        Slope(stagePositions, stageVelocities);
        Accumulate(stageVelocities, step / 3, first: false);
        Stage(stageVelocities, step / 2);

        Deposit(stagePositions, stageVelocities);
        Slope(stagePositions, stageVelocities);
        observe?.Invoke(from + step / 2, Field);
        Accumulate(stageVelocities, step / 3, first: false);
        Stage(stageVelocities, step);

        Deposit(stagePositions, stageVelocities);
        Slope(stagePositions, stageVelocities);
        Accumulate(stageVelocities, step / 6, first: false);
        TensorPrimitives.Add<double>(positions, sumPositions, positions);
        TensorPrimitives.Add<double>(velocities, sumVelocities, velocities);
        TensorPrimitives.Add<double>(exposure, sumExposure, exposure);
        Deposit(positions, velocities);
    }

    // excess becomes dV/dt and density dA/dt at a state.
    private void Slope(double[] x, double[] v)
    {
        Field.Relax(x, v, density, excess);
        double met = TensorPrimitives.Dot<double>(nodeMass, density);
        Field.Drift = met > 0 ? TensorPrimitives.Dot<double>(nodeMass, excess) / met : 0;
        TensorPrimitives.MultiplyAdd<double>(density, -Field.Drift, excess, excess);
        TensorPrimitives.Multiply<double>(excess, -Gamma, excess);
    }

    private void Accumulate(double[] v, double weight, bool first)
    {
        if (first)
        {
            TensorPrimitives.Multiply<double>(v, weight, sumPositions);
            TensorPrimitives.Multiply<double>(excess, weight, sumVelocities);
            TensorPrimitives.Multiply<double>(density, weight, sumExposure);
        }
        else
        {
            TensorPrimitives.MultiplyAdd<double>(v, weight, sumPositions, sumPositions);
            TensorPrimitives.MultiplyAdd<double>(excess, weight, sumVelocities, sumVelocities);
            TensorPrimitives.MultiplyAdd<double>(density, weight, sumExposure, sumExposure);
        }
    }

    private void Stage(double[] v, double length)
    {
        TensorPrimitives.MultiplyAdd<double>(v, length, positions, stagePositions);
        TensorPrimitives.MultiplyAdd<double>(excess, length, velocities, stageVelocities);
    }

    private void Deposit(double[] x, double[] v)
    {
        if (periodic)
        {
            (Field.From, Field.Width) = (0, Domain.Period(0) / Field.Cells);
        }
        else
        {
            double lowest = TensorPrimitives.Min<double>(x), highest = TensorPrimitives.Max<double>(x);
            double narrowest = 1e-12 * Math.Max(1, Math.Max(Math.Abs(lowest), Math.Abs(highest)));
            (Field.From, Field.Width) = (lowest, Math.Max(highest - lowest, CellsOfVanishingWidth * narrowest) / Field.Cells);
        }

        Array.Clear(cells);
        foreach (SheetPatch patch in Patches)
            MarginalDeposit.Add(
                x.AsSpan(patch.FirstNode, patch.NodeCount), v.AsSpan(patch.FirstNode, patch.NodeCount), patch.Mass, patch.PositionCells,
                0, patch.VelocityCells, cells, Field.From, Field.Width, periodic);
        for (int k = 0; k < Field.Cells; k++)
        {
            Field.Density[k] = cells[2 * k] / Field.Width;
            Field.Momentum[k] = cells[2 * k + 1] / Field.Width;
        }

        Field.Reconstruct();
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
