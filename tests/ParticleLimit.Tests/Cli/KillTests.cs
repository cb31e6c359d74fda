using System.Diagnostics;
using ParticleLimit.Cli;

namespace ParticleLimit.Tests;

/// <summary>The program killed outright, as by a power cut, at moments spread over its run, then started again.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Killed_at_any_moment_and_started_again_gives_the_same_bytes()
    {
        var clock = Stopwatch.StartNew();
        using (Process undisturbed = Start("undisturbed", jobs: 1)) Assert.Equal(0, Finish(undisturbed));
        double whole = clock.Elapsed.TotalSeconds;
        byte[] expected = File.ReadAllBytes(folder["undisturbed/results.csv"]);

        foreach (double fraction in (double[])[0.35, 0.6, 0.75, 0.9])
        {
            using Process killed = Start("killed", jobs: 2);
            killed.WaitForExit(TimeSpan.FromSeconds(fraction * whole));
            if (!killed.HasExited) killed.Kill();
            Finish(killed);
        }

        using (Process resumed = Start("killed", jobs: 2)) Assert.Equal(0, Finish(resumed));
        Assert.Equal(expected, File.ReadAllBytes(folder["killed/results.csv"]));
    }

    private static int Finish(Process process)
    {
        if (!process.WaitForExit(TimeSpan.FromMinutes(3))) process.Kill();
        process.WaitForExit();
        return process.ExitCode;
    }

    private Process Start(string name, int jobs)
    {
        string program = typeof(RunVerb).Assembly.Location;
        string[] overrides = ["ladder=[100,400,1600]", "replicas=4", "times=[1]", "measures=[\"coupling\"]"];
        return Process.Start(new ProcessStartInfo("dotnet",
        [
            program, "run", Repository.Experiment("quickstart"), "--out", folder[name], "--jobs", $"{jobs}", "--quiet",
            .. overrides.SelectMany(change => (string[])["--set", change]),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }
}
