using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Tests;

public sealed class MovingFrameSpecificationTests
{
    [Fact]
    public void Its_cells_its_step_and_its_output_are_those_asked_for()
    {
        const string Asked = "reference={\"kind\":\"moving-frame\",\"frameCells\":24,\"timeStep\":0.02,\"position\":{\"cells\":[300]},\"velocity\":{\"cells\":[50]}}";
        var frame = (GridReference)ReferenceFactory.Create(Read(Asked), 40, default);
        Assert.Equal((24, 0.02, 300, 50), (frame.Options.FrameCells, frame.Options.TimeStep, frame.Position.Cells, frame.Velocity.Cells));
        Assert.Equal(7200, frame.Cells);
        Assert.Contains("24 cells of a moving velocity frame", frame.Method, StringComparison.Ordinal);
        Assert.All(frame.Diagnostics, row => Assert.True(double.IsNaN(row.WallMargin)));
    }

    [Theory]
    [InlineData("reference={\"kind\":\"moving-frame\",\"frameCells\":7}", "reference.frameCells")]
    [InlineData("reference={\"kind\":\"moving-frame\",\"range\":1}", "reference.range")]
    [InlineData("reference={\"kind\":\"grid\",\"frameCells\":48}", "reference.frameCells")]
    [InlineData("reference={\"kind\":\"moving-frame\",\"velocity\":{\"from\":[0]}}", "reference.velocity.from")]
    public void A_wrong_key_is_named(string reference, string path) =>
        Assert.Contains(path, Assert.Throws<SpecificationException>(() => Read(reference)).Message, StringComparison.Ordinal);

    [Fact]
    public void Where_it_cannot_serve_the_kind_is_named() => Assert.Contains(
        "reference.kind", Assert.Throws<SpecificationException>(() => Read("system=\"granular\"", "reference={\"kind\":\"moving-frame\"}")).Message, StringComparison.Ordinal);

    private static ExperimentSpecification Read(params string[] overrides) =>
        SpecificationReader.Read(Repository.Experiment("table-1"), ["ladder=[20,40]", "finalTime=0.1", "times=[0.1]", .. overrides]);
}
