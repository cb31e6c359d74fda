using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Tests;

public sealed class FirstOrderSystemTests
{
    private const string Torus = "domain={\"kind\":\"torus\",\"lengths\":[1]}";

    [Fact]
    public void Has_keys_of_its_own_and_reads_itself_back()
    {
        ExperimentSpecification specification = Read("noise=0.01", "weight.kind=hat", "scaling={\"beta\":0.5}", "selfInteraction=true");
        Assert.Equal(new FirstOrderSystem(0.5, 0.01, Particles.FirstOrderIntegrator.Auto, true), specification.System);
        Assert.Equal(1, specification.Gamma, 1e-15); // int (1 - |r|) dr
        Assert.Equal(0.1, specification.Range(100), 1e-15);
        Assert.Equal(0.1, specification.System.Coupling(100, specification.Weight, 1), 1e-15);
        ExperimentSpecification again = SpecificationReader.Parse((JsonObject)specification.Source.DeepClone());
        Assert.Equal(specification.Source.ToJsonString(), again.Source.ToJsonString());
    }

    [Theory]
    [InlineData("gamma=1", "gamma", "noise")]
    [InlineData("dimension=2", "dimension", "1, where")]
    [InlineData("integrator=rk5", "integrator", "rk4")]
    [InlineData("integrator=exact-events", "integrator", "for the indicator", "weight.kind=hat")]
    [InlineData("integrator=rk4", "integrator", "noise takes", "noise=1", "weight.kind=hat")]
    [InlineData("noise=-1", "noise", "from 0")]
    [InlineData("initial.kind=two-streams", "initial.kind", "raised-cosine")]
    [InlineData("initial.velocitySides=[1]", "initial.velocitySides", "positionSides")]
    [InlineData("measures=[\"w1\"]", "measures[0]", "l1-density")]
    [InlineData("measures=[\"coupling\"]", "measures[0]", "mean-speed")]
    [InlineData("reference={\"kind\":\"sheet\"}", "reference.kind", "closed form")]
    [InlineData("reference={\"kind\":\"grid\",\"velocity\":{\"cells\":[10]}}", "reference.velocity", "position")]
    [InlineData("initial={\"kind\":\"samples\",\"file\":\"nowhere.csv\"}", "initial.file", "x0")]
    [InlineData("selfInteraction=1", "selfInteraction", "true or false")]
    public void What_is_wrong_is_named(string change, string path, string allowed, params string[] others)
    {
        SpecificationException error = Assert.Throws<SpecificationException>(() => Read([.. others, change]));
        Assert.Contains(error.Problems, problem => problem.Path == path && problem.ToString().Contains(allowed, StringComparison.Ordinal));
    }

    [Fact]
    public void Its_words_are_not_for_other_systems()
    {
        foreach (string change in (string[])["measures=[\"mean-speed\"]", "noise=1", "initial={\"kind\":\"raised-cosine\",\"positionCentre\":[0],\"positionSides\":[1]}"])
            Assert.Throws<SpecificationException>(() => SpecificationReader.Read(Repository.Experiment("quickstart"), [change]));
    }

