using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>Particles of a run, read as a cloud.</summary>
public sealed class SnapshotCloudTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Particles_of_any_time_are_those_of_a_run_that_ends_there()
    {
        Simulate("both", ["times=[0.1,0.2]", "finalTime=0.2"]);
        Simulate("first", ["times=[0.1]", "finalTime=0.1"]);
        foreach ((double? time, string run) in ((double?, string)[])[(0.1, "first"), (0.2, "both"), (null, "both")])
        {
            StoredCloud cloud = SnapshotCloud.Read(folder["both/snapshots.h5"], time), expected = CloudFile.Read(folder[run + "/particles.csv"]);
            Assert.Equal((expected.Dimension, true), (cloud.Dimension, cloud.HasVelocities));
            Assert.Equal(expected.Points.Coordinates, cloud.Points.Coordinates);
        }
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        Simulate("run", []);
        string message = Assert.Throws<InvalidDataException>(() => SnapshotCloud.Read(folder["run/snapshots.h5"], 7)).Message;
        Assert.Contains("no particles at time 7; it has ", message, StringComparison.Ordinal);
        Assert.True(SnapshotFile.Is(folder["run/snapshots.h5"]));
        File.WriteAllText(folder["text.h5"], "x0,v0\n0,0\n");
        Assert.False(SnapshotFile.Is(folder["text.h5"]));
        Assert.Contains("no file of particles", Assert.Throws<InvalidDataException>(() => SnapshotCloud.Read(folder["text.h5"], null)).Message, StringComparison.Ordinal);
    }

    private void Simulate(string name, string[] changes) =>
        ParticleSimulation.Run(Specifications.Tiny(changes), new CellKey(100, 0), folder[name], 1, null, CancellationToken.None);
}
