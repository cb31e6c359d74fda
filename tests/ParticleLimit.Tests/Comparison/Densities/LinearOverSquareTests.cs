using CsCheck;
using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class LinearOverSquareTests
{
    [Fact]
    public void It_agrees_with_the_midpoint_rule() => Gen.Select(Gen.Double[-2, 0], Gen.Double[-1, 1], Gen.Double[-1, 1]).Sample((p, a, b) =>
    {
        const int cells = 400;
        double mean = 0;
        for (int i = 0; i < cells; i++)
        {
            for (int j = 0; j < cells; j++)
            {
                double value = p + a * ((2 * i + 1.0) / cells - 1) + b * ((2 * j + 1.0) / cells - 1);
                mean += Math.Max(value, 0) / (cells * cells);
            }
        }

        var linear = new LinearOverSquare(p, a, b);
        if (!linear.Overlaps)
        {
            Assert.Equal(0, mean);
            return;
        }

        double rounding = 1e-3 * (Math.Abs(a) + Math.Abs(b)) + 1e-12;
        Assert.InRange(linear.PositiveMean, mean - 1e-5, mean + rounding + 1e-5);
    }, iter: 60);
}
