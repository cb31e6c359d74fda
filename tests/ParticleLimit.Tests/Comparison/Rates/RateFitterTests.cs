using CsCheck;
using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class RateFitterTests
{
    [Fact]
    public void An_exact_power_law_is_recovered_exactly() =>
        Gen.Select(Gen.Double[-1, 2], Gen.Double[1e-6, 1e6], Gen.Int[1, 5]).Sample((order, prefactor, replicas) =>
        {
            RateFit fit = RateFitter.Fit("w1", 1, SyntheticLadder.Exact(order, prefactor, replicas), order, SyntheticLadder.Bootstrap(), 40);
            Assert.Equal(order, fit.Order, 1e-12);
            Assert.Equal(1, fit.Prefactor / prefactor, 1e-11);
            Assert.Equal(order, fit.OrderLower, 1e-9);
            Assert.Equal(order, fit.OrderUpper, 1e-9);
            Assert.Equal(1, fit.At(2000) / (prefactor * Math.Pow(2000, -order)), 1e-11);
            if (replicas > 1) Assert.Contains("consistent", fit.Verdict, StringComparison.Ordinal);
        }, iter: 200);

    [Theory]
    [InlineData(2, 0.1)]
    [InlineData(3, 0.3)]
    [InlineData(8, 0.5)]
    [InlineData(16, 0.5)]
    public void The_bootstrap_interval_covers_the_true_order_as_often_as_it_says(int replicas, double logDeviation)
    {
        const int Trials = 200;
        int covered = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            RungSamples[] rungs = SyntheticLadder.Lognormal(0.5, 2, logDeviation, replicas, trial);
            RateFit fit = RateFitter.Fit("w1", 1, rungs, 0.5, SyntheticLadder.Bootstrap(trial), 500);
            if (fit.OrderLower <= 0.5 && fit.OrderUpper >= 0.5) covered++;
        }

        Assert.InRange(covered / (double)Trials, 0.88, 0.99);
    }

    [Fact]
    public void The_residual_interval_of_single_replicas_covers_the_true_order_as_often_as_it_says()
    {
        const int Trials = 400;
        int covered = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            RateFit fit = RateFitter.Fit("w1", 1, SyntheticLadder.Lognormal(0.5, 2, 0.2, 1, trial), 0.5, SyntheticLadder.Bootstrap());
            if (fit.OrderLower <= 0.5 && fit.OrderUpper >= 0.5) covered++;
            Assert.Contains("want of replicas", fit.Verdict, StringComparison.Ordinal);
        }

        Assert.InRange(covered / (double)Trials, 0.91, 0.985);
    }

    [Fact]
    public void The_unit_of_the_measure_changes_the_prefactor_alone() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Double[-20, 20]).Sample((seed, logScale) =>
        {
            double scale = Math.Exp(logScale);
            RungSamples[] rungs = SyntheticLadder.Lognormal(0.4, 1, 0.5, 6, seed);
            RateFit fit = RateFitter.Fit("w1", 1, rungs, null, SyntheticLadder.Bootstrap(), 100);
            RateFit scaled = RateFitter.Fit("w1", 1, [.. rungs.Select(r => r with { Values = [.. r.Values.Select(v => scale * v)] })], null, SyntheticLadder.Bootstrap(), 100);
            Assert.Equal(fit.Order, scaled.Order, 1e-11);
            Assert.Equal(fit.OrderLower, scaled.OrderLower, 1e-11);
            Assert.Equal(fit.OrderUpper, scaled.OrderUpper, 1e-11);
            Assert.Equal(1, scaled.Prefactor / (scale * fit.Prefactor), 1e-10);
        }, iter: 50);

    [Fact]
    public void Multiplying_N_leaves_the_order_and_multiplying_by_a_power_of_N_shifts_it() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Double[-1, 1]).Sample((seed, shift) =>
        {
            RungSamples[] rungs = SyntheticLadder.Lognormal(0.4, 1, 0.5, 6, seed);
            RateFit fit = RateFitter.Fit("w1", 1, rungs, null, SyntheticLadder.Bootstrap(), 100);
            RateFit moved = RateFitter.Fit("w1", 1, [.. rungs.Select(r => new RungSamples(
                3 * r.Particles, [.. r.Values.Select(v => v * Math.Pow(r.Particles, -shift))]))], null, SyntheticLadder.Bootstrap(), 100);
            Assert.Equal(fit.Order + shift, moved.Order, 1e-11);
            Assert.Equal(fit.OrderUpper + shift, moved.OrderUpper, 1e-11);
        }, iter: 50);

    [Fact]
    public void The_order_of_replicas_and_of_rungs_changes_no_bit() => Gen.Int[0, 1000].Sample(seed =>
    {
        RungSamples[] rungs = SyntheticLadder.Lognormal(0.4, 1, 0.5, 7, seed);
        RungSamples[] turned = [.. rungs.Reverse().Select(r => r with { Values = [.. r.Values.Skip(3), .. r.Values.Take(3).Reverse()] })];
        RateFit fit = RateFitter.Fit("w1", 1, rungs, 0.5, SyntheticLadder.Bootstrap(), 100);
        RateFit other = RateFitter.Fit("w1", 1, turned, 0.5, SyntheticLadder.Bootstrap(), 100);
        Assert.Equal((fit.Order, fit.OrderLower, fit.OrderUpper, fit.Prefactor, fit.Verdict), (other.Order, other.OrderLower, other.OrderUpper, other.Prefactor, other.Verdict));
        Assert.Equal(fit.Means.AsEnumerable(), other.Means);
    }, iter: 50);

    [Fact]
    public void A_noisy_rung_moves_the_line_less_than_a_quiet_one()
    {
        RungSamples[] rungs = SyntheticLadder.Lognormal(0.5, 1, 0.05, 16, 1);
        RungSamples noisy = rungs[^1] with { Values = [.. rungs[^1].Values.Select((v, r) => v * (r % 2 == 0 ? 0.2 : 3.8))] };
        RungSamples quiet = rungs[^1] with { Values = [.. rungs[^1].Values.Select(v => v * noisy.Values.Average() / rungs[^1].Values.Average())] };
        double without = Order([.. rungs[..^1]]);
        Assert.True(Math.Abs(Order([.. rungs[..^1], noisy]) - without) < 0.2 * Math.Abs(Order([.. rungs[..^1], quiet]) - without));

        static double Order(RungSamples[] ladder) => RateFitter.Fit("w1", 1, ladder, null, SyntheticLadder.Bootstrap(), 40).Order;
    }

    [Fact]
    public void Replicas_that_agree_by_luck_do_not_take_over_the_line()
    {
        RungSamples[] rungs = SyntheticLadder.Lognormal(0.5, 1, 0.5, 3, 5);
        rungs[2] = rungs[2] with { Values = [rungs[2].Values[0], rungs[2].Values[0] * (1 + 1e-12), rungs[2].Values[0]] };
        RateFit lucky = RateFitter.Fit("w1", 1, rungs, null, SyntheticLadder.Bootstrap(), 40);
        double atLucky = Math.Abs(Math.Log(lucky.At(rungs[2].Particles) / lucky.Means[2]));
        double unweighted = Math.Abs(Math.Log(Unweighted(lucky).At(rungs[2].Particles) / lucky.Means[2]));
        Assert.InRange(atLucky, unweighted / 4, double.PositiveInfinity);
    }

    [Fact]
    public void Means_that_are_not_positive_are_left_out_by_name()
    {
        RungSamples[] rungs = SyntheticLadder.Exact(0.5, 1, 2);
        RungSamples[] broken = [.. rungs, new(32000, [1.0, double.NaN]), new(64000, [-1.0, 1.0]), new(128000, [])];
        RateFit fit = RateFitter.Fit("w1", 1, broken, 0.5, SyntheticLadder.Bootstrap(), 40);
        Assert.Equal(SyntheticLadder.Rungs.AsEnumerable(), fit.Particles);
        Assert.Equal(0.5, fit.Order, 1e-12);
        Assert.Contains("N = 32000, 64000, 128000", fit.Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Fewer_than_two_rungs_give_no_order_and_say_so(int usable)
    {
        RateFit fit = RateFitter.Fit("w1", 0.5, [.. SyntheticLadder.Exact(0.5, 1, 3).Take(usable)], 0.5, SyntheticLadder.Bootstrap());
        Assert.True(double.IsNaN(fit.Order) && double.IsNaN(fit.OrderLower) && double.IsNaN(fit.Prefactor));
        Assert.Contains("no order", fit.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rungs_of_one_replica_have_an_order_and_no_interval()
    {
        RateFit fit = RateFitter.Fit("w1", 1, [.. SyntheticLadder.Exact(0.5, 1, 1).Take(2)], 0.5, SyntheticLadder.Bootstrap());
        Assert.Equal(0.5, fit.Order, 1e-12);
        Assert.True(double.IsNaN(fit.OrderLower) && double.IsNaN(fit.OrderUpper));
        Assert.Contains("only 2 rungs", fit.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("consistent", fit.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void The_verdict_is_consistent_if_and_only_if_the_prediction_lies_in_the_interval() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Double[0, 1]).Sample((seed, predicted) =>
        {
            RateFit fit = RateFitter.Fit("w1", 1, SyntheticLadder.Lognormal(0.5, 1, 0.3, 8, seed), predicted, SyntheticLadder.Bootstrap(), 100);
            string expected = fit.OrderLower <= predicted && predicted <= fit.OrderUpper ? ": consistent"
                : Math.Abs(predicted - fit.Order) <= 0.05 ? ": close to, but outside"
                : predicted > fit.Order ? ": slower than predicted" : ": faster than predicted";
            Assert.Contains(expected, fit.Verdict, StringComparison.Ordinal);
        }, iter: 200);

    [Fact]
    public void A_curved_ladder_is_called_curved_and_a_straight_one_is_not()
    {
        RungSamples[] straight = SyntheticLadder.Lognormal(0.5, 1, 0.05, 16, 3);
        RungSamples[] curved = [.. straight.Select(r => r with { Values = [.. r.Values.Select(v => v + 0.02)] })];
        Assert.DoesNotContain("bend", Verdict(straight), StringComparison.Ordinal);
        Assert.Contains("bend", Verdict(curved), StringComparison.Ordinal);

        static string Verdict(RungSamples[] rungs) => RateFitter.Fit("w1", 1, rungs, 0.5, SyntheticLadder.Bootstrap(), 100).Verdict;
    }

    [Fact]
    public void A_measure_that_grows_is_not_said_to_fall()
    {
        RateFit fit = RateFitter.Fit("w1", 1, SyntheticLadder.Exact(-0.2, 1, 4), 0.5, SyntheticLadder.Bootstrap(), 40);
        Assert.Contains("does not fall", fit.Verdict, StringComparison.Ordinal);
        Assert.Contains("slower than predicted", fit.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rung_given_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => RateFitter.Fit("w1", 1, [new(10, [1.0]), new(10, [2.0])], null, SyntheticLadder.Bootstrap()));

    private static RateFit Unweighted(RateFit fit) => RateFitter.Fit(
        "w1", 1, [.. fit.Particles.Zip(fit.Means, (n, mean) => new RungSamples(n, [mean]))], null, SyntheticLadder.Bootstrap());
}
