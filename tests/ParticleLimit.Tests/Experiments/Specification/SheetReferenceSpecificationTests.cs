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
    [InlineData("reference={\"kind\":\"sheet\",\"cells\":[100000,100000]}", "reference.cells")]
    [InlineData("reference={\"kind\":\"grid\",\"cells\":[16,16]}", "reference.cells")]
    [InlineData("reference={\"kind\":\"sheet\",\"extrapolate\":1}", "reference.extrapolate")]
    [InlineData("reference={\"kind\":\"sheet\",\"range\":1}", "reference.range")]
    public void A_wrong_key_is_named(string reference, string path) =>
        Assert.Contains(path, Assert.Throws<SpecificationException>(() => Read(reference)).Message, StringComparison.Ordinal);

    [Fact]
    public void Where_a_sheet_cannot_be_laid_the_kind_is_named() => Assert.Contains(
        "reference.kind", Assert.Throws<SpecificationException>(() => Read("system=\"granular\"", "reference={\"kind\":\"sheet\"}")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Solve_writes_its_diagnostics_and_its_error_bars()
    {
        using var folder = new TemporaryFolder();
        ExperimentSpecification specification = Read("gamma=0", "reference={\"kind\":\"sheet\",\"cells\":[16,16]}");
        ReferenceSolution.Solve(specification, folder.Root, default);
        string[][] rows = [.. File.ReadLines(folder["observables.csv"]).Skip(1).Select(line => line.Split(','))];
        double Value(string measure) => double.Parse(rows.Last(row => row[1] == measure)[2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(0.25, Value("sup-f"), 1e-12); // free transport keeps f, and sup |x - v t| = 12
        Assert.Equal(0.25, Value("square-integral"), 1e-12);
        Assert.Equal(12, Value("position-radius"), 1e-12);
        Assert.Equal(0, Value("energy-error-bar"), 1e-13);
        Assert.InRange(Value("density-error-bar"), 0, 1e-3);
    }

    [Fact]
    public void Where_f_overflows_the_solution_says_so()
    {
        ExperimentSpecification specification = Read("gamma=1e5", "reference={\"kind\":\"sheet\",\"cells\":[16,16]}");
        Assert.Contains("largest number", Assert.Throws<InvalidOperationException>(() => ReferenceFactory.Create(specification, 40, default)).Message, StringComparison.Ordinal);
    }

    private static ExperimentSpecification Read(params string[] overrides) =>
        SpecificationReader.Read(Repository.Experiment("table-1"), ["ladder=[20,40]", "finalTime=0.1", "times=[0.1]", .. overrides]);
}
