using System.Collections.Immutable;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class ExtrapolatedRatioTests
{
    private const int Replicas = 6;

    private static readonly ImmutableArray<double> Epsilons = [0.05, 0.025, 0.0125, 0.00625, 0.003125];

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1)]
    public void A_power_is_found_again(double power)
    {
        ExtrapolatedRatio fit = Fit(epsilon => 0.97 + 1.4 * Math.Pow(epsilon, power), noise: 1e-7);
        Assert.Equal(0.97, fit.Limit, 1e-5);
        Assert.Equal(1.4, fit.Slope, 1e-3);
        Assert.Equal(power, fit.Power, 1e-9);
        Assert.Equal(1.4 * Math.Pow(0.01, power) + 0.97, fit.At(0.01), 1e-5);
    }

    [Fact]
    public void The_interval_holds_the_limit_in_at_least_95_of_100_samples()
    {
        const int Samples = 400;
        int held = Enumerable.Range(0, Samples).Count(sample =>
        {
            ExtrapolatedRatio fit = Fit(epsilon => 1 + 1.2 * Math.Pow(epsilon, 0.7), noise: 0.01, sample);
            return fit.Lower <= 1 && 1 <= fit.Upper;
        });
        Assert.True(held >= (0.95 - 3 * Math.Sqrt(0.95 * 0.05 / Samples)) * Samples, $"{held} of {Samples}");
    }

    [Fact]
    public void Not_knowing_the_power_widens_the_interval()
    {
        // As if p = 1 were known: the line through the same points.
        ExtrapolatedRatio fit = Fit(epsilon => 1 + epsilon, noise: 0.004);
        Assert.True(fit.Upper - fit.Lower > 2.5 * 2 * 0.004 / Math.Sqrt(Replicas * Epsilons.Length));
    }

    [Fact]
    public void Three_rungs_or_one_replica_give_none()
    {
        var one = ReplicaStatistics.Of([1.0]);
        var two = ReplicaStatistics.Of([1.0, 1.1]);
        Assert.Null(ExtrapolatedRatio.Fit([0.1, 0.05, 0.025], [two, two, two]));
        Assert.Null(ExtrapolatedRatio.Fit([0.1, 0.05, 0.025, 0.0125], [two, two, one, two]));
    }

    private static ExtrapolatedRatio Fit(Func<double, double> ratio, double noise, int sample = 0)
    {
        RandomStream stream = RandomStream.For(2, sample, 0, StreamPurpose.Test);
        return ExtrapolatedRatio.Fit(Epsilons, [.. Epsilons.Select(epsilon =>
            ReplicaStatistics.Of([.. Enumerable.Range(0, Replicas).Select(_ => ratio(epsilon) + noise * stream.NextNormalPair().First)]))])!;
    }
}
