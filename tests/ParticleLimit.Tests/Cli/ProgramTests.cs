using System.Diagnostics;
using System.Text.Json.Nodes;
using ParticleLimit.Cli;

namespace ParticleLimit.Tests;

/// <summary>The program as a user meets it: arguments in, exit code and files out.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("run", "SPEC", "--set", "gama=1", "--out", "DIR")]
    [InlineData("run", "SPEC", "--set", "ladder=[1e30]", "--out", "DIR")]
    [InlineData("run", "missing.json", "--out", "DIR")]
    [InlineData("run", "SPEC", "--jobs", "0", "--out", "DIR")]
    [InlineData("run", "SPEC", "--unknown", "--out", "DIR")]
    [InlineData("simulate", "SPEC", "--out", "DIR")]
    [InlineData("simulate", "SPEC", "--particles", "0", "--out", "DIR")]
    [InlineData("plot", "DIR")]
    [InlineData("frobnicate")]
    public void Wrong_input_exits_with_2_writes_nothing_and_shows_no_stack(params string[] arguments)
    {
        (int exit, _, string error) = Run([.. arguments.Select(argument => argument.Replace("SPEC", Repository.Experiment("quickstart"), StringComparison.Ordinal).Replace("DIR", folder["out"], StringComparison.Ordinal))]);
        Assert.Equal(2, exit);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Simulate_and_solve_give_json_and_files()
    {
        (int exit, string output, _) = Run("simulate", Repository.Experiment("table-1"), "--particles", "50", "--out", folder["particles"], "--json");
        Assert.Equal(0, exit);
        Assert.Equal(50, JsonNode.Parse(output)!["particles"]!.GetValue<int>());
        Assert.StartsWith("x0,v0\n", File.ReadAllText(folder["particles/particles.csv"]), StringComparison.Ordinal);

        (exit, output, _) = Run("solve", Repository.Experiment("table-1"), "--out", folder["reference"], "--json");
        Assert.Equal(0, exit);
        Assert.Equal(240000, JsonNode.Parse(output)!["cells"]!.GetValue<long>());
        Assert.StartsWith("time,x,density,velocity\n", File.ReadAllText(folder["reference/profiles.csv"]), StringComparison.Ordinal);
        Assert.StartsWith("time,v,h\n", File.ReadAllText(folder["reference/sup-profile.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hopeless_ladder_is_announced()
    {
        (int exit, string output, _) = Run("validate", Repository.Experiment("homogeneous-1d"), "--set", "ladder=[1000,100000000]");
        Assert.Equal(0, exit);
        Assert.Contains("out of reach", output, StringComparison.Ordinal);
    }

    private static (int Exit, string Output, string Error) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(RunVerb).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
