using System.Text.Json.Nodes;
using ParticleLimit.Experiments;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The systems a specification can name: their keys, their constants, and that each runs to its results.</summary>
public sealed class ParticleSystemTests
{
    private static readonly string[] Line =
    [
        "dimension=1", "domain={\"kind\":\"torus\",\"lengths\":[1]}",
        "initial={\"kind\":\"gaussian\",\"positionCentre\":[0.5],\"positionDeviations\":[0.12],\"velocityCentre\":[0],\"velocityDeviations\":[0.3]}",
        "reference={\"kind\":\"grid\",\"position\":{\"cells\":[40]},\"velocity\":{\"cells\":[40]}}", "measures=[\"energy-distance\",\"coupling\",\"observables\"]",
    ];

    [Fact]
    public void The_mean_field_system_has_keys_of_its_own()
    {
        ExperimentSpecification specification = Read(1.5, 0.2);
        Assert.Equal(0.2, specification.Range(1000));
        Assert.Equal(1.5 / 1000, specification.System.Coupling(1000, specification.Weight, 2), 1e-18);
        Assert.Equal(1.5 * 0.2 * 0.2 * specification.Weight.Integral(2), specification.Gamma, 1e-15);
        Assert.Null(specification.System.RangeOrder(2));
        ExperimentSpecification again = SpecificationReader.Parse((JsonObject)specification.Source.DeepClone());
        Assert.Equal(specification.Source.ToJsonString(), again.Source.ToJsonString());
    }

