using System.Collections.Immutable;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Chooses and computes the solution of the limit that an experiment's particles are compared with.</summary>
public static class ReferenceFactory
{
    // Table 1 of the paper.
    private const double PaperTimeStep = 1e-4;

    /// <summary>Why no reference can serve this specification; null if one can.</summary>
    public static string? Problem(ExperimentSpecification specification)
    {
        ReferenceKind kind = specification.Reference.Kind;
        bool exact = specification.System.ClosedForm(specification) is not null;
        if (kind == ReferenceKind.Exact && !exact)
            return "no closed form is known for this system, initial state, domain and time; use 'grid'";
        if (kind == ReferenceKind.Exact || (kind == ReferenceKind.Auto && exact)) return null;
        if (specification.System is FirstOrderSystem)
            return kind is ReferenceKind.Auto or ReferenceKind.Grid ? null : "this solver is for systems with velocities; Burgers' equation has closed forms ('exact') and 'grid'";
        if (SlabLine.Of(specification) is SlabLine line) return Problem(line.Specification);
        if (kind == ReferenceKind.Sheet)
        {
            return IsForSheet(specification)
                ? null
                : "the sheet is for (1.3) and an initial state that is a product of two laws or a mixture of such, in dimension 1 or on a torus and even along every axis but the first; use 'grid'";
        }

        bool local = specification.Reference.Range is null && kind is not (ReferenceKind.Upwind or ReferenceKind.MovingFrame) && IsLocal(specification);
        if (!specification.Initial.HasDensity && !(local && specification.Initial is MonoKineticState))
            return "this solver needs an initial state with a density; a mono-kinetic state has a closed form before its first crossing, and for (1.3) the grid smears it over a few velocities";
        if (kind == ReferenceKind.Upwind)
        {
            return specification.Dimension == 1 && specification.Domain is FreeSpace && IsLocal(specification)
                ? null
                : "the upwind scheme is for the Cucker-Smale system in dimension 1 and free space";
        }

        if (kind == ReferenceKind.MovingFrame)
            return specification.Dimension <= 2 && IsLocal(specification) ? null : "the moving frame is for (1.3) in dimension 1 or 2; use 'grid'";
        ReferenceRange? range = specification.Reference.Range;
        if (specification.Dimension > 1 && specification.System is GranularSystem)
            return "the grid solver of this equation is for dimension 1; in higher dimensions only the closed form of free transport";
        return RangeProblem(specification);
    }

    /// <summary>The reference beside N particles; a grid is solved here, up to the last time of comparison.</summary>
    /// <param name="specification">The experiment.</param>
    /// <param name="particles">N; it matters where the reference averages over eps.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <param name="warn">Told of what the user should know while a solver is at work.</param>
    /// <param name="threads">Threads of a solver; null for all processors. No bit depends on it.</param>
    /// <param name="state">Where the grid solver keeps itself on the way; null to keep nothing.</param>
    /// <exception cref="InvalidOperationException">None can serve; see <see cref="Problem"/>.</exception>
    public static IKineticReference Create(
        ExperimentSpecification specification, int particles, CancellationToken cancellation, Action<string>? warn = null, int? threads = null, ISolveState? state = null)
    {
        if (Problem(specification) is string problem) throw new InvalidOperationException(problem);
        ReferenceKind kind = specification.Reference.Kind;
        if (kind is ReferenceKind.Auto or ReferenceKind.Exact && specification.System.ClosedForm(specification) is IKineticReference exact) return exact;
        if (specification.System is FirstOrderSystem) return SolveBurgers(specification, BurgersChoice(specification), specification.Times, cancellation);
        if (SlabLine.Of(specification) is SlabLine line)
        {
            IKineticReference solved = Create(line.Specification, particles, cancellation, warn, threads, state);
            return solved is GridReference { Stop: GridStop stop } ? throw new ReferenceStoppedException(line.Widen(solved), stop) : line.Widen(solved);
        }

        if (kind == ReferenceKind.Sheet || (kind == ReferenceKind.Auto && IsForSheet(specification)))
        {
            SheetOptions sheet = SheetChoice(specification);
            return SolveSheet(
                specification, sheet with { Threads = threads ?? sheet.Threads }, specification.Reference.Extrapolate, specification.Times, specification.FinalTime, cancellation);
        }

        GridSolverOptions grid = GridOptions(specification);
        return SolveGrid(specification, particles, grid with { Threads = threads ?? grid.Threads }, specification.Times, specification.FinalTime, cancellation, warn, state);
    }

