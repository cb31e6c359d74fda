using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

public sealed class FloorTests : IDisposable
{
    private static readonly string[] Short = ["replicas=3", "finalTime=0.2", "times=[0.2]"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, InlineData("sobol"), InlineData("lattice")]
    public void Evenly_spread_starts_have_a_floor_of_their_own_under_that_of_samples(string sampling)
    {
        ResultRow[] rows = Run($"sampling=\"{sampling}\"", "ladder=[200,400]", "measures=[\"w1\",\"energy-distance\"]");
        foreach (string measure in (string[])["w1", "energy-distance"])
        {
            double even = Mean(rows, $"{measure}-floor-{sampling}"), sampled = Mean(rows, $"{measure}-floor");
            Assert.True(even < 0.8 * sampled, $"{measure}: {even} and {sampled}");
        }
    }

    [Fact]
    public void Independent_starts_have_none_and_formulas_agree_with_samples()
    {
        ResultRow[] rows = Run("ladder=[200]", "replicas=12", "measures=[\"energy-distance\",\"w1\"]");
        Assert.DoesNotContain(rows, row => row.Measure.Contains("-floor-sobol", StringComparison.Ordinal));
        double[] squares = [.. Values(rows, "energy-distance-floor").Select(value => value * value)];
        double exact = Values(rows, "energy-distance-floor-exact")[0], error = Math.Sqrt(squares.Select(value => Math.Pow(value - squares.Average(), 2)).Average() / (squares.Length - 1));
        Assert.Equal(exact * exact, squares.Average(), 5 * error);
        Assert.Equal(squares.Length, Values(rows, "energy-distance-unbiased").Length);

        Assert.All(rows.Where(row => row.Measure is "w1" or "w1-floor"), row => Assert.True(row.Lower <= row.Value && row.Value <= row.Upper && row.Upper < 1.1 * row.Lower));
    }

    private static double Mean(ResultRow[] rows, string measure) => Values(rows, measure).Average();

    private static double[] Values(ResultRow[] rows, string measure) => [.. rows.Where(row => row.Measure == measure && row.Replica >= 0).Select(row => row.Value)];

    private ResultRow[] Run(params string[] overrides) =>
        [.. new ExperimentRunner(SpecificationReader.Read(Repository.Experiment("homogeneous-1d"), [.. Short, .. overrides]), new ResultsDirectory(folder[$"run{overrides.Length}"]), 2, null).Run(CancellationToken.None).Rows];
}
