using CsCheck;
using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class PredictedOrdersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Under_the_scaling_of_the_paper_the_coupling_mean_squares_fall_like_eps(int d)
    {
        Assert.Equal(1.0 / d, PredictedOrders.For("coupling-velocity-mse", d, 1));
        Assert.Equal(1.0 / d, PredictedOrders.For("coupling-position-mse", d, 1));
        Assert.Equal(1.0 / d, PredictedOrders.For("coupling-velocity-mse-predicted", d, 1));
        Assert.Equal(1.0 / d, PredictedOrders.Bias(d, 1));
    }

    [Fact]
    public void The_encounter_order_is_that_of_the_variance_it_names() =>
        Gen.Select(Gen.Int[1, 3], Gen.Double[0.01, 1]).Sample((d, beta) =>
        {
            double Variance(double n) => Math.Pow(Math.Pow(n, -beta / d), 1 - d) / n;
            Assert.Equal(Math.Log(Variance(100) / Variance(1e4)) / Math.Log(100), PredictedOrders.EncounterVariance(d, beta), 1e-12);
        });

    [Fact]
    public void The_bias_falls_fastest_at_beta_d_over_d_plus_one() =>
        Gen.Select(Gen.Int[1, 3], Gen.Double[0.01, 1]).Sample((d, beta) =>
        {
            double best = PredictedOrders.Bias(d, d / (d + 1.0));
            Assert.Equal(2.0 / (d + 1), best, 1e-12);
            Assert.True(PredictedOrders.Bias(d, beta) <= best + 1e-12);
        });

    [Fact]
    public void No_distance_is_predicted_to_fall_faster_than_its_floor_or_than_the_bias() =>
        Gen.Select(Gen.OneOf("w1", "w1-position", "w1-velocity", "sliced-w1", "energy-distance", "mmd", "bounded-lipschitz"), Gen.Int[1, 3], Gen.Double[0.01, 1])
            .Sample((measure, d, beta) =>
            {
                double floor = PredictedOrders.For(measure + "-floor", d, beta)!.Value;
                Assert.Equal(floor, PredictedOrders.For(measure, d, beta, isFloor: true));
                Assert.Equal(Math.Min(floor, PredictedOrders.Bias(d, beta)), PredictedOrders.For(measure, d, beta));
            });

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.25)]
    [InlineData(3, 1.0 / 6)]
    public void The_floor_of_w1_is_that_of_phase_space(int d, double order) => Assert.Equal(order, PredictedOrders.For("w1-floor", d, 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Replica_averages_are_predicted_only_where_the_bias_outlasts_the_sampling(int d)
    {
        double? averaged = PredictedOrders.For("energy-distance", d, 1, replicaAveraged: true);
        Assert.Equal(d == 1 ? null : 1.0 / d, averaged);
        Assert.Null(PredictedOrders.For("w1", d, 1, replicaAveraged: true));
    }

    [Theory]
    [InlineData("mass")]
    [InlineData("momentum-0")]
    [InlineData("energy")]
    [InlineData("energy-reference")]
    [InlineData("entropy")]
    [InlineData("coupling-velocity-mse-floor")]
    [InlineData("no-such-measure")]
    public void Where_nothing_is_predicted_the_answer_is_null(string measure) => Assert.Null(PredictedOrders.For(measure, 2, 1));

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(4, 1.0)]
    [InlineData(2, 0.0)]
    [InlineData(2, double.NaN)]
    public void Dimensions_and_betas_outside_the_model_are_refused(int d, double beta) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PredictedOrders.For("w1", d, beta));
}
