using System.Collections.Immutable;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Chooses and computes the solution of (1.3) that an experiment's particles are compared with.</summary>
public static class ReferenceFactory
{
    /// <summary>Why no reference can serve this specification; null if one can.</summary>
    public static string? Problem(ExperimentSpecification specification)
    {
        ReferenceKind kind = specification.Reference.Kind;
        bool exact = Exact(specification) is not null;
        if (kind == ReferenceKind.Exact && !exact)
            return "no closed form is known for this initial state, domain and time; use 'grid'";
        if (kind == ReferenceKind.Exact || (kind == ReferenceKind.Auto && exact)) return null;
        return specification.Initial.HasDensity
            ? null
            : "the grid solver needs an initial state with a density; a mono-kinetic state has a closed form before its first crossing";
    }

    /// <summary>The reference; a grid is solved here, up to the last time of comparison.</summary>
    /// <exception cref="InvalidOperationException">None can serve; see <see cref="Problem"/>.</exception>
    public static IKineticReference Create(ExperimentSpecification specification, CancellationToken cancellation)
    {
        if (Problem(specification) is string problem) throw new InvalidOperationException(problem);
        if (specification.Reference.Kind != ReferenceKind.Grid && Exact(specification) is IKineticReference exact) return exact;
        GridSolverOptions options = GridOptions(specification);
        var solver = new GridSolver(specification.Initial, specification.Domain, specification.Gamma, options);
        return GridReference.Solve(solver, specification.Times, specification.FinalTime, cancellation);
    }

    /// <summary>The grid that a specification asks for, what it leaves open filled in so that the box is certain to hold the solution.</summary>
    public static GridSolverOptions GridOptions(ExperimentSpecification specification)
    {
        GridSolverOptions chosen = GridSolverOptions.For(specification.Initial, specification.Domain, specification.FinalTime);
        ReferenceSpecification asked = specification.Reference;
        return chosen with
        {
            Positions = Axes(asked.Position, chosen.Positions),
            Velocities = Axes(asked.Velocity, chosen.Velocities),
            TimeStep = asked.TimeStep ?? chosen.TimeStep,
        };
    }

    private static ImmutableArray<GridAxis> Axes(AxisSpecification? asked, ImmutableArray<GridAxis> chosen) =>
        asked is null ? chosen : [.. chosen.Select((axis, k) => new GridAxis(asked.From?[k] ?? axis.From, asked.To?[k] ?? axis.To, asked.Cells?[k] ?? axis.Cells))];

    private static IKineticReference? Exact(ExperimentSpecification specification)
    {
        InitialState initial = specification.Initial;
        if (specification.Domain is Torus torus && initial.IsHomogeneousOn(torus)) return new HomogeneousSolution(initial, torus, specification.Gamma);
        if (initial is MonoKineticState monoKinetic && MonoKinetic(monoKinetic, specification) is IKineticReference solution) return solution;
        return specification.Gamma == 0 ? new FreeTransport(initial, specification.Domain) : null;
    }

    private static MonoKineticSolution? MonoKinetic(MonoKineticState initial, ExperimentSpecification specification)
    {
        try
        {
            var solution = new MonoKineticSolution(initial, specification.Domain);
            return specification.FinalTime < solution.CrossingTime ? solution : null;
        }
        catch (ArgumentException)
        {
            return null; // the solution knows which fields and domains it has a closed form for
        }
    }
}
