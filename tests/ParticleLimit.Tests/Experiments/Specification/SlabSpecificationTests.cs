using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class SlabSpecificationTests
{
    private const string Plane = """{"kind":"torus","lengths":[1,0.8]}""", Space = """{"kind":"torus","lengths":[1,0.8,0.9]}""";
    private const string Wave = """{"kind":"raised-cosine","positionCentre":[0.5,0.4],"positionSides":[1,0.8],"amplitude":0.7,"velocityCentre":[0,0.1],"velocityDeviations":[0.4,0.5],"cutoff":3}""";
    private const string Wave3 = """{"kind":"raised-cosine","positionCentre":[0.5,0.4,0.45],"positionSides":[1,0.8,0.9],"velocityCentre":[0,0.1,0],"velocitySides":[1,1.5,1]}""";

    [Fact]
    public void The_default_reference_of_a_flock_even_but_along_the_first_axis_is_the_sheet()
    {
        foreach (ExperimentSpecification specification in new[] { Read(), Read(3), Read("reference={\"kind\":\"sheet\",\"cells\":[64,32]}") })
        {
            var slab = Assert.IsType<SlabReference>(ReferenceFactory.Create(specification, 40, default));
            Assert.Equal(specification.Gamma, slab.Gamma, 1e-12);
            Assert.Contains("phase-space sheet", slab.Method, StringComparison.Ordinal);
            Assert.NotNull(slab.Unextrapolated);
        }

        Assert.IsType<GridReference>(ReferenceFactory.Create(
            Read("reference={\"kind\":\"grid\",\"position\":{\"cells\":[16,8]},\"velocity\":{\"cells\":[16,16]}}"), 40, default));
        Assert.IsType<HomogeneousSolution>(ReferenceFactory.Create(Read("""initial={"kind":"uniform-box","positionCentre":[0.5,0.4],"positionSides":[1,0.8],"velocityCentre":[0,0],"velocitySides":[1,1]}"""), 40, default));
    }

    /// <summary>A grid is laid over all axes, as it is asked for, and over the line where it is left to choose.</summary>
    [Fact]
    public void A_force_of_a_fixed_range_has_a_grid_on_the_line_unless_another_is_asked_for()
    {
        string[] fixedRange = ["lambda=12", "range=0.3", "measures=[\"coupling-velocity-mse\"]"];
        ExperimentSpecification chosen = SpecificationReader.Read(Repository.Experiment("mean-field"), [.. Shape(2), .. fixedRange, "reference={}"]);
        var slab = Assert.IsType<SlabReference>(ReferenceFactory.Create(chosen, 40, default));
        var line = Assert.IsType<GridReference>(slab.Line);
        Assert.Equal(1, line.Dimension);
        Assert.Equal(chosen.Gamma, slab.Gamma, 1e-12);
        var whole = Assert.IsType<GridReference>(ReferenceFactory.Create(
            SpecificationReader.Read(
                Repository.Experiment("mean-field"), [.. Shape(2), .. fixedRange, "reference={\"kind\":\"grid\",\"position\":{\"cells\":[40,8]},\"velocity\":{\"cells\":[40,20]}}"]), 40, default));
        Assert.Equal(whole.Observe(0.3).Energy, slab.Observe(0.3).Energy, 5e-3 * slab.Observe(0.3).Energy);
    }

    [Theory]
    [InlineData("initial.amplitude=1.1", "initial.amplitude", "up to 1")]
    [InlineData("initial.velocitySides=[1,1]", "initial.velocityDeviations", "one of them")]
    [InlineData("initial.positionSides=[1.2,0.8]", "initial.positionSides", "period 1")]
    [InlineData("domain={\"kind\":\"free-space\"}", "measures", "need a torus")]
    public void A_wrong_key_is_named(string change, string path, string allowed)
    {
        SpecificationException error = Assert.Throws<SpecificationException>(() => Read(change));
        Assert.Contains(error.Problems, problem => problem.Path == path && problem.ToString().Contains(allowed, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_flock_is_uneven_across_a_sheet_is_refused()
    {
        string narrow = "initial.positionSides=[1,0.5]";
        Assert.Contains("even along every axis but the first", Assert.Throws<SpecificationException>(() => Read(narrow, "reference={\"kind\":\"sheet\"}")).Message, StringComparison.Ordinal);
    }

    /// <summary>The particles of system 2 against its own limit: momentum stays, and the mean square of the coupling falls like 1/N, which it would not if a constant of the section were wrong.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Particles_of_a_fixed_range_come_to_it_at_their_order(int d)
    {
        ExperimentSpecification specification = SpecificationReader.Read(
            Repository.Experiment("mean-field"),
            [.. Shape(d), "lambda=12", "range=0.3", "ladder=[300,4800]", "replicas=6", "measures=[\"coupling-velocity-mse\",\"observables\"]", "reference={}"]);
        var runner = new CellRunner(specification, References.Of(specification, default));
        double[] means = [.. specification.Ladder.Select(particles => Enumerable.Range(0, 6).Average(replica =>
        {
            ResultRow[] rows = [.. runner.Run(new CellKey(particles, replica), null, default).Result.Rows];
            double At(string measure) => rows.Single(row => row.Measure == measure).Value;
            for (int axis = 0; axis < d; axis++) Assert.Equal(At($"momentum-{axis}-reference"), At($"momentum-{axis}"), 6 * 0.6 / Math.Sqrt(particles));
            Assert.Equal(At("energy-reference"), At("energy"), 6 * 0.5 / Math.Sqrt(particles));
            return At("coupling-velocity-mse");
        }))];
        Assert.InRange(Math.Log(means[0] / means[1]) / Math.Log(16), 0.8, 1.2);
    }

    private static ExperimentSpecification Read(params string[] changes) => Read(2, changes);

    private static ExperimentSpecification Read(int d, params string[] changes) => SpecificationReader.Read(
        Repository.Experiment("quickstart"),
        [.. Shape(d), "ladder=[40]", "replicas=1", "measures=[\"coupling-velocity-mse\",\"mode-bias\"]", "scaling={\"beta\":0.8}", "gamma=1.2", .. changes]);

    private static string[] Shape(int d) =>
        [$"dimension={d}", $"domain={(d == 2 ? Plane : Space)}", $"initial={(d == 2 ? Wave : Wave3)}", "finalTime=0.3", "times=[0.3]", "floors=false"];
}
