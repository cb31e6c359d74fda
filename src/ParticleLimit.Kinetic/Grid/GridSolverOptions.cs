using System.Collections.Immutable;
using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Grid and time step of the solver.</summary>
/// <param name="Positions">The d axes of x; one period each on a torus.</param>
/// <param name="Velocities">The d axes of v.</param>
/// <param name="TimeStep">The largest time step; shortened so that output times are met exactly.</param>
/// <param name="BoundaryTolerance">The mass that may leave through the sides together.</param>
public sealed record GridSolverOptions(ImmutableArray<GridAxis> Positions, ImmutableArray<GridAxis> Velocities, double TimeStep, double BoundaryTolerance = 1e-8)
{
    /// <summary>Steps from one row of diagnostics to the next unless asked otherwise.</summary>
    public const int UsualDiagnosticSteps = 10;

    // 2d axes of so many cells: 2.4e5, 1.7e7 and 1.9e8 cells.
    private static readonly ImmutableArray<(int Position, int Velocity)> UsualCells = [(400, 600), (64, 64), (24, 24)];

    // Cells of a frame along each component of v; a d = 2 frame is for what is thin, where fewer do.
    private static readonly ImmutableArray<int> UsualFrameCells = [48, 24, 24];

    // Cells between free flight and the ends of a position axis: remaps spread mass beyond its true edge. Up to t = 3 and gamma = 20, 40 cells, 12 of them let 2e-12 through in d = 2, 8 let 7e-9, 6 let 4e-7, the most for
    // boxes that are cold or thin in x, next to nothing for others; in d = 1 8 would do, but for the moving frame. Axes of few cells spare what they can, and more may leave them, far less than such cells smear.
    // A velocity needs next to none: alignment moves nothing outwards.
    private const int PositionMargin = 12;
    private const double ToleranceOfFewCells = 1e-6;
    private static readonly ImmutableArray<int> VelocityMargins = [4, 2, 2];

    // More remaps smear more: at 400 x 600 cells the error of the splitting and of the remaps balance between 0.02 and 0.05.
    private const double UsualTimeStep = 0.03;

    // Beyond so many cells, 2 GiB in double precision, storage is in single precision unless asked otherwise.
    private const long MostDoubleCells = 1L << 28;

    /// <summary>Grid and time step for d = 1.</summary>
    public GridSolverOptions(GridAxis position, GridAxis velocity, double timeStep, double boundaryTolerance = 1e-8)
        : this([position], [velocity], timeStep, boundaryTolerance)
    {
    }

    /// <summary>The first position axis, the only one in d = 1.</summary>
    public GridAxis Position => Positions[0];

    /// <summary>The first velocity axis, the only one in d = 1.</summary>
    public GridAxis Velocity => Velocities[0];

    /// <summary>What set the time step.</summary>
    public string TimeStepReason { get; init; } = "as given";

    /// <summary>How cells are stored; null for double precision up to 2^28 cells.</summary>
    public CellStorage? Storage { get; init; }

    /// <summary>Threads to use; no bit of the result depends on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Cells of each component of w of a moving velocity frame, at least 8; no other scheme looks at it.</summary>
    public int FrameCells { get; init; } = UsualFrameCells[Positions.Length - 1];

    /// <summary>Whether a solution ends where the grid can no longer hold it, see <see cref="GridReference.Stop"/>.</summary>
    public bool StopsAtFocus { get; init; } = true;

    /// <summary>Steps from one row of diagnostics to the next; 0 for none.</summary>
    public int DiagnosticSteps { get; init; } = UsualDiagnosticSteps;

    /// <summary>Cells of the whole grid.</summary>
    public long Cells => Positions.Concat(Velocities).Aggregate(1L, (product, axis) => product * axis.Cells);

    /// <summary>How cells are stored.</summary>
    internal CellStorage UsedStorage => Storage ?? (Cells > MostDoubleCells ? CellStorage.FourBytes : CellStorage.EightBytes);

