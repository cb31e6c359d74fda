using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;

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
        foreach (Func<string, double?, StoredCloud> read in (Func<string, double?, StoredCloud>[])[SnapshotCloud.Read, FieldCloud.Read])
            Assert.Contains("no file of particles or densities", Assert.Throws<InvalidDataException>(() => read(folder["text.h5"], null)).Message, StringComparison.Ordinal);
        FieldFile.Write(folder["fields.h5"], [new FieldSnapshot(1, [0.25, 0.75], [-0.5, 0.5], new double[,] { { 0.5, 0.5 }, { 0.5, 0.5 } })], new Dictionary<string, string>());
        Assert.False(SnapshotFile.Is(folder["fields.h5"]));
    }

    private void Simulate(string name, string[] changes) =>
        ParticleSimulation.Run(Specifications.Tiny(changes), new CellKey(100, 0), folder[name], 1, null, CancellationToken.None);
}
