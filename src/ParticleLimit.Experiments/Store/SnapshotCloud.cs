using ParticleLimit.Comparison;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>The particles of a snapshots.h5 as a cloud.</summary>
public static class SnapshotCloud
{
    /// <summary>Reads the particles at one time, or at the last one.</summary>
    /// <exception cref="InvalidDataException">The file is none of snapshots, has no such time, or particles that are no cloud.</exception>
    public static StoredCloud Read(string path, double? time)
    {
        int number = StoredTime.Choose(path, "particles", StoredTime.Read(path, SnapshotFile.ReadTimes), time);
        ParticleState state = StoredTime.Read(path, file => SnapshotFile.Read(file, number)).State;
        try
        {
            return new StoredCloud(PointCloud.FromPhaseSpace(state.Positions, state.Velocities), state.Dimension, HasVelocities: true);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"'{path}': {exception.Message}", exception);
        }
    }
}
