using System.Collections.Immutable;
using System.Globalization;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>f(t, x, v) of a reference on a grid of cell centres, d = 1: the heat maps and fields.h5.</summary>
public static class ReferenceFields
{
    private const int Cells = 240;

    /// <summary>The reference's density at the given times; empty where d > 1 or there is no density.</summary>
    /// <remarks>A closed form is sampled at the centres of a grid over its support; a computed grid gives its own cells.</remarks>
    public static IReadOnlyList<PhaseSpaceField> Of(IKineticReference reference, ImmutableArray<double> times)
    {
        if (reference.Dimension != 1) return [];
        return [.. times.Where(reference.HasDensityAt).Select(time => reference is IGridSolution grid ? FromGrid(grid, time) : Sampled(reference, time))];
    }

    /// <summary>Writes the fields as HDF5 with their axes and provenance.</summary>
    public static void Write(string path, IReadOnlyList<PhaseSpaceField> fields, ExperimentSpecification specification, IKineticReference reference)
    {
        var attributes = new Dictionary<string, string>
        {
            ["experiment"] = specification.Name,
            ["method"] = reference.Method,
            ["gamma"] = specification.Gamma.ToString("R", CultureInfo.InvariantCulture),
            ["program"] = $"ParticleLimit {ManifestFile.ProgramVersion}",
        };
        AtomicFile.Write(path, partial => FieldFile.Write(partial, [.. fields.Select(field => new FieldSnapshot(field.Time, field.Positions, field.Velocities, field.Values))], attributes));
    }

    /// <summary>Reads the fields back.</summary>
    public static IReadOnlyList<PhaseSpaceField> Read(string path) =>
        [.. FieldFile.Read(path).Select(field => new PhaseSpaceField(field.Time, field.Positions, field.Velocities, field.Values))];

    private static PhaseSpaceField FromGrid(IGridSolution grid, double time) =>
        new(time, grid.Position.Centres(), grid.Velocity.Centres(), grid.Snapshot(time).Values!);

    private static PhaseSpaceField Sampled(IKineticReference reference, double time)
    {
        (double xFrom, double xTo) = PositionRange(reference, time);
        (double vFrom, double vTo) = reference.Initial.Support[1];
        double[] positions = Centres(xFrom, xTo);
        double[] velocities = Centres(vFrom, vTo);
        var values = new double[Cells, Cells];
        for (int i = 0; i < Cells; i++)
            for (int j = 0; j < Cells; j++)
                values[i, j] = reference.Density(time, [positions[i]], [velocities[j]]);
        return new PhaseSpaceField(time, positions, velocities, values);
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