    [Theory]
    [InlineData("range=0.51", "range", "half the torus")]
    [InlineData("range=0", "range", "above 0")]
    [InlineData("lambda=-1", "lambda", "from 0")]
    [InlineData("gamma=1", "gamma", "lambda, range")]
    [InlineData("scaling={\"beta\":1}", "scaling", "lambda, range")]
    [InlineData("system=mean-field", "system", "mean-field-cucker-smale")]
    public void What_is_wrong_with_a_mean_field_specification_is_named(string change, string path, string allowed)
    {
        JsonObject source = MeanField(1, 0.2);
        SpecificationException error = Assert.Throws<SpecificationException>(() => Change(source, change));
        Assert.Contains(error.Problems, problem => problem.Path == path && problem.ToString().Contains(allowed, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("reference={\"kind\":\"grid\",\"range\":-1}", "reference.range", "above 0")]
    [InlineData("reference={\"kind\":\"grid\",\"range\":\"epsilom\"}", "reference.range", "Did you mean 'epsilon'?")]
    [InlineData("reference={\"kind\":\"grid\",\"range\":0.7}", "reference.kind", "half the torus")]
    [InlineData("lambda=1", "lambda", "gamma")]
    public void What_is_wrong_with_a_short_range_specification_is_named(string change, string path, string allowed)
    {
        SpecificationException error = Assert.Throws<SpecificationException>(() => SpecificationReader.Read(Repository.Experiment("quickstart"), [.. Line, change]));
        Assert.Contains(error.Problems, problem => problem.Path == path && problem.ToString().Contains(allowed, StringComparison.Ordinal));
    }

    /// <summary>N eps^d = N^(1 - beta) and the coupling kappa / (N eps^d), whatever beta and d: then N int psi(x/eps) dx times the coupling is gamma.</summary>
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(2, 2.0 / 3)]
    [InlineData(3, 1)]
    public void Between_the_regimes_the_mean_force_does_not_depend_on_the_particle_number(int dimension, double beta)
    {
        var weight = new HatWeight(1.3);
        foreach (ParticleSystem system in (ParticleSystem[])[new CuckerSmaleSystem(0.7, beta), new GranularSystem(0.7, beta)])
        {
            foreach (int particles in (int[])[100, 12_345])
            {
                double range = system.Range(particles, dimension);
                Assert.Equal(Math.Pow(particles, 1 - beta), particles * Math.Pow(range, dimension), 1e-9 * particles);
                Assert.Equal(0.7, system.Coupling(particles, weight, dimension) * particles * Math.Pow(range, dimension) * weight.Integral(dimension), 1e-12);
            }
        }
    }

    [Theory]
    [InlineData("system=cucker-smale", "scaling={\"beta\":0.4}", "reference.range=epsilon")]
    [InlineData("system=cucker-smale", "reference.range=0.1")]
    [InlineData("system=granular")]
    [InlineData("system=granular", "scaling={\"beta\":0.5}")]
    public void A_short_range_system_runs_to_its_results(params string[] changes)
    {
        ExperimentSpecification specification = Specifications.Tiny([.. Line, .. changes, "gamma=2", "ladder=[24,48]"]);
        AssertRuns(specification);
    }

    [Fact]
    public void The_mean_field_system_runs_to_its_results()
    {
        JsonObject source = MeanField(3, 0.2);
        foreach (string key in (string[])["measures", "reference", "initial", "domain", "dimension"])
        {
            string change = Line.Single(text => text.StartsWith(key, StringComparison.Ordinal));
            source[key] = JsonNode.Parse(change[(key.Length + 1)..]);
        }

        AssertRuns(SpecificationReader.Parse(source));
    }

    /// <summary>Averaged over eps, the reference is another one for each rung, and nearer to particles with a long range.</summary>
    [Fact]
    public void A_reference_that_averages_over_epsilon_belongs_to_its_rung()
    {
        string[] common = [.. Line, "ladder=[200,400]", "scaling={\"beta\":0.3}", "gamma=3", "finalTime=0.5", "times=[0.5]", "measures=[\"coupling\"]"];
        References local = References.Of(Specifications.Tiny(common), CancellationToken.None);
        References averaged = References.Of(Specifications.Tiny([.. common, "reference.range=epsilon"]), CancellationToken.None);
        Assert.Same(local.For(200), local.For(400));
        Assert.NotSame(averaged.For(200), averaged.For(400));
        double exact = local.For(200).Observe(0.5).Energy;
        double wide = Math.Abs(averaged.For(200).Observe(0.5).Energy - exact), narrow = Math.Abs(averaged.For(400).Observe(0.5).Energy - exact);
        Assert.True(wide > narrow && narrow > 1e-5, $"{wide}, {narrow}");
    }

    private static void AssertRuns(ExperimentSpecification specification)
    {
        using var folder = new TemporaryFolder();
        var directory = new ResultsDirectory(folder["run"]);
        ExperimentOutcome outcome = new ExperimentRunner(specification, directory, 2, null).Run(CancellationToken.None);
        Assert.All(outcome.Rows, row => Assert.True(double.IsFinite(row.Value), $"{row}"));
        Assert.Contains(outcome.Rows, row => row.Measure == "coupling-velocity-mse" && row.Value > 0);
        Assert.All(outcome.Rows, row => Assert.Equal(specification.Range(row.Particles), row.Epsilon));
        Assert.Contains($",{specification.System.Word},", File.ReadAllText(directory.Results), StringComparison.Ordinal);
        SolutionSummary solution = ReferenceSolution.Solve(specification, folder["solve"], CancellationToken.None);
        Assert.True(solution.Cells > 0 && File.Exists(Path.Combine(folder["solve"], "profiles.csv")));
        SimulationSummary simulation = ParticleSimulation.Run(specification, new CellKey(30, 0), null, 1, null, CancellationToken.None);
        Assert.True(simulation.Steps > 0);
    }

    private static ExperimentSpecification Read(double lambda, double range) => SpecificationReader.Parse(MeanField(lambda, range));

    private static JsonObject MeanField(double lambda, double range)
    {
        JsonObject source = (JsonObject)Specifications.Tiny().Source.DeepClone();
        source.Remove("gamma");
        source.Remove("scaling");
        source["system"] = "mean-field-cucker-smale";
        source["lambda"] = lambda;
        source["range"] = range;
        return source;
    }

    private static void Change(JsonObject source, string change)
    {
        int equals = change.IndexOf('=', StringComparison.Ordinal);
        string value = change[(equals + 1)..];
        source[change[..equals]] = char.IsLetter(value[0]) ? value : JsonNode.Parse(value);
        SpecificationReader.Parse(source);
    }
}
