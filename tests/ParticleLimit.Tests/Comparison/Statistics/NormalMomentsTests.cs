using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class NormalMomentsTests
{
    [Fact]
    public void Moments_are_those_of_known_laws()
    {
        double[] even = [.. Enumerable.Range(0, 20000).Select(k => (k + 0.5) / 20000)], exponential = [.. even.Select(p => -Math.Log(p))];
        Assert.Equal(0, NormalMoments.Skewness(even), 1e-9);
        Assert.Equal(-1.2, NormalMoments.Kurtosis(even), 1e-6);
        Assert.Equal(2, NormalMoments.Skewness(exponential), 0.02);
        Assert.Equal(6, NormalMoments.Kurtosis(exponential), 0.3);
        Assert.Equal(NormalMoments.Kurtosis(exponential), NormalMoments.Kurtosis([.. exponential.Select(x => 5 - 3 * x)]), 1e-9);
    }

    [Fact]
    public void Bands_tend_to_the_asymptotic_ones_and_shrink_with_the_samples()
    {
        NormalMoments one = NormalMoments.Of(1, 1000, RandomStream.For(1, 0, 0, StreamPurpose.Test)), four = NormalMoments.Of(4, 1000, RandomStream.For(1, 0, 0, StreamPurpose.Test));
        Assert.Equal(1.96 * Math.Sqrt(6 / 1000.0), one.SkewnessBand, 0.01);
        Assert.InRange(one.KurtosisUpper / (1.96 * Math.Sqrt(24 / 1000.0)), 0.95, 1.3);
        Assert.InRange(one.KurtosisLower / (1.96 * Math.Sqrt(24 / 1000.0)), -1, -0.75);
        Assert.InRange(one.SkewnessBand / four.SkewnessBand, 1.85, 2.15);
    }
}
