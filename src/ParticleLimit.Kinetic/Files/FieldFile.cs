using PureHDF;

namespace ParticleLimit.Kinetic;

/// <summary>fields.h5: attribute "times" and provenance; groups t0, t1, .. with "f" of shape [x, v] and the axes "x" and "v".</summary>
public static class FieldFile
{
    /// <summary>Writes the whole file.</summary>
    public static void Write(string path, IReadOnlyList<FieldSnapshot> snapshots, IReadOnlyDictionary<string, string> provenance)
    {
        var file = new H5File();
        file.Attributes["times"] = snapshots.Select(snapshot => snapshot.Time).ToArray();
        foreach ((string name, string value) in provenance) file.Attributes[name] = value;
        for (int k = 0; k < snapshots.Count; k++)
            file[$"t{k}"] = new H5Group { ["x"] = snapshots[k].Positions, ["v"] = snapshots[k].Velocities, ["f"] = snapshots[k].Values };
        file.Write(path);
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
