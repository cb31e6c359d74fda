using System.Text.Json.Nodes;
using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>A run that was stopped, or whose files were damaged, ends in the same bytes as one that was left alone.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ExperimentSpecification specification = Specifications.Tiny();
    private readonly byte[] expected;

    public ResumeTests()
    {
        ExperimentOutcome outcome = Run("undisturbed", jobs: 1);
        Assert.Equal(0, outcome.CellsReused);
        expected = Results("undisturbed");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_number_of_jobs_changes_no_byte(int jobs)
    {
        Run("jobs", jobs);
        Assert.Equal(expected, Results("jobs"));
    }

    [Fact]
    public void A_second_run_computes_nothing()
    {
        string[] before = Gathered();
        ExperimentOutcome again = Run("undisturbed", jobs: 2);
        Assert.Equal(0, again.CellsComputed);
        Assert.Equal(expected, Results("undisturbed"));
        Assert.Equal(before, Gathered());

        // By how much the number of directions may have changed the measures, and one text for all cells.
        string[] Gathered()
        {
            JsonObject manifest = ManifestFile.TryRead(new ResultsDirectory(folder["undisturbed"]).Manifest)!;
            Assert.Single(manifest["methods"]!["energy-distance"]!.AsArray());
            Assert.InRange(manifest["largestErrorsOverDirections"]!["energy-distance"]!.GetValue<double>(), 1e-6, 0.1);
            return [manifest["methods"]!.ToJsonString(), manifest["largestErrorsOverDirections"]!.ToJsonString()];
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_cancelled_run_resumes_to_the_same_bytes(int cellsBeforeCancel)
    {
        using var stop = new CancellationTokenSource();
        var progress = new ActionProgress(state =>
        {
            if (state.CellsDone >= cellsBeforeCancel) stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(
            () => new ExperimentRunner(specification, new ResultsDirectory(folder["stopped"]), 1, progress).Run(stop.Token));
        Assert.False(File.Exists(folder["stopped/results.csv"]));

        ExperimentOutcome resumed = Run("stopped", jobs: 2);
        Assert.True(resumed.CellsReused >= cellsBeforeCancel);
        Assert.Equal(expected, Results("stopped"));
    }

    [Theory]
    [InlineData("N20-r1.json", "truncate")]
    [InlineData("N20-r1.json", "empty")]
    [InlineData("N20-r1.json", "delete")]
    [InlineData("N40-r2.h5", "truncate")]
    [InlineData("N40-r2.h5", "flip")]
    [InlineData("N40-r2.h5", "delete")]
    [InlineData("N40-average.json", "truncate")]
    public void Damaged_cells_are_computed_again(string file, string damage)
    {
        string path = folder[$"undisturbed/cells/{file}"];
        byte[] bytes = File.ReadAllBytes(path);
        if (damage == "delete") File.Delete(path);
        else if (damage == "empty") File.WriteAllBytes(path, []);
        else if (damage == "truncate") File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        else
        {
            bytes[^100] ^= 1;
            File.WriteAllBytes(path, bytes);
        }

        ExperimentOutcome repaired = Run("undisturbed", jobs: 2);
        Assert.Equal(file.Contains("average", StringComparison.Ordinal) ? 0 : 1, repaired.CellsComputed);
        Assert.Equal(expected, Results("undisturbed"));
    }

    [Fact]
    public void More_replicas_and_rungs_keep_the_finished_cells()
    {
        ExperimentSpecification larger = Specifications.Tiny("ladder=[20,40,80]", "replicas=4");
        ExperimentOutcome outcome = new ExperimentRunner(larger, new ResultsDirectory(folder["undisturbed"]), 2, null).Run(CancellationToken.None);
        Assert.Equal(6, outcome.CellsReused);
        ExperimentOutcome fresh = new ExperimentRunner(larger, new ResultsDirectory(folder["fresh"]), 2, null).Run(CancellationToken.None);
        Assert.Equal(0, fresh.CellsReused);
        Assert.Equal(Results("fresh"), Results("undisturbed"));
    }

    [Fact]
    public void Another_experiment_is_refused_the_directory()
    {
        ExperimentSpecification other = Specifications.Tiny("gamma=2");
        Assert.Null(ExperimentRunner.Conflict(specification, new ResultsDirectory(folder["undisturbed"])));
        Assert.NotNull(ExperimentRunner.Conflict(other, new ResultsDirectory(folder["undisturbed"])));
    }

    private ExperimentOutcome Run(string name, int jobs) =>
        new ExperimentRunner(specification, new ResultsDirectory(folder[name]), jobs, null).Run(CancellationToken.None);

    private byte[] Results(string name) => File.ReadAllBytes(folder[$"{name}/results.csv"]);

    private sealed class ActionProgress(Action<RunProgress> action) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => action(value);
    }
}
