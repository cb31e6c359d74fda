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
            RateFit fit = Fit("w1", 1), judged = Assert.Single(Table(source.Key, share).Judge([fit]));
            if (!refused)
            {
                Assert.Equal(fit, judged);
                continue;
            }

            Assert.Equal(fit with { Verdict = judged.Verdict }, judged);
            Assert.Contains(source.Words, judged.Verdict, StringComparison.Ordinal);
            Assert.Contains(source.Remedy, judged.Verdict, StringComparison.Ordinal);
            Assert.Contains("34%", judged.Verdict, StringComparison.Ordinal);
            Assert.EndsWith(fit.Verdict, judged.Verdict, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Other_times_and_other_measures_are_left_as_they_are()
    {
        RateFit[] fits = [Fit("w1", 0.5), Fit("sliced-w1", 1), Fit("w1-floor", 1), Fit("w1-averaged", 1)];
        Assert.Equal(fits, Table("timeStepping", 0.9).Judge(fits));
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
        string verdict = Assert.Single(table.Judge([Fit("w1", 1)])).Verdict;
        Assert.True(verdict.IndexOf("sampling", StringComparison.Ordinal) < verdict.IndexOf("time stepping", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_budget_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => BudgetTable.Of([]));
        Assert.Throws<InvalidDataException>(() => BudgetTable.Of(new JsonObject { ["particles"] = "many", ["time"] = 1.0, ["reference"] = "exact", ["measures"] = new JsonObject() }));
    }

    private static BudgetTable Table(string source, double share) => BudgetTable.Of(new JsonObject
    {
        ["particles"] = 1000,
        ["time"] = 1.0,
        ["reference"] = "exact",
        ["measures"] = new JsonObject { ["w1"] = new JsonObject { ["value"] = 0.2, [source] = 0.2 * share } },
    });

    private static RateFit Fit(string measure, double time) => RateFitter.Fit(
        measure, time, [new RungSamples(100, [1, 1.1]), new RungSamples(400, [0.5, 0.52]), new RungSamples(1600, [0.26, 0.25])], 0.5,
        ParticleLimit.Model.RandomStream.For(1, 0, 0, ParticleLimit.Model.StreamPurpose.Test));
}
