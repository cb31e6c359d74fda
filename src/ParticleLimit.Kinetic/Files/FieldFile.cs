using PureHDF;

namespace ParticleLimit.Kinetic;

/// <summary>fields.h5: attribute "times" and provenance; groups t0, t1, .. with their "time", "f" of shape [x, v] and the axes "x" and "v", each with "description" and "units".</summary>
public static class FieldFile
{
    /// <summary>Writes the whole file.</summary>
    public static void Write(string path, IReadOnlyList<FieldSnapshot> snapshots, IReadOnlyDictionary<string, string> provenance)
    {
        var file = new H5File();
        file.Attributes["times"] = snapshots.Select(snapshot => snapshot.Time).ToArray();
        foreach ((string name, string value) in provenance) file.Attributes[name] = value;
        for (int k = 0; k < snapshots.Count; k++)
        {
            var group = new H5Group
            {
                ["x"] = Described(snapshots[k].Positions, "position, centres of the cells", "length"),
                ["v"] = Described(snapshots[k].Velocities, "velocity, centres of the cells", "length / time"),
                ["f"] = Described(snapshots[k].Values, "density of mass 1 in phase space, axes x and v", "time / length^2"),
            };
            group.Attributes["time"] = snapshots[k].Time;
            file[$"t{k}"] = group;
        }

        file.Write(path);
    }

    // The units are those of the equation, which has no scale of its own.
    private static H5Dataset Described(object data, string description, string units)
    {
        var dataset = new H5Dataset(data);
        dataset.Attributes["description"] = description;
        dataset.Attributes["units"] = units;
        return dataset;
    }

    /// <summary>Reads the fields back.</summary>
    public static IReadOnlyList<FieldSnapshot> Read(string path)
    {
        using var file = H5File.OpenRead(path);
        double[] times = file.Attribute("times").Read<double[]>();
        return
        [
            .. times.Select((time, k) =>
            {
                var group = file.Group($"t{k}");
                return new FieldSnapshot(time, group.Dataset("x").Read<double[]>(), group.Dataset("v").Read<double[]>(), group.Dataset("f").Read<double[,]>());
            }),
        ];
    }
}
