using System.Globalization;

namespace ParticleLimit.Experiments;

/// <summary>What is wrong with the grid that a specification asks for, found before anything is computed.</summary>
internal static class GridCheck
{
    // A solver counts its steps in 31 bits.
    private const double MostSteps = 1e8;

    // Six numbers a node and stages, twice; two copies of a frame's cells.
    private const double BytesPerQuad = 16 * sizeof(double), BytesPerFrameCell = 2 * sizeof(double);

    /// <summary>The problems of a specification whose reference is a grid, or is given on one, by its own word.</summary>
    public static IEnumerable<SpecificationProblem> Problems(ExperimentSpecification specification)
    {
        ReferenceSpecification asked = specification.Reference;
        if (asked.Kind is not (ReferenceKind.Grid or ReferenceKind.Sheet or ReferenceKind.MovingFrame or ReferenceKind.Upwind)) yield break;
        int d = specification.Dimension;
        for (int k = 0; k < d; k++)
        {
            double period = specification.Domain.Period(k);
            (double xFrom, double xTo) = double.IsFinite(period) ? (0, period) : specification.Initial.Support[k];
            (double vFrom, double vTo) = specification.Initial.Support[d + k];
            foreach (SpecificationProblem problem in Ends("position", asked.Position, k, xFrom, xTo, exact: double.IsFinite(period))) yield return problem;
            foreach (SpecificationProblem problem in Ends("velocity", asked.Velocity, k, vFrom, vTo, exact: false)) yield return problem;
        }

        foreach (SpecificationProblem problem in Steps(specification).Concat(Room(specification))) yield return problem;
    }

    private static IEnumerable<SpecificationProblem> Steps(ExperimentSpecification specification)
    {
        if (specification.Reference.TimeStep is not double step || specification.FinalTime / step <= MostSteps) yield break;
        yield return new("reference.timeStep", Text(step), $"at least {Text(specification.FinalTime / MostSteps)}: {Text(MostSteps)} steps to the final time");
    }

    private static IEnumerable<SpecificationProblem> Room(ExperimentSpecification specification)
    {
        ReferenceSpecification asked = specification.Reference;
        int d = specification.Dimension;
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (asked.Cells is { } labels && (double)labels[0] * labels[1] * BytesPerQuad > available)
            yield return new("reference.cells", $"{Text((double)labels[0] * labels[1])} quads", $"at most {Text(Math.Floor(available / BytesPerQuad))}, which fit in memory");
        if (asked.FrameCells is int frame)
        {
            double columns = Enumerable.Range(0, d).Aggregate(1.0, (product, k) => product * (asked.Position?.Cells?[k] ?? 1));
            if (columns * Math.Pow(frame, d) * BytesPerFrameCell > available)
                yield return new("reference.frameCells", Text(frame), $"at most {Text(Math.Floor(Math.Pow(available / BytesPerFrameCell / columns, 1.0 / d)))}, which fit in memory");
        }

        if ((asked.Position?.Cells ?? asked.Velocity?.Cells) is null) yield break;
        double cells = Enumerable.Range(0, d).Aggregate(1.0, (product, k) => product * (asked.Position?.Cells?[k] ?? 1) * (asked.Velocity?.Cells?[k] ?? 1));
        double bytes = cells * sizeof(float);
        if (bytes > available)
            yield return new("reference.position.cells", Text(cells) + " cells with those in velocity", $"at most {Text(available / sizeof(float))}, which fit in memory");
    }

    private static IEnumerable<SpecificationProblem> Ends(string key, AxisSpecification? asked, int k, double from, double to, bool exact)
    {
        double slack = 1e-12 * (to - from);
        string which = exact ? "the torus is one period" : "the initial state must be inside";
        if (asked?.From?[k] is double lower && (lower > from + slack || (exact && lower < from - slack)))
            yield return new($"reference.{key}.from[{k}]", Text(lower), $"{(exact ? "" : "at most ")}{Text(from)}: {which}");
        if (asked?.To?[k] is double upper && (upper < to - slack || (exact && upper > to + slack)))
            yield return new($"reference.{key}.to[{k}]", Text(upper), $"{(exact ? "" : "at least ")}{Text(to)}: {which}");
    }

    private static string Text(double value) => value.ToString("G12", CultureInfo.InvariantCulture);
}
