using System.Collections.Immutable;
using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>What the force averaged over eps changes: nothing in a homogeneous state, and eps^2 where the density is not even.</summary>
public sealed class LocalityTests
{
    private static readonly string[] Uneven =
    [
        "measures=[\"coupling-velocity-mse\",\"w1-position\",\"energy\"]", "replicas=2", "floors=false", "finalTime=0.5", "times=[0.5]", "scaling={\"beta\":0.5}",
        "reference={\"kind\":\"grid\",\"position\":{\"cells\":[80]},\"velocity\":{\"cells\":[120]},\"timeStep\":0.02}",
    ];

    [Fact]
    public void It_falls_with_the_square_of_eps()
    {
        double[] changes = [.. new[] { 32, 128, 512 }.Select(particles =>
        {
            ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("locality"), [.. Uneven, "ladder=[32,128,512]"]);
            var (local, averaged) = ReferenceFactory.LocalAndAveraged(specification, particles, 0.5, CancellationToken.None)!.Value;
            return averaged.Observe(0.5).Energy - local.Observe(0.5).Energy;
        })];
        Assert.InRange(Math.Log(changes[0] / changes[1], 2), 1.7, 2.05);
        Assert.InRange(Math.Log(changes[1] / changes[2], 2), 1.9, 2.05);
    }

    /// <summary>In d = 2 and 3 for a flock even along all axes but the first; eps^2 times an expansion in eps^2.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void In_higher_dimensions_too(int d)
    {
        string ones = string.Join(',', Enumerable.Repeat("1", d)), halves = string.Join(',', Enumerable.Repeat("0.5", d)), zeros = string.Join(',', Enumerable.Repeat("0", d));
        string[] changes =
        [
            $"dimension={d}", $"domain={{\"kind\":\"torus\",\"lengths\":[{ones}]}}",
            $"initial={{\"kind\":\"raised-cosine\",\"positionCentre\":[{halves}],\"positionSides\":[{ones}],\"amplitude\":0.8,\"velocityCentre\":[{zeros}],\"velocityDeviations\":[{halves}]}}",
            "measures=[\"coupling-velocity-mse\",\"energy\"]", "finalTime=0.2", "times=[0.2]", "reference={}", "ladder=[4096,32768]", $"scaling={{\"beta\":{(d == 2 ? "0.667" : "1")}}}",
        ];
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("locality"), changes);
        double[] changesOfEnergy = [.. specification.Ladder.Select(particles =>
        {
            var (local, averaged) = ReferenceFactory.LocalAndAveraged(specification, particles, 0.2, CancellationToken.None)!.Value;
            return averaged.Observe(0.2).Energy - local.Observe(0.2).Energy;
        })];
        double ratio = specification.Range(4096) / specification.Range(32768);
        Assert.InRange(Math.Log(changesOfEnergy[0] / changesOfEnergy[1]) / Math.Log(ratio), 1.85, 2.05);
    }

    [Fact]
    public void An_uneven_state_has_some_of_it_in_every_measure()
    {
        foreach (MeasureBudget entry in Budget([.. Uneven, "ladder=[10,20]"]))
            Assert.True(entry.Parts.Single(part => part.Source == BudgetSource.Locality).Value > 0, entry.Measure);
    }

    [Fact]
    public void A_homogeneous_state_has_none()
    {
        using var folder = new TemporaryFolder();
        ImmutableArray<MeasureBudget> measures = Run(Specifications.Tiny(), folder);
        Assert.All(measures, entry => Assert.Equal(0, entry.Parts.Single(part => part.Source == BudgetSource.Locality).Value));
    }

    [Fact]
    public void Beside_an_averaged_reference_it_is_not_spoken_of() =>
        Assert.All(
            Budget([.. Uneven[..^1], "ladder=[10,20]", "reference={\"kind\":\"grid\",\"range\":\"epsilon\",\"position\":{\"cells\":[80]},\"velocity\":{\"cells\":[120]}}"]),
            entry => Assert.DoesNotContain(entry.Parts, part => part.Source == BudgetSource.Locality));

    private static ImmutableArray<MeasureBudget> Budget(string[] overrides)
    {
        using var folder = new TemporaryFolder();
        return Run(SpecificationReader.Read(Repository.Experiment("locality"), overrides), folder);
    }

    private static ImmutableArray<MeasureBudget> Run(ExperimentSpecification specification, TemporaryFolder folder)
    {
        var directory = new ResultsDirectory(folder.Root);
        new ExperimentRunner(specification, directory, jobs: 1, progress: null).Run(CancellationToken.None);
        return BudgetTable.Read(directory.Budget).Measures;
    }
}