    /// <summary>The same limit at half the resolution each way, up to the last of some times; of an extrapolated sheet, its finer sheet alone.</summary>
    /// <returns>Null for a closed form.</returns>
    public static IKineticReference? Coarser(
        ExperimentSpecification specification, IKineticReference reference, int particles, ImmutableArray<double> times, CancellationToken cancellation)
    {
        if (reference is SlabReference slab)
        {
            SlabLine line = SlabLine.Of(specification)!;
            return new SlabReference(slab.Slab, (ITransverseFlow)Coarser(line.Specification with { Initial = slab.Slab.Line }, slab.Line, particles, times, cancellation)!);
        }

        if (reference is SheetReference sheet)
            return sheet.IsExtrapolated ? sheet.Unextrapolated : SolveSheet(specification, SheetChoice(specification).Coarsened(), extrapolate: false, times, times[^1], cancellation);
        if (reference is BurgersReference { Solution: BurgersGridSolution burgers }) return SolveBurgers(specification, burgers.Options.Coarsened(), times, cancellation);
        if (reference is not IGridSolution) return null;
        GridSolverOptions options = reference is GridReference grid ? grid.Options : GridOptions(specification);
        return SolveGrid(specification, particles, options.Coarsened(), times, times[^1], cancellation);
    }

    /// <summary>Equation (1.3) and the one whose force is averaged by psi over the eps of N particles, on one grid and up to one time, for the error budget.</summary>
    /// <returns>Null where the reference is averaged already, or where no solver has the average.</returns>
    public static (IKineticReference Local, IKineticReference Averaged)? LocalAndAveraged(
        ExperimentSpecification specification, int particles, double time, CancellationToken cancellation)
    {
        if (specification.System is not CuckerSmaleSystem || specification.Reference.Range is not null) return null;
        double epsilon = specification.Range(particles);
        if (SlabLine.Of(specification) is not SlabLine line) return LocalAndAveraged(specification, particles, epsilon, time, cancellation);
        return RangeProblem(specification with { Reference = specification.Reference with { Range = new ReferenceRange(epsilon) } }) is null
            && LocalAndAveraged(line.Specification, particles, epsilon, time, cancellation) is var (local, averaged)
            ? (line.Widen(local), line.Widen(averaged))
            : null;
    }

    /// <summary>The limit on a grid of the caller's choice.</summary>
    public static IKineticReference SolveGrid(
        ExperimentSpecification specification, int particles, GridSolverOptions options, ImmutableArray<double> times, double finalTime,
        CancellationToken cancellation, Action<string>? warn = null, ISolveState? state = null)
    {
        if (specification.Reference.Kind == ReferenceKind.Upwind)
            return GridReference.Solve(new UpwindSolver(specification.Initial, specification.Domain, specification.Gamma, options), times, finalTime, cancellation, warn);
        if (specification.Reference.Kind == ReferenceKind.MovingFrame)
            return GridReference.Solve(new MovingFrameSolver(specification.Initial, specification.Domain, specification.Gamma, options), times, finalTime, cancellation, warn);
        return GridReference.Solve(new GridSolver(specification.Initial, specification.Domain, Force(specification, particles), options), times, finalTime, cancellation, warn, state);
    }

    /// <summary>The grid that a specification asks for, what it leaves open filled in so that the box is certain to hold the solution.</summary>
    public static GridSolverOptions GridOptions(ExperimentSpecification specification)
    {
        GridSolverOptions chosen = WithAxes(specification);
        if (specification.Reference.TimeStep is double step) return chosen with { TimeStep = step };
        if (specification.Reference.Kind == ReferenceKind.Upwind) return chosen with { TimeStep = PaperTimeStep, TimeStepReason = "the paper's" };
        if (specification.Reference.Kind == ReferenceKind.MovingFrame)
            return FrameStepChoice.Apply(specification.Initial, specification.Domain, specification.Gamma, chosen, specification.FinalTime);
        return StepChoice.Apply(specification.Initial, specification.Domain, Force(specification, specification.Ladder[0]), chosen, specification.FinalTime);
    }

    private static GridSolverOptions WithAxes(ExperimentSpecification specification)
    {
        ReferenceSpecification asked = specification.Reference;
        GridSolverOptions chosen = GridSolverOptions.For(specification.Initial, specification.Domain, specification.FinalTime, asked.Position?.Cells, asked.Velocity?.Cells);
        ImmutableArray<GridAxis> positions = asked.Kind == ReferenceKind.MovingFrame && specification.Dimension == 1 ? [.. chosen.Positions.Select(axis => new GridAxis(axis.From, axis.To, 2 * axis.Cells))] : chosen.Positions;
        return chosen with
        {
            Positions = Axes(asked.Position, positions),
            Velocities = Axes(asked.Velocity, chosen.Velocities),
            FrameCells = asked.FrameCells ?? chosen.FrameCells,
            DiagnosticSteps = asked.DiagnosticSteps ?? chosen.DiagnosticSteps,
            BoundaryTolerance = asked.BoundaryTolerance ?? chosen.BoundaryTolerance,
        };
    }

