using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class FlooredModelTests
{
    private static readonly ImmutableArray<int> Ladder = [100, 200, 400, 800, 1600, 3200];

    [Theory, InlineData(0.5, 0.02), InlineData(1, 0.003), InlineData(0.25, 0.1)]
    public void A_power_law_with_a_floor_is_found_again(double order, double floor)
    {
        ImmutableArray<double> means = [.. Ladder.Select(n => 3 * Math.Pow(n, -order) + floor)];
        FlooredModel model = FlooredModel.Fit(Ladder, means, [.. means.Select(mean => 0.002 * mean)])!;
        Assert.Equal(order, model.Order, 1e-4);
        Assert.Equal(3, model.Prefactor, 1e-3);
        Assert.Equal(floor, model.Floor, 1e-4);
        Assert.True(model.IsPreferred);
    }

    [Fact]
    public void Without_a_floor_the_power_law_is_seldom_given_up()
    {
        int preferred = 0;
        RandomStream random = Clouds.Stream(301);
        for (int trial = 0; trial < 200; trial++)
        {
            ImmutableArray<double> exact = [.. Ladder.Select(n => Math.Pow(n, -0.5))], errors = [.. exact.Select(mean => 0.03 * mean)];
            var means = ImmutableArray.CreateBuilder<double>();
            for (int k = 0; k < exact.Length; k++) means.Add(exact[k] + errors[k] * Normal.InvCDF(0, 1, random.NextDouble()));
            if (FlooredModel.Fit(Ladder, means.ToImmutable(), errors)!.IsPreferred) preferred++;
        }

        Assert.InRange(preferred, 0, 10);
    }

    [Fact]
    public void Its_intervals_hold_the_order_and_the_floor_as_often_as_they_say()
    {
        // Five per cent of misses are meant; half as many replicas as there are would give about fifteen.
        const int trials = 120, replicas = 12;
        const double order = 0.5, floor = 0.05;
        RandomStream random = Clouds.Stream(303);
        int orders = 0, floors = 0, preferred = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            RungSamples[] rungs = [.. Ladder.Select(n => new RungSamples(n, [.. Enumerable.Range(0, replicas).Select(_ =>
                (3 * Math.Pow(n, -order) + floor) * (1 + 0.05 * Normal.InvCDF(0, 1, random.NextDouble())))]))];
            if (RateFitter.Fit("w1", 1, rungs, order, random, 200).WithFloor is not { IsPreferred: true } model) continue;
            preferred++;
            if (model.OrderLower <= order && order <= model.OrderUpper) orders++;
            if (model.FloorLower <= floor && floor <= model.FloorUpper) floors++;
        }

        Assert.InRange(preferred, trials / 2, trials);
        Assert.InRange(orders, 0.88 * preferred, preferred);
        Assert.InRange(floors, 0.88 * preferred, preferred);
    }

    [Fact]
    public void Too_few_rungs_or_no_errors_tell_nothing()
    {
        Assert.Null(FlooredModel.Fit([1, 2, 3, 4], [4, 3, 2, 1], [0.1, 0.1, 0.1, 0.1]));
        Assert.Null(FlooredModel.Fit([1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [0.1, 0.1, double.NaN, 0.1, 0.1]));
    }

    [Fact]
    public void Local_orders_of_a_power_law_are_its_order()
    {
        RungSamples[] rungs = [.. Ladder.Select(n => new RungSamples(n, [2 * Math.Pow(n, -0.75), 2 * Math.Pow(n, -0.75)]))];
        RateFit fit = RateFitter.Fit("w1", 1, rungs, 0.5, Clouds.Stream(302));
        Assert.Equal(Ladder.Length - 1, fit.LocalOrders.Length);
        Assert.All(fit.LocalOrders, order => Assert.Equal(0.75, order, 1e-12));
    }
}