    [Theory]
    [InlineData()]
    [InlineData("weight.kind=wendland", Torus, "sampling=sobol")]
    [InlineData("weight.kind=hat", Torus, "integrator=rk4", "sampling=lattice")]
    [InlineData("weight.kind=hat", Torus, "noise=0.02", "initial={\"kind\":\"raised-cosine\",\"positionCentre\":[0.5],\"positionSides\":[1]}")]
    [InlineData("initial={\"kind\":\"gaussian\",\"positionCentre\":[0.5],\"positionDeviations\":[0.1]}")]
    [InlineData("reference={\"kind\":\"grid\",\"position\":{\"cells\":[200]},\"timeStep\":0.01}")]
    [InlineData("weight.kind=hat", Torus, "noise=0.02", "reference={\"kind\":\"grid\",\"position\":{\"cells\":[200]}}")]
    public void Runs_from_its_file_to_figures_the_same_to_the_byte_after_an_interruption(params string[] changes)
    {
        ExperimentSpecification specification = Read([.. changes, "ladder=[20,40]", "replicas=2", "finalTime=0.1", "times=[0,0.1]"]);
        using var folder = new TemporaryFolder();
        var directory = new ResultsDirectory(folder["run"]);
        ExperimentOutcome outcome = new ExperimentRunner(specification, directory, 2, null).Run(CancellationToken.None);
        Assert.All(outcome.Rows, row => Assert.True(double.IsFinite(row.Value), $"{row}"));
        foreach (string measure in (string[])["w1-position", "w1-position-floor", "l1-density", "mean-speed", "mean-speed-reference"])
            Assert.Contains(outcome.Rows, row => row.Measure == measure);
        Assert.Contains(StoredReport.Draw(directory, CancellationToken.None), figure => figure.Name.StartsWith("density-t", StringComparison.Ordinal));
        byte[] first = File.ReadAllBytes(directory.Results);
        foreach (string file in Directory.GetFiles(directory.Cells).Where(file => file.Contains("r1", StringComparison.Ordinal))) File.Delete(file);
        File.Delete(directory.Results);
        new ExperimentRunner(specification, directory, 1, null).Run(CancellationToken.None);
        Assert.Equal(first, File.ReadAllBytes(directory.Results));
        ReferenceSolution.Solve(specification, folder["solve"], CancellationToken.None);
        Assert.Contains("mean-speed", File.ReadAllText(Path.Combine(folder["solve"], "observables.csv")), StringComparison.Ordinal);
    }

