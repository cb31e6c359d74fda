using System.Collections.Immutable;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class ExtrapolatedRatioTests
{
    // The ladders of constant-2d and constant-3d.
    private static readonly Dictionary<int, double[]> Epsilons = new()
    {
        [2] = [1.0 / 20, 1.0 / 40, 1.0 / 80, 1.0 / 160, 1.0 / 320, 1.0 / 640],
        [3] = [1.0 / 10, 1.0 / 20, 1.0 / 40, 1.0 / 60, 1.0 / 80, 1.0 / 120],
    };

    [Theory]
    [InlineData("coupling-velocity-mse", 2, "eps log(1/eps)", "eps")]
    [InlineData("coupling-velocity-mse", 3, "eps", "eps^2 log(1/eps)")]
    [InlineData("pair-excess", 2, "eps^0.5", "eps log(1/eps)")]
    [InlineData("pair-excess", 3, "eps", "eps^1.5")]
    public void The_form_of_each_dimension_is_found_again(string measure, int dimension, string first, string second)
    {
        ImmutableArray<EpsilonTerm> terms = NextOrder.Of(measure, dimension);
        ExtrapolatedRatio fit = Fit(terms, dimension, 0.97, 1.4, -0.8, 1e-7, replicas: 6);
        Assert.Equal((IEnumerable<string>)[first, second], fit.Terms);
        Assert.Equal(0.97, fit.Limit, 1e-5);
        Assert.Equal(1.4, fit.Coefficients[0], 1e-3);
        Assert.Equal(-0.8, fit.Coefficients[1], 1e-2);
        Assert.True(fit.Fits);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(2, 6)]
    [InlineData(3, 3)]
    [InlineData(3, 6)]
    public void The_interval_holds_the_limit_in_95_of_100_samples(int dimension, int replicas)
    {
        const int Samples = 600;
        int held = 0, poor = 0;
        for (int sample = 0; sample < Samples; sample++)
        {
            ExtrapolatedRatio fit = Fit(NextOrder.Of("coupling-velocity-mse", dimension), dimension, 1, 1.2, 0.7, 0.02, replicas, sample);
            if (fit.Lower <= 1 && 1 <= fit.Upper) held++;
            if (!fit.Fits) poor++;
        }

        double deviation = Math.Sqrt(0.95 * 0.05 * Samples);
        Assert.InRange(held, 0.95 * Samples - 3 * deviation, Math.Min(Samples - 1, 0.95 * Samples + 3 * deviation));
        Assert.True(poor <= 0.01 * Samples + 3 * Math.Sqrt(0.01 * Samples), $"{poor} of {Samples} called poor");
    }

    [Fact]
    public void A_form_that_is_not_the_one_is_called_poor()
    {
        ImmutableArray<EpsilonTerm> terms = NextOrder.Of("coupling-velocity-mse", 3);
        ExtrapolatedRatio fit = Fit(terms, 3, epsilon => 1 + 0.4 * Math.Sqrt(epsilon), 1e-4, replicas: 6);
        Assert.False(fit.Fits);
        Assert.True(fit.ChiSquare > 10 * fit.Freedom, $"{fit.ChiSquare}");
    }

    [Fact]
    public void Held_at_one_the_form_gives_the_ratio_of_each_rung()
    {
        ExtrapolatedRatio fit = Fit(NextOrder.Of("energy-bias", 2), 2, 1, 1.2, 0.7, 1e-7, replicas: 6);
        Assert.Equal(1.2, fit.CoefficientsAtOne[0], 1e-4);
        double epsilon = Epsilons[2][2];
        Assert.Equal(1 - 1.2 * epsilon * Math.Log(epsilon) + 0.7 * epsilon, fit.RatiosAtOne[2], 1e-6);
    }

    [Fact]
    public void Three_rungs_or_one_replica_give_none()
    {
        ImmutableArray<EpsilonTerm> terms = NextOrder.Of("coupling-velocity-mse", 2);
        ImmutableArray<double> one = [1.0], two = [1.0, 1.1];
        RandomStream stream = RandomStream.For(2, 0, 0, StreamPurpose.Test);
        Assert.Null(ExtrapolatedRatio.Fit(terms, [(0.1, two), (0.05, two), (0.025, two)], stream));
        Assert.Null(ExtrapolatedRatio.Fit(terms, [(0.1, two), (0.05, two), (0.025, one), (0.0125, two)], stream));
    }

    private static ExtrapolatedRatio Fit(ImmutableArray<EpsilonTerm> terms, int dimension, double limit, double first, double second, double noise, int replicas, int sample = 0) =>
        Fit(terms, dimension, epsilon => limit + first * terms[0].At(epsilon) + second * terms[1].At(epsilon), noise, replicas, sample);

    // The scatter of a run falls like N^(-1/2) from the coarsest rung.
    private static ExtrapolatedRatio Fit(ImmutableArray<EpsilonTerm> terms, int dimension, Func<double, double> ratio, double noise, int replicas, int sample = 0)
    {
        RandomStream stream = RandomStream.For(2, sample, dimension, StreamPurpose.Test);
        (double, ImmutableArray<double>)[] rungs =
        [
            .. from epsilon in Epsilons[dimension]
               let deviation = noise * Math.Pow(epsilon / Epsilons[dimension][0], dimension / 2.0)
               select (epsilon, Enumerable.Range(0, replicas).Select(_ => ratio(epsilon) + deviation * stream.NextNormalPair().First).ToImmutableArray()),
        ];
        return ExtrapolatedRatio.Fit(terms, rungs, RandomStream.For(3, sample, dimension, StreamPurpose.Bootstrap), resamples: 1000)!;
    }
}
