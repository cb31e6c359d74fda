using System.Collections.Immutable;
using System.Globalization;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>What fields.h5 holds of a reference, for the heat maps and for `distance`: rho, u and f(t, x, v) on a grid of cells in d = 1; rho and u, and f where it is asked for, of a computed solution in d = 2 and 3.</summary>
public static class ReferenceFields
{
    private const int Cells = 240, Samples = 6;

    // In single precision 1 GiB for each time.
    private const long MostCells = 1L << 28;

    /// <summary>The reference's fields at the given times; empty where there is no density, and in d > 1 where it is not computed on a grid.</summary>
    /// <remarks>A closed form is averaged over the cells of a grid over its support, by the midpoint rule on 6 x 6 points of each; a computed grid gives its own cells.</remarks>
    /// <param name="reference">The reference.</param>
    /// <param name="times">Times, of which those without a density are left out.</param>
    /// <param name="withDensity">Whether f is wanted in d > 1 too, where it fits.</param>
    public static IReadOnlyList<FieldSnapshot> Of(IKineticReference reference, ImmutableArray<double> times, bool withDensity = false)
    {
        if (reference.Dimension == 1) return [.. times.Where(reference.HasDensityAt).Select(time => reference is IGridSolution grid ? FromGrid(grid, time) : Sampled(reference, time))];
        return reference is GridReference solution ? [.. times.Where(solution.HasSnapshotAt).Select(time => FromGrid(solution, time, withDensity))] : [];
    }

    /// <summary>Writes the fields as HDF5 with their axes and provenance.</summary>
    public static void Write(string path, IReadOnlyList<FieldSnapshot> fields, ExperimentSpecification specification, IKineticReference reference)
    {
        var attributes = new Dictionary<string, string>
        {
            ["experiment"] = specification.Name,
            ["method"] = reference.Method,
            ["gamma"] = specification.Gamma.ToString("R", CultureInfo.InvariantCulture),
            ["seed"] = specification.Seed.ToString(CultureInfo.InvariantCulture),
            ["specification"] = specification.Source.ToJsonString(),
            ["program"] = $"ParticleLimit {ManifestFile.ProgramVersion}",
            ["commit"] = ManifestFile.GitCommit() ?? "unknown",
        };
        AtomicFile.Write(path, partial => FieldFile.Write(partial, fields, attributes));
    }

    /// <summary>Reads f(t, x, v) back where d = 1; empty beyond.</summary>
    public static IReadOnlyList<PhaseSpaceField> Read(string path) => PhaseSpace(FieldFile.Read(path));

    /// <summary>The fields of d = 1 among these.</summary>
    public static IReadOnlyList<PhaseSpaceField> PhaseSpace(IReadOnlyList<FieldSnapshot> fields) =>
        [.. fields.Where(field => field is { Dimension: 1, Values: not null }).Select(field => new PhaseSpaceField(field.Time, field.Positions[0], field.Velocities[0], field.Values!))];

    private static FieldSnapshot FromGrid(IGridSolution grid, double time)
    {
        GridSnapshot snapshot = grid.Snapshot(time);
        return new FieldSnapshot(time, [grid.Position.Centres()], [grid.Velocity.Centres()], snapshot.Density, snapshot.MeanVelocities, snapshot.Values);
    }

    private static FieldSnapshot FromGrid(GridReference grid, double time, bool withDensity)
    {
        GridSnapshot snapshot = grid.Snapshot(time);
        return new FieldSnapshot(
            time, [.. grid.Options.Positions.Select(axis => axis.Centres())], [.. grid.Options.Velocities.Select(axis => axis.Centres())],
            snapshot.Density, snapshot.MeanVelocities, withDensity && grid.Options.Cells <= MostCells ? snapshot.Values : null);
    }

    private static FieldSnapshot Sampled(IKineticReference reference, double time)
    {
        (double xFrom, double xTo) = PositionRange(reference, time);
        (double vFrom, double vTo) = reference.Initial.Support[1];
        double[,] values = ReferenceDensity.Averages(reference, time, new GridAxis(xFrom, xTo, Cells), new GridAxis(vFrom, vTo, Cells), Samples);
        return new FieldSnapshot(time, Centres(xFrom, xTo), Centres(vFrom, vTo), values);
    }

    private static (double From, double To) PositionRange(IKineticReference reference, double time)
    {
        if (reference.Domain is Torus torus) return (0, torus.Lengths[0]);
        (double xFrom, double xTo) = reference.Initial.Support[0];
        (double vFrom, double vTo) = reference.Initial.Support[1];
        return (xFrom + Math.Min(0, vFrom * time), xTo + Math.Max(0, vTo * time));
    }

    private static double[] Centres(double from, double to) =>
        [.. Enumerable.Range(0, Cells).Select(i => from + (to - from) * (i + 0.5) / Cells)];
}
