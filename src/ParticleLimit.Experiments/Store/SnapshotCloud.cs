using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>The particles of a snapshots.h5 as a cloud.</summary>
public static class SnapshotCloud
{
    /// <summary>Reads the particles at one time, or at the last one.</summary>
    /// <exception cref="InvalidDataException">The file is none of snapshots, has no such time, or particles that are no cloud.</exception>
    public static StoredCloud Read(string path, double? time)
    {
        ParticleSnapshot snapshot = StoredTime.Choose(path, "particles", StoredTime.Read(path, "particles such as simulate --out", SnapshotFile.Read), snapshot => snapshot.Time, time);
        try
        {
            return new StoredCloud(PointCloud.FromPhaseSpace(snapshot.State.Positions, snapshot.State.Velocities), snapshot.State.Dimension, HasVelocities: true);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"'{path}': {exception.Message}", exception);
        }
    }
}
