using ParticleLimit.Particles;
using PureHDF;
using PureHDF.VOL.Native;

namespace ParticleLimit.Experiments;

/// <summary>Particle snapshots as HDF5: attribute "times"; groups t0, t1, .. each with "positions" and "velocities" of shape [d, N].</summary>
public static class SnapshotFile
{
    /// <summary>Writes the snapshots, atomically.</summary>
    public static void Write(string path, IReadOnlyList<ParticleSnapshot> snapshots)
    {
        var file = new H5File();
        file.Attributes["times"] = snapshots.Select(snapshot => snapshot.Time).ToArray();
        for (int k = 0; k < snapshots.Count; k++)
        {
            file[$"t{k}"] = new H5Group
            {
                ["positions"] = Pack(snapshots[k].State.Positions),
                ["velocities"] = Pack(snapshots[k].State.Velocities),
            };
        }

        AtomicFile.Write(path, partial => file.Write(partial));
    }

    /// <summary>Whether a file is HDF5 and its first group one of particles.</summary>
    public static bool Is(string path)
    {
        try
        {
            using var file = H5File.OpenRead(path);
            return file.LinkExists("t0") && file.Group("t0").LinkExists("positions");
        }
        catch (Exception exception) when (exception is not (IOException or UnauthorizedAccessException))
        {
            return false; // whatever it is, PureHDF does not take it for HDF5
        }
    }

    /// <summary>Reads the snapshots back.</summary>
    public static IReadOnlyList<ParticleSnapshot> Read(string path)
    {
        using var file = H5File.OpenRead(path);
        return [.. Times(file).Select((time, k) => Snapshot(file, time, k))];
    }

    /// <summary>Reads one of them.</summary>
    public static ParticleSnapshot Read(string path, int number)
    {
        using var file = H5File.OpenRead(path);
        return Snapshot(file, Times(file)[number], number);
    }

    /// <summary>Reads their times.</summary>
    public static double[] ReadTimes(string path)
    {
        using var file = H5File.OpenRead(path);
        return Times(file);
    }

    private static double[] Times(NativeFile file) => file.Attribute("times").Read<double[]>();

    private static ParticleSnapshot Snapshot(NativeFile file, double time, int number)
    {
        IH5Group group = file.Group($"t{number}");
        double[,] positions = group.Dataset("positions").Read<double[,]>(), velocities = group.Dataset("velocities").Read<double[,]>();
        var state = new ParticleState(positions.GetLength(0), positions.GetLength(1));
        Unpack(positions, state.Positions);
        Unpack(velocities, state.Velocities);
        return new ParticleSnapshot(time, state);
    }

    private static double[,] Pack(double[][] axes)
    {
        var packed = new double[axes.Length, axes[0].Length];
        int row = axes[0].Length * sizeof(double);
        for (int axis = 0; axis < axes.Length; axis++) Buffer.BlockCopy(axes[axis], 0, packed, axis * row, row);
        return packed;
    }

    private static void Unpack(double[,] packed, double[][] axes)
    {
        int row = axes[0].Length * sizeof(double);
        for (int axis = 0; axis < axes.Length; axis++) Buffer.BlockCopy(packed, axis * row, axes[axis], 0, row);
    }
}
