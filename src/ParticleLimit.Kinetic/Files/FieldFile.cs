using System.Globalization;
using System.Runtime.InteropServices;
using PureHDF;

namespace ParticleLimit.Kinetic;

/// <summary>fields.h5: attribute "times" and provenance; groups t0, t1, .. with their "time", "rho" of shape [x..], "u" of shape [axis, x..], "f" of shape [x.., v..] where it was kept,
/// and the axes "x" and "v" in d = 1, "x0", "x1", .. and "v0", "v1", .. beyond; each with "description" and "units".</summary>
/// <remarks>f is stored in double precision in d = 1 and in single precision beyond, where it is what takes the room.</remarks>
public static class FieldFile
{
    /// <summary>Writes the whole file.</summary>
    public static void Write(string path, IReadOnlyList<FieldSnapshot> snapshots, IReadOnlyDictionary<string, string> provenance)
    {
        var file = new H5File();
        file.Attributes["times"] = snapshots.Select(snapshot => snapshot.Time).ToArray();
        foreach ((string name, string value) in provenance) file.Attributes[name] = value;
        for (int k = 0; k < snapshots.Count; k++) file[$"t{k}"] = Group(snapshots[k]);
        file.Write(path);
    }

    /// <summary>Reads the fields back.</summary>
    public static IReadOnlyList<FieldSnapshot> Read(string path)
    {
        using var file = H5File.OpenRead(path);
        double[] times = file.Attribute("times").Read<double[]>();
        return [.. times.Select((time, k) => Snapshot(time, file.Group($"t{k}")))];
    }

    private static H5Group Group(FieldSnapshot snapshot)
    {
        int d = snapshot.Dimension;
        ulong[] positions = Lengths(snapshot.Positions), velocities = Lengths(snapshot.Velocities);
        double[] means = [.. snapshot.MeanVelocities.SelectMany(component => component)];
        string space = d == 1 ? "length" : $"length^{d}";
        var group = new H5Group
        {
            ["rho"] = Described(snapshot.Density, positions, "density of mass 1 in space, averages over the cells", $"1 / {space}"),
            ["u"] = Described(means, [(ulong)d, .. positions], "mean velocity, component by component; 0 where rho is 0", "length / time"),
        };
        for (int axis = 0; axis < d; axis++)
        {
            group[Name("x", axis, d)] = Described(snapshot.Positions[axis], [positions[axis]], "position, centres of the cells", "length");
            group[Name("v", axis, d)] = Described(snapshot.Velocities[axis], [velocities[axis]], "velocity, centres of the cells", "length / time");
        }

        if (snapshot.Values is { Length: > 0 } f)
        {
            const string What = "density of mass 1 in phase space, averages over the cells, axes of x, then of v";
            string units = d == 1 ? "time / length^2" : $"time^{d} / length^{2 * d}";
            ReadOnlySpan<double> values = MemoryMarshal.CreateReadOnlySpan(ref f[0, 0], f.Length);
            ulong[] shape = [.. positions, .. velocities];
            group["f"] = d == 1 ? Described(values.ToArray(), shape, What, units) : Described(Singles(values), shape, What, units);
        }

        group.Attributes["time"] = snapshot.Time;
        return group;
    }

    private static FieldSnapshot Snapshot(double time, IH5Group group)
    {
        int d = group.LinkExists("x") ? 1 : Enumerable.Range(0, 3).Count(axis => group.LinkExists(Name("x", axis, 2)));
        double[][] positions = [.. Enumerable.Range(0, d).Select(axis => group.Dataset(Name("x", axis, d)).Read<double[]>())];
        double[][] velocities = [.. Enumerable.Range(0, d).Select(axis => group.Dataset(Name("v", axis, d)).Read<double[]>())];
        int cells = positions.Aggregate(1, (product, axis) => product * axis.Length);
        double[,]? values = null;
        if (group.LinkExists("f"))
        {
            IH5Dataset f = group.Dataset("f");
            if (d == 1) values = f.Read<double[,]>();
            else values = Doubles(f.Read<float[]>(), cells);
        }

        if (d == 1 && !group.LinkExists("rho")) return new FieldSnapshot(time, positions[0], velocities[0], values ?? throw new InvalidDataException("The group has no \"f\"."));
        double[] density = group.Dataset("rho").Read<double[]>(), means = group.Dataset("u").Read<double[]>();
        return new FieldSnapshot(time, positions, velocities, density, [.. Enumerable.Range(0, d).Select(axis => means[(axis * cells)..((axis + 1) * cells)])], values);
    }

    private static ulong[] Lengths(double[][] axes) => [.. axes.Select(axis => (ulong)axis.Length)];

    private static string Name(string letter, int axis, int dimension) => dimension == 1 ? letter : letter + axis.ToString(CultureInfo.InvariantCulture);

    private static float[] Singles(ReadOnlySpan<double> values)
    {
        var singles = new float[values.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(values, singles.AsSpan());
        return singles;
    }

    private static double[,] Doubles(float[] values, int rows)
    {
        var doubles = new double[rows, values.Length / rows];
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<float, double>(values, MemoryMarshal.CreateSpan(ref doubles[0, 0], values.Length));
        return doubles;
    }

    // The units are those of the equation, which has no scale of its own.
    private static H5Dataset Described(object data, ulong[] shape, string description, string units)
    {
        var dataset = new H5Dataset(data, fileDims: shape);
        dataset.Attributes["description"] = description;
        dataset.Attributes["units"] = units;
        return dataset;
    }
}
