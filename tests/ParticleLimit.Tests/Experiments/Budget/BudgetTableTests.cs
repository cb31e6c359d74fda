using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>An order is refused exactly where a source of error has more than a third of the measure, and the verdict says which and what helps.</summary>
public sealed class BudgetTableTests
{
    [Theory]
    [InlineData(0.33, false)]
    [InlineData(0.34, true)]
    public void A_third_of_the_measure_is_the_bound(double share, bool refused)
    {
        foreach (BudgetSource source in BudgetSource.All)
        {
            RateFit fit = Fit("w1", 1), judged = Table(source.Key, share).Judge(fit);
            if (!refused)
            {
                Assert.Equal(fit, judged);
                continue;
            }

            AssertRefused(judged);
            Assert.Contains(source.Words, judged.Refusal, StringComparison.Ordinal);
            Assert.Contains(source.Words, judged.Verdict, StringComparison.Ordinal);
            Assert.Contains(source.Remedy, judged.Verdict, StringComparison.Ordinal);
            Assert.Contains("34%", judged.Verdict, StringComparison.Ordinal);
            Assert.Equal(fit.Means, judged.Means);
        }
    }

    [Fact]
    public void A_refused_order_stands_nowhere_in_the_verdict_or_in_the_file()
    {
        RateFit fit = Fit("w1", 1), judged = Table("samplingFloor", 0.7).Judge(fit);
        Assert.DoesNotContain("N^-", judged.Verdict, StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        FitsFile.Write(folder["fits.json"], [judged]);
        RateFit read = Assert.Single(FitsFile.Read(folder["fits.json"]));
        AssertRefused(read);
        Assert.Equal((judged.Refusal, judged.Verdict), (read.Refusal, read.Verdict));
        Assert.DoesNotContain(fit.Order.ToString("G4", System.Globalization.CultureInfo.InvariantCulture), File.ReadAllText(folder["fits.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Earlier_times_are_judged_by_their_own_budget()
    {
        var table = BudgetTable.Of(new JsonObject
        {
            ["particles"] = 1000,
            ["time"] = 1.0,
            ["reference"] = "exact",
            ["measures"] = Measures("w1", "timeStepping", 0.1),
            ["earlier"] = new JsonArray(new JsonObject { ["time"] = 0.5, ["measures"] = Measures("w1", "timeStepping", 0.9) }),
        });
        foreach (BudgetTable budget in new[] { table, BudgetTable.Of(table.ToJson()) })
        {
            Assert.Null(budget.Judge(Fit("w1", 1)).Refusal);
            AssertRefused(budget.Judge(Fit("w1", 0.5)));
            Assert.Null(budget.Judge(Fit("w1", 0.25)).Refusal);
        }
    }

    [Fact]
    public void A_run_tells_its_budget_at_each_of_its_times()
    {
        using var folder = new TemporaryFolder();
        ExperimentSpecification specification = SpecificationReader.Read(
            Repository.Experiment("homogeneous-1d"), ["ladder=[32,64,128]", "replicas=3", "measures=[\"w1-velocity\",\"coupling\"]"]);
        var directory = new ResultsDirectory(folder["run"]);
        ExperimentOutcome outcome = new ExperimentRunner(specification, directory, 2, null).Run(CancellationToken.None);
        BudgetTable budget = BudgetTable.Read(directory.Budget);
        (double time, var measures) = Assert.Single(budget.Earlier);
        Assert.Equal(0.5, time);
        MeasureBudget entry = measures.Single(measure => measure.Measure == "w1-velocity");
        ResultRow[] finest = [.. outcome.Rows.Where(row => row.Time == 0.5 && row.Particles == 128 && row.Replica >= 0)];
        Assert.Equal(finest.Where(row => row.Measure == "w1-velocity").Average(row => row.Value), entry.Value, 1e-15);
        Assert.Equal(finest.Where(row => row.Measure == "w1-velocity-floor").Average(row => row.Value), entry.Parts.Single(part => part.Source == BudgetSource.SamplingFloor).Value, 1e-15);

        // The particles are hardly farther from f than a sample, at both times; the coupling has no floor.
        Assert.All(outcome.Fits.Where(fit => fit.Measure == "w1-velocity"), AssertRefused);
        Assert.All(outcome.Fits.Where(fit => fit.Measure == "coupling-velocity-mse"), fit => Assert.Null(fit.Refusal));
    }

    [Fact]
    public void Other_times_and_other_measures_are_left_as_they_are()
    {
        RateFit[] fits = [Fit("w1", 0.5), Fit("sliced-w1", 1), Fit("w1-floor", 1), Fit("w1-averaged", 1)];
        Assert.Equal(fits, fits.Select(Table("timeStepping", 0.9).Judge));
    }

    [Fact]
    public void The_largest_source_is_named_first()
    {
        BudgetTable table = BudgetTable.Of(new JsonObject
        {
            ["particles"] = 100,
            ["time"] = 1.0,
            ["reference"] = "exact",
            ["measures"] = new JsonObject { ["w1"] = new JsonObject { ["value"] = 1.0, ["timeStepping"] = 0.4, ["samplingFloor"] = 0.8 } },
        });
        string verdict = table.Judge(Fit("w1", 1)).Verdict;
        Assert.True(verdict.IndexOf("sampling", StringComparison.Ordinal) < verdict.IndexOf("time stepping", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_budget_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => BudgetTable.Of([]));
        Assert.Throws<InvalidDataException>(() => BudgetTable.Of(new JsonObject { ["particles"] = "many", ["time"] = 1.0, ["reference"] = "exact", ["measures"] = new JsonObject() }));
    }

    private static void AssertRefused(RateFit fit)
    {
        Assert.NotNull(fit.Refusal);
        Assert.All([fit.Order, fit.OrderLower, fit.OrderUpper, fit.Prefactor], value => Assert.Equal(double.NaN, value));
        Assert.Empty(fit.LocalOrders);
        Assert.Null(fit.WithFloor);
        Assert.Null(fit.OverPredicted);
    }

    private static BudgetTable Table(string source, double share) => BudgetTable.Of(new JsonObject
    {
        ["particles"] = 1000,
        ["time"] = 1.0,
        ["reference"] = "exact",
        ["measures"] = Measures("w1", source, share),
    });

    private static JsonObject Measures(string measure, string source, double share) => new() { [measure] = new JsonObject { ["value"] = 0.2, [source] = 0.2 * share } };

    private static RateFit Fit(string measure, double time) => RateFitter.Fit(
        measure, time, [new RungSamples(100, [1, 1.1]), new RungSamples(400, [0.5, 0.52]), new RungSamples(1600, [0.26, 0.25])], 0.5,
        ParticleLimit.Model.RandomStream.For(1, 0, 0, ParticleLimit.Model.StreamPurpose.Test));
}
