using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Experiments;

/// <summary>A density of fields.h5 as a cloud: in d = 1 the centres of the cells, weighted by their masses, with the density itself; in d = 2 and 3 a sample of it.</summary>
public static class FieldCloud
{
    /// <summary>The points of a sample in d = 2 and 3.</summary>
    public const int SampleSize = 1 << 16;

    /// <summary>The mass that a sampled density may miss before it is taken for something else.</summary>
    private const double MassTolerance = 0.02;

    /// <summary>Reads the density at one time, or at the last one; its mass is normalised.</summary>
    /// <exception cref="InvalidDataException">The file has no such time, or no probability density.</exception>
    public static StoredCloud Read(string path, double? time)
    {
        IReadOnlyList<FieldSnapshot> fields = StoredTime.Read(path, FieldFile.Read);
        FieldSnapshot field = fields[StoredTime.Choose(path, "density", [.. fields.Select(field => field.Time)], time)];
        if (field.Values is null) throw new InvalidDataException($"'{path}' holds rho and u alone; solve --out writes f too");
        CheckDensity(path, field);
        return field.Dimension == 1
            ? Of(ReferenceFields.PhaseSpace([field])[0])
            : new StoredCloud(new CellLaw(field).Sample(SampleSize, seed: 1), field.Dimension, HasVelocities: true) { IsOfLaw = true };
    }

    private static void CheckDensity(string path, FieldSnapshot field)
    {
        double[][] axes = [.. field.Positions, .. field.Velocities];
        if (axes.Any(axis => axis.Length < 2))
            throw new InvalidDataException($"'{path}' with {string.Join(" x ", axes.Select(axis => axis.Length))} cells; at least {string.Join(" x ", axes.Select(_ => 2))} are needed");
        double total = 0, volume = axes.Aggregate(1.0, (product, axis) => product * (axis[1] - axis[0]));
        double[,] f = field.Values!;
        for (int i = 0; i < f.GetLength(0); i++)
        {
            for (int j = 0; j < f.GetLength(1); j++)
            {
                if (!(f[i, j] >= 0 && double.IsFinite(f[i, j]))) throw new InvalidDataException($"'{path}' with f = {f[i, j]} in cell ({i}, {j}); densities are finite and not negative");
                total += f[i, j] * volume;
            }
        }

        if (!(Math.Abs(total - 1) <= MassTolerance)) throw new InvalidDataException($"'{path}' with mass {total:G6}; a probability density has mass 1");
    }

    private static StoredCloud Of(PhaseSpaceField field)
    {
        double dx = field.Positions[1] - field.Positions[0], dv = field.Velocities[1] - field.Velocities[0];
        var (x, v, masses) = (new List<double>(), new List<double>(), new List<double>());
        for (int i = 0; i < field.Positions.Length; i++)
        {
            for (int j = 0; j < field.Velocities.Length; j++)
            {
                double mass = field.Values[i, j] * dx * dv;
                if (mass == 0) continue;
                x.Add(field.Positions[i]);
                v.Add(field.Velocities[j]);
                masses.Add(mass);
            }
        }

        double total = masses.Sum();
        var points = new PointCloud([[.. x], [.. v]], [.. masses.Select(mass => mass / total)]);
        return new StoredCloud(points, 1, HasVelocities: true)
        {
            Cell = (dx, dv),
            Density = new CellDensity(field.Positions[0] - dx / 2, dx, field.Velocities[0] - dv / 2, dv, field.Values),
        };
    }
}