    /// <summary>Refuses a grid that does not hold the initial mass, 1.</summary>
    /// <exception cref="ArgumentException">It holds another mass.</exception>
    internal void CheckHeld(double held)
    {
        if (Math.Abs(held - 1) <= BoundaryTolerance) return;
        string box = string.Join(" x ", Positions.Concat(Velocities).Select(axis => $"[{axis.From}, {axis.To}]"));
        throw new ArgumentException($"The grid {box} holds {held:G6} of the initial mass; it must hold all: widen its axes.");
    }

    /// <summary>Refuses to lose more mass than the tolerance.</summary>
    /// <param name="lost">What has left through the lower and the upper end of each position axis.</param>
    /// <param name="time">By when.</param>
    /// <exception cref="KineticBoundaryException">More has left; it names the side through which most did.</exception>
    internal void CheckLost(ReadOnlySpan<double> lost, double time)
    {
        double total = 0;
        foreach (double mass in lost) total += mass;
        if (total <= BoundaryTolerance) return;
        int worst = TensorPrimitives.IndexOfMax(lost);
        GridAxis axis = Positions[worst / 2];
        string name = lost.Length == 2 ? "position" : $"position-{worst / 2}";
        throw new KineticBoundaryException((worst % 2 == 0 ? "lower " : "upper ") + name, axis, lost[worst], total, BoundaryTolerance, time);
    }

    /// <summary>A grid that is certain to hold the solution: velocities stay in the hull of their support, positions within its free flight.</summary>
    /// <param name="initial">f0.</param>
    /// <param name="domain">Torus or free space.</param>
    /// <param name="finalTime">Up to when.</param>
    /// <param name="positionCells">Cells of each position axis; null for the usual number.</param>
    /// <param name="velocityCells">Cells of each velocity axis likewise.</param>
    public static GridSolverOptions For(
        InitialState initial, Domain domain, double finalTime, ImmutableArray<int>? positionCells = null, ImmutableArray<int>? velocityCells = null)
    {
        int d = initial.Dimension;
        (int usualPositions, int usualVelocities) = UsualCells[d - 1];
        var positions = ImmutableArray.CreateBuilder<GridAxis>(d);
        var velocities = ImmutableArray.CreateBuilder<GridAxis>(d);
        for (int k = 0; k < d; k++)
        {
            (double xFrom, double xTo) = initial.Support[k];
            (double vFrom, double vTo) = initial.Support[d + k];
            (int xCells, int vCells) = (positionCells?[k] ?? usualPositions, velocityCells?[k] ?? usualVelocities);
            double period = domain.Period(k);
            positions.Add(double.IsFinite(period)
                ? new GridAxis(0, period, xCells)
                : Padded(xFrom + Math.Min(0, vFrom * finalTime), xTo + Math.Max(0, vTo * finalTime), xCells, Margin(xCells)));
            velocities.Add(Padded(vFrom, vTo, vCells, Math.Min(VelocityMargins[d - 1], vCells / 4)));
        }

        var options = new GridSolverOptions(positions.MoveToImmutable(), velocities.MoveToImmutable(), finalTime / Math.Ceiling(finalTime / UsualTimeStep));
        return options.Positions.All(axis => Margin(axis.Cells) == PositionMargin) ? options : options with { BoundaryTolerance = ToleranceOfFewCells };
    }

    /// <summary>The same box with about half the cells on each axis and twice the step; it goes on to the end, for what the finer grid holds is not its to judge, nor is what leaves.</summary>
    public GridSolverOptions Coarsened() => this with { StopsAtFocus = false, BoundaryTolerance = double.PositiveInfinity, DiagnosticSteps = 0, TimeStep = 2 * TimeStep, FrameCells = Math.Max(8, FrameCells / 2), Positions = [.. Positions.Select(Halved)], Velocities = [.. Velocities.Select(Halved)] };

    private static int Margin(int cells) => Math.Min(PositionMargin, Math.Max(cells / 4, Math.Min(5, cells / 3)));

    private static GridAxis Halved(GridAxis axis) => new(axis.From, axis.To, Math.Max(8, axis.Cells / 2));

    private static GridAxis Padded(double from, double to, int cells, int margin)
    {
        double pad = (to - from) * margin / (cells - 2 * margin);
        return new GridAxis(from - pad, to + pad, cells);
    }
}
