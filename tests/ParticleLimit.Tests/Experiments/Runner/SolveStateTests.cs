using System.Globalization;
using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>A solution that is stopped again and again ends in the files of one that is not.</summary>
public sealed class SolveStateTests : IDisposable
{
    private static readonly string[] Files = ["observables.csv", "diagnostics.csv", "profiles.csv", "sup-profile.csv"];

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(40);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_stopped_solution_goes_on_to_the_same_files()
    {
        ExperimentSpecification specification = Read();
        ReferenceSolution.Solve(specification, folder["whole"], CancellationToken.None);
        int stops = 0;
        while (true)
        {
            using var stop = new CancellationTokenSource();
            try
            {
                ReferenceSolution.Solve(specification, folder["parts"], Unwanted, null, Interval, new LookedAtClock(stop, 300 + 170 * stops), stop.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.True(File.Exists(folder["parts/solve.state"]));
                Assert.False(File.Exists(folder["parts/observables.csv"]));
                stops++;
            }
        }

        Assert.InRange(stops, 2, 6); // to begin again and again would take 16
        Assert.False(File.Exists(folder["parts/solve.state"]));
        foreach (string file in Files) Assert.Equal(File.ReadAllText(folder["whole/" + file]), File.ReadAllText(folder["parts/" + file]));

        static void Unwanted(string message) => Assert.Fail(message);
    }

    [Theory]
    [InlineData("byte", "damaged")]
    [InlineData("cut", "damaged")]
    [InlineData("stub", "another specification")]
    [InlineData("gamma", "another specification")]
    public void A_state_that_is_not_sound_is_as_good_as_none(string what, string expected)
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => ReferenceSolution.Solve(Read(), folder["out"], null, null, Interval, new LookedAtClock(stop, 500), stop.Token));
        byte[] bytes = File.ReadAllBytes(folder["out/solve.state"]);
        if (what == "byte") bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder["out/solve.state"], what switch { "cut" => bytes[..(bytes.Length / 3)], "stub" => bytes[..5], _ => bytes });

        ExperimentSpecification wanted = Read(what == "gamma" ? ["gamma=2"] : []);
        var warnings = new List<string>();
        ReferenceSolution.Solve(wanted, folder["out"], CancellationToken.None, warnings.Add);
        Assert.Contains(expected, Assert.Single(warnings), StringComparison.Ordinal);
        ReferenceSolution.Solve(wanted, folder["fresh"], CancellationToken.None);
        foreach (string file in Files) Assert.Equal(File.ReadAllText(folder["fresh/" + file]), File.ReadAllText(folder["out/" + file]));
    }

    [Fact]
    public void A_state_that_cannot_be_written_does_not_end_the_solution()
    {
        Directory.CreateDirectory(folder["out/solve.state.partial"]);
        var warnings = new List<string>();
        var rare = TimeSpan.FromSeconds(1400); // the outputs are 1000 steps apart
        ReferenceSolution.Solve(Read(), folder["out"], warnings.Add, null, rare, new LookedAtClock(), CancellationToken.None);
        Assert.Equal(2, warnings.Count);
        Assert.All(warnings, warning => Assert.Contains("could not be written", warning, StringComparison.Ordinal));
        Assert.True(File.Exists(folder["out/observables.csv"]));
    }

    [Fact]
    public void Outputs_in_every_step_do_not_put_a_state_off()
    {
        Directory.CreateDirectory(folder["out/solve.state.partial"]);
        var warnings = new List<string>();
        ExperimentSpecification specification = Read("reference.timeStep=0.1", $"times=[{string.Join(',', Enumerable.Range(1, 30).Select(k => (0.1 * k).ToString("R", CultureInfo.InvariantCulture)))}]");
        ReferenceSolution.Solve(specification, folder["out"], warnings.Add, null, TimeSpan.FromSeconds(10), new LookedAtClock(), CancellationToken.None);
        Assert.InRange(warnings.Count, 3, 6);
    }

    private static ExperimentSpecification Read(params string[] overrides) => SpecificationReader.Read(
        Repository.Experiment("table-1"), ["reference={\"kind\":\"grid\",\"position\":{\"from\":[0],\"to\":[20],\"cells\":[200]},\"velocity\":{\"cells\":[300]},\"timeStep\":0.001}", .. overrides]);
}
