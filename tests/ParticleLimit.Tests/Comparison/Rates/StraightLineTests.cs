using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class StraightLineTests
{
    [Fact]
    public void A_line_is_found_again_with_an_interval_of_no_width()
    {
        StraightLine fit = StraightLine.Fit([(1, 5), (2, 3), (4, -1), (4, -1)]);
        Assert.Equal(7, fit.Intercept, 1e-13);
        Assert.Equal(-2, fit.Slope, 1e-13);
        Assert.InRange(fit.SlopeUpper - fit.SlopeLower, 0, 1e-12);
    }

    [Fact]
    public void The_interval_holds_the_slope_in_95_of_100_samples()
    {
        const int Samples = 4000;
        RandomStream stream = RandomStream.For(1, 0, 0, StreamPurpose.Test);
        int held = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            StraightLine fit = StraightLine.Fit([.. Enumerable.Range(0, 6).Select(k => ((double)k, 1 + 0.3 * k + stream.NextNormalPair().First))]);
            if (fit.SlopeLower <= 0.3 && 0.3 <= fit.SlopeUpper) held++;
        }

        Assert.Equal(0.95, (double)held / Samples, 4 * Math.Sqrt(0.95 * 0.05 / Samples));
    }

    [Fact]
    public void Two_points_or_one_place_are_refused()
    {
        Assert.Throws<ArgumentException>(() => StraightLine.Fit([(1, 1), (2, 2)]));
        Assert.Throws<ArgumentException>(() => StraightLine.Fit([(1, 1), (1, 2), (1, 3)]));
    }
}
