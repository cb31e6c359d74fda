using CsCheck;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class MarginalTests
{
    public static TheoryData<IMarginal> Marginals =>
    [
        new UniformMarginal(-2, 3),
        new TruncatedGaussianMarginal(0.3, 0.7, -2, 3),
        new TruncatedGaussianMarginal(1, 1, -7, 9),
        new TruncatedGaussianMarginal(0, 1, 6, 9),
        new TruncatedGaussianMarginal(0, 1, -31, -30),
        new TruncatedGaussianMarginal(5, 2, 5.1, 5.1001),
        new TruncatedGaussianMarginal(0, 0.01, -50, 80),
        new RaisedCosineMarginal(0.3, 1.7),
        new RaisedCosineMarginal(-2, 0.4, 0.6),
    ];

    [Theory, MemberData(nameof(Marginals))]
    public void Quantile_inverts_the_distribution_function(IMarginal law)
    {
        double last = law.From;
        foreach (double p in (double[])[1e-12, 1e-6, 0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999, 1 - 1e-6])
        {
            double x = law.Quantile(p);
            Assert.InRange(x, last, law.To);
            // One rounding of x moves the probability by density times ulp.
            Assert.Equal(p, law.Cdf(x), 1e-13 + 4 * law.Density(x) * Math.BitIncrement(Math.Abs(x)) * 2.3e-16);
            last = x;
        }

        Assert.InRange(law.Quantile(0), law.From, law.Quantile(1e-9));
        Assert.InRange(law.Quantile(1), law.Quantile(1 - 1e-9), law.To);
        Assert.Equal((0, 1), (law.Cdf(law.From), law.Cdf(law.To)));
        Assert.Equal((0, 0), (law.Density(Math.BitDecrement(law.From)), law.Density(law.To)));
    }

    [Theory, MemberData(nameof(Marginals))]
    public void Density_integrates_to_the_distribution_function(IMarginal law)
    {
        for (int i = 1; i <= 10; i++)
        {
            double from = law.Quantile((i - 1) / 10.0 + 1e-9), to = law.Quantile(i / 10.0 - 1e-9);
            Assert.Equal(law.Cdf(to) - law.Cdf(from), WeightIntegrals.Integrate(law.Density, from, to), 1e-10);
        }
    }

    [Theory, MemberData(nameof(Marginals))]
    public void Moments_entropy_and_supremum_are_those_of_the_density(IMarginal law)
    {
        (double from, double to) = (law.Quantile(1e-17), law.Quantile(1 - 1e-16));
        double middle = law.Quantile(0.5), deviation = Math.Sqrt(law.Variance);
        double Integral(Func<double, double> f) => WeightIntegrals.Integrate(f, from, middle) + WeightIntegrals.Integrate(f, middle, to);
        double mean = middle + Integral(x => (x - middle) * law.Density(x));
        Assert.Equal(0, (law.Mean - mean) / deviation, 1e-7);
        Assert.Equal(1, Integral(x => (x - law.Mean) * (x - law.Mean) * law.Density(x)) / law.Variance, 1e-7);
        Assert.Equal(law.Entropy, Integral(x => law.Density(x) > 0 ? law.Density(x) * Math.Log(law.Density(x)) : 0), 1e-7 * (1 + Math.Abs(law.Entropy)));
        double highest = Enumerable.Range(0, 4001).Max(i => law.Density(law.Quantile(i / 4000.0 * (1 - 1e-12))));
        Assert.Equal(1, highest / law.Supremum, 1e-3);
        Assert.True(highest <= law.Supremum * (1 + 1e-12));
    }

    [Fact]
    public void Truncated_gaussian_is_symmetric_under_reflection() =>
        Gen.Select(Gen.Double[-3, 3], Gen.Double[0.5, 3], Gen.Double[-8, 8], Gen.Double[0.1, 6], Gen.Double[0.001, 0.999]).Sample((mean, deviation, from, width, p) =>
        {
            var law = new TruncatedGaussianMarginal(mean, deviation, from, from + width);
            var mirror = new TruncatedGaussianMarginal(-mean, deviation, -from - width, -from);
            Assert.Equal(law.Quantile(p), -mirror.Quantile(1 - p), 1e-11);
            Assert.Equal(law.Mean, -mirror.Mean, 1e-12);
            Assert.Equal(1, law.Variance / mirror.Variance, 1e-12);
        }, iter: 300);

    [Fact]
    public void Truncated_gaussian_tends_to_the_uniform_law_as_the_deviation_grows()
    {
        var uniform = new UniformMarginal(1, 2);
        double Difference(double deviation) => Math.Abs(new TruncatedGaussianMarginal(1.2, deviation, 1, 2).Variance - uniform.Variance);
        Assert.Equal(2, Math.Log2(Difference(20) / Difference(40)), 0.05);
    }

    [Fact]
    public void Impossible_intervals_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new UniformMarginal(1, 1));
        Assert.Throws<ArgumentException>(() => new UniformMarginal(0, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => new TruncatedGaussianMarginal(0, 0, -1, 1));
        Assert.Throws<ArgumentException>(() => new TruncatedGaussianMarginal(0, 1, 1, -1));
        Assert.Throws<ArgumentException>(() => new TruncatedGaussianMarginal(0, 1, 100, 101));
        Assert.Throws<ArgumentException>(() => new TruncatedGaussianMarginal(double.NaN, 1, 0, 1));
    }
}
