using System.Globalization;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Tests;

/// <summary>What <c>solve</c> writes for forces other than that of (1.3), and for mono-kinetic states.</summary>
public sealed class SolveFilesTests : IDisposable
{
    private static readonly string[] Line =
    [
        "dimension=1", "domain={\"kind\":\"torus\",\"lengths\":[1]}",
        "initial={\"kind\":\"gaussian\",\"positionCentre\":[0.5],\"positionDeviations\":[0.12],\"velocityCentre\":[0.1],\"velocityDeviations\":[0.3]}", "measures=[\"coupling\"]",
        "finalTime=0.5", "times=[0.25,0.5]",
    ];

    private static readonly string[] Plane =
    [
        "reference={\"kind\":\"grid\",\"range\":\"epsilon\",\"position\":{\"cells\":[24,24]},\"velocity\":{\"cells\":[20,20]},\"timeStep\":0.1}", "scaling={\"beta\":0.5}", "finalTime=0.2", "times=[0.2]",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("granular")]
    [InlineData("averaged")]
    [InlineData("mean-field")]
    public void Diagnostics_of_every_force(string which)
    {
        const string Grid = "\"kind\":\"grid\",\"position\":{\"cells\":[48]},\"velocity\":{\"cells\":[80]},\"timeStep\":0.02,\"diagnosticSteps\":3";
        string[] changes = which switch
        {
            "granular" => ["system=granular", "gamma=2", $"reference={{{Grid}}}"],
            "averaged" => ["gamma=2", "scaling={\"beta\":0.4}", $"reference={{{Grid},\"range\":\"epsilon\"}}"],
            _ => ["lambda=3", "range=0.2", $"reference={{{Grid}}}"],
        };
        ExperimentSpecification specification = which == "mean-field"
            ? SpecificationReader.Read(Repository.Experiment("mean-field"), [.. Line, "ladder=[20,40]", .. changes])
            : Specifications.Tiny([.. Line, .. changes]);
        ReferenceSolution.Solve(specification, folder.Root, CancellationToken.None);
        IReadOnlyList<string[]> table = DiagnosticsFile.Read(folder["diagnostics.csv"]);
        int time = Array.IndexOf(table[0], "time"), energy = Array.IndexOf(table[0], "energy"), momentum = Array.IndexOf(table[0], "momentum-0"), mass = Array.IndexOf(table[0], "mass");
        double[][] rows = [.. table.Skip(1).Select(row => (double[])[Number(row[time]), Number(row[energy]), Number(row[momentum]), Number(row[mass])])];
        Assert.True(rows.Length > 8, $"{rows.Length} rows");
        for (int k = 1; k < rows.Length; k++)
        {
            Assert.True(rows[k][0] > rows[k - 1][0]);
            Assert.True(rows[k][1] < rows[k - 1][1], $"the energy rose from {rows[k - 1][1]:R} to {rows[k][1]:R} at t = {rows[k][0]}");
            Assert.Equal(rows[0][2], rows[k][2], 1e-12);
            Assert.Equal(1, rows[k][3], 1e-12);
        }

        Assert.True(File.Exists(folder["profiles.csv"]));
        Assert.True(File.Exists(folder["fields.h5"]));
    }

    [Fact]
    public void A_solution_averaged_in_the_plane_goes_on_after_a_stop_to_the_same_files()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("kinetic-2d"), [.. Plane, "reference.timeStep=0.002"]);
        ReferenceSolution.Solve(specification, folder["whole"], CancellationToken.None);
        foreach (int steps in (int[])[5, 50])
        {
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() =>
                ReferenceSolution.Solve(specification, folder["parts"], Unwanted, null, TimeSpan.FromSeconds(20), new LookedAtClock(stop, steps), stop.Token));
            Assert.True(File.Exists(folder["parts/solve.state"]));
        }

        ReferenceSolution.Solve(specification, folder["parts"], CancellationToken.None, Unwanted);
        foreach (string file in (string[])["observables.csv", "diagnostics.csv"]) Assert.Equal(File.ReadAllText(folder["whole/" + file]), File.ReadAllText(folder["parts/" + file]));

        static void Unwanted(string message) => Assert.Fail(message);
    }

    [Fact]
    public void In_the_plane_locality_falls_with_the_square_of_eps_and_each_rung_has_its_average()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("kinetic-2d"), [.. Plane, "ladder=[100,1600]"]);
        References references = References.Of(specification, CancellationToken.None);
        Assert.NotSame(references.For(100), references.For(1600));

        ExperimentSpecification local = SpecificationReader.Read(Repository.Experiment("kinetic-2d"), [.. Plane, "reference.range=0.1"]);
        double[] changes = [.. new[] { 100, 1600 }.Select(particles =>
        {
            var (one, averaged) = ReferenceFactory.LocalAndAveraged(local with { Reference = local.Reference with { Range = null } }, particles, 0.2, CancellationToken.None)!.Value;
            return averaged.Observe(0.2).Energy - one.Observe(0.2).Energy;
        })];
        Assert.InRange(Math.Log2(changes[0] / changes[1]), 1.8, 2.1); // eps = N^(-1/4) is halved
        Assert.Equal(changes[1], references.For(1600).Observe(0.2).Energy - ((GridReference)ReferenceFactory.SolveGrid(
            local with { Reference = local.Reference with { Range = null } }, 1600, ReferenceFactory.GridOptions(local), [0.2], 0.2, CancellationToken.None)).Observe(0.2).Energy, 1e-12);
    }

    /// <summary>u0 = -x on a box: u = x / (t - 1) and rho = 1 / (1 - t) inside.</summary>
    [Fact]
    public void Profiles_of_a_mono_kinetic_state()
    {
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("quickstart"), [
            .. Specifications.TinyOverrides, "dimension=1", "domain={\"kind\":\"free-space\"}", "initial={\"kind\":\"mono-kinetic\",\"positionCentre\":[0],\"positionSides\":[1],\"field\":\"minus-x\"}",
            "finalTime=0.5", "times=[0.5]", "measures=[\"coupling\"]"]);
        ReferenceSolution.Solve(specification, folder.Root, CancellationToken.None);
        double[][] rows = [.. File.ReadLines(folder["profiles.csv"]).Skip(1).Select(line => Array.ConvertAll(line.Split(','), Number)).Where(row => row[0] == 0.5)];
        Assert.True(rows.Length > 100);
        foreach (double[] row in rows)
        {
            Assert.InRange(row[1], -0.25, 0.25);
            Assert.Equal(2, row[2], 1e-12);
            Assert.Equal(-2 * row[1], row[3], 1e-12);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