    private static (IKineticReference Local, IKineticReference Averaged)? LocalAndAveraged(
        ExperimentSpecification specification, int particles, double epsilon, double time, CancellationToken cancellation)
    {
        ExperimentSpecification averaged = Over(new ReferenceRange(epsilon));
        if (Problem(averaged) is not null) return null;
        GridSolverOptions options = GridOptions(averaged);

        // One solver and one grid for both, so that its own error cancels.
        return (SolveGrid(Over(null), particles, options, [time], time, cancellation), SolveGrid(averaged, particles, options, [time], time, cancellation));

        // The step of another scheme is not this one's.
        ExperimentSpecification Over(ReferenceRange? range)
        {
            ReferenceSpecification asked = specification.Reference;
            double? step = asked.Kind is ReferenceKind.Upwind or ReferenceKind.Sheet or ReferenceKind.MovingFrame ? null : asked.TimeStep;
            return specification with { Ladder = [particles], Reference = asked with { Kind = ReferenceKind.Grid, Range = range, TimeStep = step } };
        }
    }

    // A longer range would reach a particle's own image.
    private static string? RangeProblem(ExperimentSpecification specification)
    {
        if (specification.Reference.Range is not ReferenceRange range) return null;
        double longest = range.At(specification.Range(specification.Ladder[0])) * specification.Weight.SupportRadius;
        return Enumerable.Range(0, specification.Dimension).All(axis => longest <= specification.Domain.Period(axis) / 2) ? null : $"a range whose product with the radius, now {longest}, is at most half the torus";
    }

    private static bool IsForSheet(ExperimentSpecification specification) =>
        specification.Reference.Range is null && IsLocal(specification) && SheetReference.CanHold(specification.Initial);

    private static SheetOptions SheetChoice(ExperimentSpecification specification)
    {
        SheetOptions chosen = SheetOptions.For(specification.Initial, specification.Gamma, specification.FinalTime);
        ReferenceSpecification asked = specification.Reference;
        if (asked.Cells is { } cells) chosen = chosen with { PositionCells = cells[0], VelocityCells = cells[1] };
        chosen = chosen with { DiagnosticSteps = asked.DiagnosticSteps ?? chosen.DiagnosticSteps };
        return asked.TimeStep is double step ? chosen with { TimeStep = step, TimeStepReason = "as given" } : chosen;
    }

    private static SheetReference SolveSheet(
        ExperimentSpecification specification, SheetOptions options, bool extrapolate, ImmutableArray<double> times, double finalTime, CancellationToken cancellation)
    {
        GridSolverOptions output = WithAxes(specification);
        return SheetReference.Solve(
            specification.Initial, specification.Domain, specification.Gamma, options, extrapolate, output.Position, output.Velocity, times, finalTime, cancellation);
    }

    private static BurgersOptions BurgersChoice(ExperimentSpecification specification)
    {
        (PositionState initial, FirstOrderSystem system, ReferenceSpecification asked) = ((PositionState)specification.Initial, (FirstOrderSystem)specification.System, specification.Reference);
        BurgersOptions chosen = BurgersOptions.For(initial.Law, specification.Domain, specification.Gamma, system.Noise, specification.FinalTime);
        return new BurgersOptions(Axes(asked.Position, [chosen.Position])[0], asked.TimeStep ?? chosen.TimeStep, asked.BoundaryTolerance ?? chosen.BoundaryTolerance);
    }

    private static BurgersReference SolveBurgers(ExperimentSpecification specification, BurgersOptions options, ImmutableArray<double> times, CancellationToken cancellation)
    {
        var initial = (PositionState)specification.Initial;
        var solver = new BurgersSolver(initial.Law, specification.Domain, specification.Gamma, ((FirstOrderSystem)specification.System).Noise, options);
        return new BurgersReference(initial, BurgersGridSolution.Solve(solver, times, cancellation));
    }

    private static bool IsLocal(ExperimentSpecification specification) => specification.System.Force(specification.Weight, specification.Dimension) is null;

    /// <summary>The force of the limit, or of what the reference averages over.</summary>
    private static AlignmentForce Force(ExperimentSpecification specification, int particles) =>
        specification.Reference.Range is ReferenceRange range
            ? NonlocalForce.WithGamma(specification.Gamma, specification.Weight, range.At(specification.Range(particles)), specification.Dimension)
            : specification.System.Force(specification.Weight, specification.Dimension) ?? new LocalForce(specification.Gamma);

    private static ImmutableArray<GridAxis> Axes(AxisSpecification? asked, ImmutableArray<GridAxis> chosen) =>
        asked is null ? chosen : [.. chosen.Select((axis, k) => new GridAxis(asked.From?[k] ?? axis.From, asked.To?[k] ?? axis.To, asked.Cells?[k] ?? axis.Cells))];
}
