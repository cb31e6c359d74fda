using System.Diagnostics;
using System.Globalization;
using ParticleLimit.Cli;

namespace ParticleLimit.Tests;

/// <summary>The program killed outright, as by a power cut, at moments spread over its run, then started again; or asked to stop.</summary>
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

    [Fact]
    public void A_distance_that_takes_long_stops_when_asked_to()
    {
        foreach (string name in (string[])["a.csv", "b.csv"])
        {
            var random = new Random(name[0]);
            File.WriteAllLines(folder[name], Enumerable.Range(0, 200_000).Select(_ => string.Create(CultureInfo.InvariantCulture, $"{random.NextDouble():R},{random.NextDouble():R}")).Prepend("x0,v0"));
        }

        using Process process = Start("distance", folder["a.csv"], folder["b.csv"], "--exact-points", "400000");
        Assert.False(process.WaitForExit(TimeSpan.FromSeconds(5)), "The distance did not take long.");
        using (Process asked = Process.Start("kill", ["-TERM", $"{process.Id}"])) asked.WaitForExit();
        bool stopped = process.WaitForExit(TimeSpan.FromSeconds(20));
        if (!stopped) process.Kill();
        Assert.True(stopped, "It went on.");
        Assert.Equal(ExitCode.Terminated, process.ExitCode);
        Assert.Contains("Stopped. Nothing is kept", process.StandardError.ReadToEnd());
    }

    private static int Finish(Process process)
    {
        if (!process.WaitForExit(TimeSpan.FromMinutes(3))) process.Kill();
        process.WaitForExit();
        return process.ExitCode;
    }

    private Process Start(string name, int jobs)
    {
        string[] overrides = ["ladder=[100,400,1600]", "replicas=4", "times=[1]", "measures=[\"coupling\"]"];
        return Start(["run", Repository.Experiment("quickstart"), "--out", folder[name], "--jobs", $"{jobs}", "--quiet", .. overrides.SelectMany(change => (string[])["--set", change])]);
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(RunVerb).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