    /// <summary>Positions of the user's own: the law through them, and finite volumes, for no closed form applies.</summary>
    [Theory]
    [InlineData()]
    [InlineData(Torus, "weight.kind=hat", "noise=0.02")]
    public void A_file_of_positions_runs_beside_finite_volumes(params string[] changes)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        string file = Path.Combine(folder["data"], "positions.csv");
        File.WriteAllText(file, "x0\n" + string.Join('\n', Enumerable.Range(0, 300).Select(i => $"{0.1 + 0.8 * Math.Pow((i + 0.5) / 300, 2):R}")) + "\n");
        ExperimentSpecification specification = Read([.. changes, $"initial={{\"kind\":\"samples\",\"file\":\"{file}\"}}", "ladder=[100,400]", "replicas=3", "finalTime=0.1", "times=[0,0.1]"]);
        var directory = new ResultsDirectory(folder["run"]);
        ExperimentOutcome outcome = new ExperimentRunner(specification, directory, 1, null).Run(CancellationToken.None);
        Assert.Contains("finite volumes", outcome.Reference.Method, StringComparison.Ordinal);
        Assert.All(outcome.Rows, row => Assert.True(double.IsFinite(row.Value), $"{row}"));
        double[] distances = [.. specification.Ladder.Select(n => outcome.Rows.Where(row => row.Measure == "w1-position" && row.Particles == n && row.Replica >= 0 && row.Time == 0).Average(row => row.Value))];
        Assert.True(distances[1] < 0.7 * distances[0], string.Join(", ", distances)); // samples of the law
        Assert.True(File.Exists(directory.Profiles));
        SolutionSummary solution = ReferenceSolution.Solve(specification, null, CancellationToken.None);
        Assert.True(solution.Cells > 0 && solution.Steps > 0);
    }

    /// <summary>The same experiment beside the closed form and beside finite volumes.</summary>
    [Fact]
    public void Finite_volumes_and_closed_form_agree()
    {
        string[] changes = ["finalTime=0.4", "times=[0.2,0.4]", "weight.kind=hat", "noise=0.01"];
        var exact = (BurgersReference)ReferenceFactory.Create(Read(changes), 20, CancellationToken.None);
        ExperimentSpecification onGrid = Read([.. changes, "reference={\"kind\":\"grid\",\"position\":{\"cells\":[800]}}"]);
        var grid = (BurgersReference)ReferenceFactory.Create(onGrid, 20, CancellationToken.None);
        var coarse = (BurgersReference)ReferenceFactory.Coarser(onGrid, grid, 20, [0.4], CancellationToken.None)!;
        double[] errors = [.. new[] { coarse, grid }.Select(reference => Enumerable.Range(0, 100).Max(i =>
            Math.Abs(exact.Solution.Cumulative(0.4, -0.5 + 0.03 * i) - reference.Solution.Cumulative(0.4, -0.5 + 0.03 * i))))];
        Assert.True(errors[1] < 1e-4 && errors[0] > 2 * errors[1], string.Join(", ", errors));
        Assert.Equal(exact.Observe(0.4).Momentum[0], grid.Observe(0.4).Momentum[0], 1e-4);
    }

    /// <summary>The map from f(s) to f(t) takes a sample of the one to a sample of the other: at evenly spread masses it gives the quantiles of f(t).</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void The_reference_carries_a_sample_to_a_sample(double noise)
    {
        var law = new RaisedCosineMarginal(0.5, 1, 0.8);
        var torus = new Torus(1.0);
        IDensityReference solution = noise > 0 ? new ViscousSolution(law, torus, 2, noise) : new EntropySolution(law, torus, 2);
        var reference = new BurgersReference(new PositionState(law), solution);
        const int Count = 4000;
        double[] x = [.. Enumerable.Range(0, Count).Select(i => law.Quantile((i + 0.5) / Count))], still = new double[Count];
        reference.Advance(0, 0.2, [x], [still]);
        reference.Advance(0.2, 0.5, [x], [still]);
        Array.Sort(x);
        double worst = 0;
        for (int k = 0; k <= 50; k++)
        {
            double at = k / 50.0, share = x.Count(point => point < at) / (double)Count;
            worst = Math.Max(worst, Math.Abs(share - (solution.Cumulative(0.5, at) - solution.Cumulative(0.5, 0))));
        }

        Assert.True(worst < 1e-3, $"{worst}");
    }

    /// <summary>Of the box at time 0, and of the fan cut by a shock, f = x / (2 Phi t) up to 2 sqrt(Phi t): int Phi f^2 dx.</summary>
    [Fact]
    public void The_mean_speed_of_the_reference_is_that_of_the_flux()
    {
        var box = new UniformMarginal(0, 1);
        var reference = new BurgersReference(new PositionState(box), new EntropySolution(box, new FreeSpace(1), 2));
        double front = 2 * Math.Sqrt(2 * 1.0); // after the fan has met the shock, at t = 1: int 2 (x/4)^2 dx from 0 to the front
        Assert.Equal(2 * front * front * front / 48, reference.Observe(1).Momentum[0], 1e-3);
        Assert.Equal(2, reference.Observe(0).Momentum[0], 1e-3);
    }

    [Fact]
    public void Evenly_spread_starts_are_nearer_to_the_density_than_independent_ones()
    {
        double[] distances = [.. ((string[])["iid", "sobol", "lattice"]).Select(sampling =>
        {
            ExperimentSpecification specification = Read("sampling=" + sampling);
            double[] x = CellRunner.InitialParticles(specification, new CellKey(1024, 0)).Positions[0];
            return MarginalWasserstein.Line(x, null, [.. Enumerable.Range(0, 1 << 16).Select(i => (i + 0.5) / (1 << 16))], null);
        })];
        Assert.True(distances[0] > 4e-3 && distances[1] < 1e-3 && distances[2] < 1e-3, string.Join(", ", distances));
    }

    private static ExperimentSpecification Read(params string[] changes)
    {
        JsonObject source = JsonNode.Parse("""
            {
              "name": "tiny", "question": "?", "system": "first-order", "dimension": 1, "domain": { "kind": "free-space" },
              "initial": { "kind": "uniform-box", "positionCentre": [0.5], "positionSides": [1] },
              "weight": { "kind": "indicator", "radius": 1 }, "ladder": [10, 20], "finalTime": 1,
              "measures": ["w1-position", "l1-density", "observables"]
            }
            """)!.AsObject();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["spec"]);
        string file = Path.Combine(folder["spec"], "experiment.json");
        File.WriteAllText(file, source.ToJsonString());
        return SpecificationReader.Read(file, changes);
    }
}
