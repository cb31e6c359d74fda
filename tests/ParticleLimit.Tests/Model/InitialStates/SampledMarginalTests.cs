using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class SampledMarginalTests
{
    private static readonly SampledMarginal Law = new([0.3, -1, 0.3, 2, 0.5, 0.3, 0.8, 2]);

    [Fact]
    public void Distribution_quantiles_and_density_agree()
    {
        for (double p = 0; p <= 1; p += 1.0 / 64) Assert.Equal(p, Law.Cdf(Law.Quantile(p)), 1e-14);
        const double Step = 1e-7;
        foreach (double x in (double[])[-0.9, 0.1, 0.4, 0.6, 1.5]) Assert.Equal(Law.Density(x), (Law.Cdf(x + Step) - Law.Cdf(x - Step)) / (2 * Step), 1e-6);
        Assert.Equal((0, 0, 1), (Law.Cdf(-2), Law.Density(-2), Law.Cdf(3)));
        Assert.Equal(0, Law.Density(2));
    }

    [Fact]
    public void Moments_are_those_of_the_density()
    {
        double mean = Integral((x, _) => x), variance = Integral((x, _) => (x - mean) * (x - mean));
        Assert.Equal(mean, Law.Mean, 1e-6);
        Assert.Equal(variance, Law.Variance, 1e-6);
        Assert.Equal(Integral((_, p) => Math.Log(p)), Law.Entropy, 1e-4);

        // Over evenly spaced quantiles.
        static double Integral(Func<double, double, double> value) => Enumerable.Range(0, 100_000).Average(i =>
        {
            double x = Law.Quantile((i + 0.5) / 100_000);
            return value(x, Law.Density(x));
        });
    }

    [Fact]
    public void It_is_near_the_sample()
    {
        double[] sample = [.. Enumerable.Range(0, 500).Select(i => Math.Sin(i * i))];
        var law = new SampledMarginal(sample);
        foreach (double x in sample) Assert.Equal(sample.Count(value => value <= x) / 500.0, law.Cdf(x), 1.0 / 500);
        Assert.Equal(500, law.Count);
    }

    [Fact]
    public void Samples_without_a_law_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SampledMarginal([1, 1, 1]));
        Assert.Throws<ArgumentException>(() => new SampledMarginal([1, double.NaN]));
    }
}
