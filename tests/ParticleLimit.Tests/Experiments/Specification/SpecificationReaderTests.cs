using System.Text.Json.Nodes;
using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

public sealed class SpecificationReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A change to a sound specification, the path that must be named, and a part of what must be said to be allowed.</summary>
    [Theory]
    [InlineData("gama=1", "gama", "gamma")]
    [InlineData("gamma=\"one\"", "gamma", "a number from 0")]
    [InlineData("gamma=-1", "gamma", "from 0")]
    [InlineData("gamma=null", "gamma", "a number")]
    [InlineData("dimension=4", "dimension", "up to 3")]
    [InlineData("dimension=1.5", "dimension", "whole")]
    [InlineData("system=cucker-smal", "system", "Did you mean 'cucker-smale'?")]
    [InlineData("weight.kind=wedland", "weight.kind", "Did you mean 'wendland'?")]
    [InlineData("weight.radius=0", "weight.radius", "above 0")]
    [InlineData("weight.exponent=1", "weight.exponent", "kind, radius")]
    [InlineData("domain.kind=sphere", "domain.kind", "torus, free-space")]
    [InlineData("domain.lengths=[1]", "domain.lengths", "2 number(s)")]
    [InlineData("domain.lengths[1]=-1", "domain.lengths[1]", "above 0")]
    [InlineData("initial.velocitySides[1]=\"x\"", "initial.velocitySides[1]", "a number above 0")]
    [InlineData("initial.velocitySides=[1,2,3]", "initial.velocitySides", "2 number(s)")]
    [InlineData("initial.positionSides=[2,1]", "initial.positionSides", "period 1")]
    [InlineData("ladder=[100,50]", "ladder", "ascending")]
    [InlineData("ladder=[1e30]", "ladder[0]", "up to 1000000000")]
    [InlineData("ladder=[]", "ladder", "one or more")]
    [InlineData("ladder=[1.5]", "ladder[0]", "whole")]
    [InlineData("ladder=7", "ladder", "an array")]
    [InlineData("replicas=0", "replicas", "from 1")]
    [InlineData("seed=-1", "seed", "2^64 - 1")]
    [InlineData("seed=1e30", "seed", "2^64 - 1")]
    [InlineData("finalTime=0", "finalTime", "above 0")]
    [InlineData("times=[0.5,2]", "times", "finalTime")]
    [InlineData("times=[1,0.5]", "times", "ascending")]
    [InlineData("timeStep.fraction=2", "timeStep.fraction", "up to 1")]
    [InlineData("timeStep=0.1", "timeStep", "an object")]
    [InlineData("sampling=sobl", "sampling", "iid")]
    [InlineData("neighbours=kdtree", "neighbours", "Did you mean 'kd-tree'?")]
    [InlineData("reference={\"kind\":\"grid\",\"position\":{\"cells\":[8]}}", "reference.position.cells", "2 number(s)")]
    [InlineData("reference={\"kind\":\"grid\",\"position\":{\"cells\":[8,4]}}", "reference.position.cells[1]", "from 8")]
    [InlineData("reference={\"kind\":\"grid\",\"position\":{\"to\":[1,2]}}", "reference.position.to[1]", "one period")]
    [InlineData("reference={\"kind\":\"grid\",\"velocity\":{\"from\":[-9,0]}}", "reference.velocity.from[1]", "at most -1")]
    [InlineData("reference={\"kind\":\"grid\",\"velocity\":{\"from\":[-9,9],\"to\":[9,9]}}", "reference.velocity.to", "above 'from'")]
    [InlineData("reference={\"kind\":\"grid\",\"position\":{\"cells\":[99999,99999]},\"velocity\":{\"cells\":[99999,99999]}}", "reference.position.cells", "fit in memory")]
    [InlineData("reference={\"kind\":\"grid\",\"timeStep\":1e-12}", "reference.timeStep", "steps to the final time")]
    [InlineData("reference={\"kind\":\"grid\",\"boundaryTolerance\":-1}", "reference.boundaryTolerance", "from 0")]
    [InlineData("measures=[\"w2\"]", "measures[0]", "sliced-w1")]
    [InlineData("measures=[\"copling\"]", "measures[0]", "Did you mean 'coupling'?")]
    [InlineData("measures=[]", "measures", "one or more")]
    [InlineData("sobolevOrder=3", "sobolevOrder", "above 3")]
    [InlineData("sobolevOrder=0", "sobolevOrder", "above 0")]
    [InlineData("floors=1", "floors", "true or false")]
    [InlineData("name=\"A b\"", "name", "lower-case")]
    [InlineData("scaling.beta=0", "scaling.beta", "above 0")]
    public void A_wrong_value_is_named_with_what_is_allowed(string change, string path, string allowed)
    {
        SpecificationException error = Assert.Throws<SpecificationException>(() => SpecificationReader.Read(Repository.Experiment("quickstart"), [change]));
        Assert.Contains(error.Problems, problem => problem.Path == path && problem.ToString().Contains(allowed, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("  \n", "an empty file")]
    [InlineData("[1]", "no object")]
    [InlineData("{ \"name\": ", "line 1")]
    [InlineData("{ \"name\": \"a\", \"name\": \"b\" }", "name")]
    public void A_file_that_is_no_specification_is_named(string text, string expected)
    {
        File.WriteAllText(folder["a.json"], text);
        SpecificationException error = Assert.Throws<SpecificationException>(() => SpecificationReader.Read(folder["a.json"], []));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_missing_key_is_named_at_once()
    {
        File.WriteAllText(folder["a.json"], "{}");
        SpecificationException error = Assert.Throws<SpecificationException>(() => SpecificationReader.Read(folder["a.json"], []));
        string[] required = ["name", "question", "system", "dimension", "domain", "initial", "weight", "gamma", "ladder", "finalTime", "measures"];
        Assert.Equal(required.Order(StringComparer.Ordinal), error.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("quickstart")]
    [InlineData("table-1")]
    public void The_canonical_form_reads_back_to_itself(string name)
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment(name), []);
        ExperimentSpecification again = SpecificationReader.Parse((JsonObject)specification.Source.DeepClone());
        Assert.Equal(specification.Source.ToJsonString(), again.Source.ToJsonString());
        Assert.Equal(CellStore.Fingerprint(specification.Source), CellStore.Fingerprint(again.Source));
        Assert.Equal<IEnumerable<string>>(specification.Measures, again.Measures);
    }

    [Theory]
    [InlineData("initial={\"kind\":\"gaussian\",\"positionCentre\":[0.5,0.5],\"positionSides\":[1,1],\"velocityCentre\":[0,0],\"velocityDeviations\":[1,1]}")]
    [InlineData("initial={\"kind\":\"two-streams\",\"positionCentre\":[0.5,0.5],\"positionSides\":[1,1],\"velocityCentre\":[0,0],\"velocitySides\":[1,1],\"separation\":[2,0]}")]
    [InlineData("initial={\"kind\":\"mono-kinetic\",\"positionCentre\":[0,0],\"positionSides\":[1,1],\"field\":\"minus-x\"}", "domain={\"kind\":\"free-space\"}", "finalTime=0.5", "times=[0.5]")]
    [InlineData("weight={\"kind\":\"cucker-smale\",\"radius\":2,\"exponent\":1}")]
    public void Every_kind_is_read(params string[] changes) =>
        Assert.NotEmpty(SpecificationReader.Read(Repository.Experiment("quickstart"), changes).Measures);

    [Fact]
    public void The_schema_file_is_the_readers_own() =>
        Assert.Equal(SpecificationSchema.Text, File.ReadAllText(Path.Combine(Repository.Root, "experiments", "experiment.schema.json")));
}
