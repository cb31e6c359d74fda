using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class SheetReferenceSpecificationTests
{
    private const string Torus = "domain={\"kind\":\"torus\",\"lengths\":[20]}", Homogeneous = "initial={\"kind\":\"uniform-box\",\"positionCentre\":[10],\"positionSides\":[20],\"velocityCentre\":[0],\"velocitySides\":[2]}";

    [Fact]
    public void A_sheet_is_the_default_where_no_closed_form_is_known()
    {
        ExperimentSpecification specification = Read("reference={}");
        Assert.IsType<SheetReference>(ReferenceFactory.Create(specification, 40, default));
        Assert.IsType<HomogeneousSolution>(ReferenceFactory.Create(Read("reference={}", Torus, Homogeneous), 40, default), exactMatch: true);
    }

    [Fact]
    public void Its_quads_its_step_and_its_output_are_those_asked_for()
    {
        const string Asked = "reference={\"kind\":\"sheet\",\"cells\":[16,24],\"timeStep\":0.02,\"extrapolate\":false,\"position\":{\"cells\":[50]}}";
        var sheet = (SheetReference)ReferenceFactory.Create(Read(Asked), 40, default);
        Assert.Equal((16, 24, 0.02), (sheet.Options.PositionCells, sheet.Options.VelocityCells, sheet.Options.TimeStep));
        Assert.False(sheet.IsExtrapolated);
        Assert.Equal(50, sheet.Position.Cells);
        Assert.Equal(50, sheet.Snapshot(0.1).Density.Length);
    }

    [Theory]
    [InlineData("reference={\"kind\":\"sheet\",\"cells\":[15,16]}", "reference.cells")]
    [InlineData("reference={\"kind\":\"sheet\",\"cells\":[16]}", "reference.cells")]
    [InlineData("reference={\"kind\":\"grid\",\"cells\":[16,16]}", "reference.cells")]
    [InlineData("reference={\"kind\":\"sheet\",\"extrapolate\":1}", "reference.extrapolate")]
    [InlineData("reference={\"kind\":\"sheet\",\"range\":1}", "reference.range")]
    public void A_wrong_key_is_named(string reference, string path) =>
        Assert.Contains(path, Assert.Throws<SpecificationException>(() => Read(reference)).Message, StringComparison.Ordinal);

    [Fact]
    public void Where_a_sheet_cannot_be_laid_the_kind_is_named() => Assert.Contains(
        "reference.kind", Assert.Throws<SpecificationException>(() => Read("system=\"granular\"", "reference={\"kind\":\"sheet\"}")).Message,
        StringComparison.Ordinal);

    private static ExperimentSpecification Read(params string[] overrides) =>
        SpecificationReader.Read(Repository.Experiment("table-1"), ["ladder=[20,40]", "finalTime=0.1", "times=[0.1]", .. overrides]);
}
