using System.Diagnostics;
using System.Text.Json.Nodes;
using ParticleLimit.Cli;
using ParticleLimit.Kinetic;

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
    public void Particles_alone_need_no_reference()
    {
        string[] noneServes = [Repository.Experiment("table-1"), "--set", """reference={"kind":"exact"}""", "--json"];
        Assert.Equal(2, Run(["solve", .. noneServes]).Exit);
        (int exit, string output, _) = Run(["simulate", .. noneServes, "--particles", "50"]);
        Assert.Equal(0, exit);
        Assert.Equal(50, JsonNode.Parse(output)!["particles"]!.GetValue<int>());
    }

    [Fact]
    public void The_distance_of_clouds_and_grids_in_files_is_printed_as_json()
    {
        File.WriteAllText(folder["a.csv"], "x0,v0\n0,0\n0.9,0\n");
        File.WriteAllText(folder["b.csv"], "x0,v0,weight\n0,3,0.5\n0,4,0.5\n");
        (int exit, string output, _) = Run("distance", folder["a.csv"], folder["b.csv"], "--json", "--torus", "1", "--figures", folder["figures"]);
        Assert.Equal(0, exit);
        Assert.True(File.Exists(folder["figures/plan.png"]) && File.Exists(folder["figures/potential.svg"]));
        JsonNode row = JsonNode.Parse(output)!;
        Assert.Equal("w1", row["measure"]!.GetValue<string>());
        double best = (Math.Sqrt(9.01) + 4) / 2; // the two points may also cross, for more: (3 + sqrt(16.01)) / 2
        Assert.Equal(Math.Min(best, (3 + Math.Sqrt(16.01)) / 2), row["value"]!.GetValue<double>(), 1e-13);
        Assert.InRange(row["value"]!.GetValue<double>(), row["lower"]!.GetValue<double>(), row["upper"]!.GetValue<double>());

        double[] x = [0.125, 0.375, 0.625, 0.875], v = [-0.5, 0.5];
        var f = new double[4, 2];
        for (int i = 0; i < 4; i++) (f[i, 0], f[i, 1]) = (0.5, 0.5);
        FieldFile.Write(folder["fields.h5"], [new FieldSnapshot(1, x, v, f)], new Dictionary<string, string>());
        (exit, output, _) = Run("distance", folder["a.csv"], folder["fields.h5"], "--json", "--measure", "w1-velocity", "--measure", "energy-distance");
        Assert.Equal(0, exit);
        JsonArray rows = JsonNode.Parse(output)!["distances"]!.AsArray();
        Assert.Equal(0.5, rows[0]!["value"]!.GetValue<double>(), 1e-14);
        Assert.Equal(0.5, rows[0]!["lower"]!.GetValue<double>(), 1e-14); // the mean of |v| under the uniform density
        Assert.Equal(0.5, rows[0]!["upper"]!.GetValue<double>(), 1e-14);
        Assert.Equal("energy-distance", rows[1]!["measure"]!.GetValue<string>());
        Assert.Null(rows[1]!["lower"]);

        Assert.True(rows[1]!["standardError"]!.GetValue<double>() > 0);

        (exit, output, _) = Run("distance", folder["fields.h5"], folder["a.csv"], "--json");
        Assert.Equal(0, exit);
        row = JsonNode.Parse(output)!;
        Assert.Contains("flux and potential", row["method"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.InRange(row["upper"]!.GetValue<double>() / row["lower"]!.GetValue<double>(), 1, 1.05);
    }

    [Fact]
    public void Particles_of_a_simulation_are_read_at_a_time()
    {
        Assert.Equal(0, Run("simulate", Repository.Experiment("quickstart"), "--particles", "50", "--out", folder["run"], "--set", "times=[0.1,0.2]", "--set", "finalTime=0.2", "--quiet").Exit);
        (int exit, string last, _) = Run("distance", folder["run/snapshots.h5"], folder["run/particles.csv"], "--measure", "energy-distance", "--time", "0.2", "--json");
        Assert.Equal(0, exit);
        Assert.Equal(0, JsonNode.Parse(last)!["value"]!.GetValue<double>(), 1e-12);
        (exit, string earlier, _) = Run("distance", folder["run/snapshots.h5"], folder["run/particles.csv"], "--measure", "energy-distance", "--time", "0.1");
        Assert.Equal(0, exit);
        Assert.Matches("^energy-distance +0\\.0[0-9]+ .*, standard error over directions .*, floor of as many independent points ", earlier);
    }

    [Theory]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n0,NaN\n", "line 2")]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n0,0\n\n0,1\n", "line 3")]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n", "no line")]
    [InlineData("x0,v0\n0,0\n", "", "empty")]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n1\n", "2 finite numbers")]
    [InlineData("x0,v0\n0,0\n", "x0,v1\n0,0\n", "header")]
    [InlineData("x0,v0\n0,0\n", "x0,x1,v0,v1\n0,0,0,0\n", "one space")]
    [InlineData("x0,v0\n0,0\n", "x0,v0,weight\n0,0,0.5\n0,1,0.6\n", "sum to 1.1")]
    [InlineData("x0,v0\n0,0\n", "x0,v0,weight\n0,0,1.5\n0,1,-0.5\n", "nonnegative")]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n0,1\n", "3 length(s)", "--torus", "1,2,3")]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n0,1\n", "positive lengths", "--torus", "-1")]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n0,1\n", "there are w1", "--measure", "w3")]
    [InlineData("x0\n0\n", "x0\n1\n", "needs velocities", "--measure", "w1-velocity")]
    [InlineData("x0\n0\n", "x0\n1\n", "on a plane", "--figures", "never")]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n0,1\n", "at most 1 are allowed", "--figures", "never", "--exact-points", "1")]
    [InlineData("x0,v0\n0,0\n", "x0,v0\n0,1\n", "above 1", "--measure", "h-minus-s", "--sobolev-order", "1")]
    public void Clouds_that_cannot_be_compared_exit_with_2_and_say_why(string a, string b, string expected, params string[] options)
    {
        File.WriteAllText(folder["a.csv"], a);
        File.WriteAllText(folder["b.csv"], b);
        (int exit, string output, string error) = Run(["distance", folder["a.csv"], folder["b.csv"], "--json", .. options]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
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
