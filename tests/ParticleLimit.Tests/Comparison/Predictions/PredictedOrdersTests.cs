using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

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

    /// <summary>No locality in a homogeneous flock: of the errors the encounters alone are left, at every beta.</summary>
    [Fact]
    public void A_homogeneous_flock_is_the_better_off_the_longer_the_range() =>
        Gen.Select(Gen.Int[1, 3], Gen.Double[0.01, 1]).Sample((d, beta) =>
        {
            double order = PredictedOrders.EncounterVariance(d, beta);
            foreach (string measure in (string[])["coupling-velocity-mse", "coupling-position-mse", "energy-bias"])
            {
                Assert.Equal(order, PredictedOrders.For(measure, d, beta, FlockKind.Homogeneous));
                Assert.True(PredictedOrders.For(measure, d, beta) <= order);
            }

            Assert.Equal(Math.Min(0.5, order), PredictedOrders.For("energy-distance", d, beta, FlockKind.Homogeneous));
        });

    /// <summary>The force on a particle in mono-kinetic data: (1/N) sum eps^-d eps psi, a mean over N eps^d neighbours of what is of the size of eps; a mean square has its variance, or the square of the error of its mean.</summary>
    [Fact]
    public void The_orders_of_mono_kinetic_data_are_those_of_the_force_on_a_particle() =>
        Gen.Select(Gen.Int[1, 3], Gen.Double[0.01, 1]).Sample((d, beta) =>
        {
            double Slope(Func<double, double, double> error) => Math.Log(error(100, Math.Pow(100, -beta / d)) / error(1e4, Math.Pow(1e4, -beta / d))) / Math.Log(100);
            double scatter = Slope((n, eps) => eps * eps / (n * Math.Pow(eps, d))), inside = Slope((_, eps) => Math.Pow(eps, 4)), edge = Slope((_, eps) => eps * eps * eps), mean = Slope((_, eps) => eps * eps);
            Assert.Equal(Math.Min(scatter, inside), PredictedOrders.For("coupling-velocity-mse", d, beta, FlockKind.MonoKinetic)!.Value, 1e-12);
            Assert.Equal(Math.Min(scatter, edge), PredictedOrders.For("coupling-velocity-mse", d, beta, FlockKind.MonoKineticWithEdge)!.Value, 1e-12);
            Assert.Equal(Math.Min(scatter, mean), PredictedOrders.Bias(d, beta, FlockKind.MonoKineticWithEdge), 1e-12);
            Assert.Equal(1.0 / Math.Max(2, d), PredictedOrders.For("w1-floor", d, beta, FlockKind.MonoKinetic)); // points of a graph over the positions
        });

    [Fact]
    public void A_state_is_of_the_kind_that_it_is()
    {
        var torus = new Torus(1, 1);
        Assert.Equal(FlockKind.Homogeneous, PredictedOrders.KindOf(ProductState.UniformBox([0.5, 0.5], [1, 1], [0, 0], [1, 1]), torus));
        Assert.Equal(FlockKind.Uneven, PredictedOrders.KindOf(ProductState.UniformBox([0.5, 0.5], [1, 1], [0, 0], [1, 1]), new FreeSpace(2)));
        Assert.Equal(FlockKind.Uneven, PredictedOrders.KindOf(ProductState.UniformBox([0.5, 0.5], [1, 0.5], [0, 0], [1, 1]), torus));
        MonoKineticState Waves(double side) => new([new UniformMarginal(0, 1), new UniformMarginal(0, side)], new SineField(0.1, 2 * Math.PI));
        Assert.Equal(FlockKind.MonoKinetic, PredictedOrders.KindOf(Waves(1), torus));
        Assert.Equal(FlockKind.MonoKineticWithEdge, PredictedOrders.KindOf(Waves(0.5), torus));
        Assert.Equal(FlockKind.MonoKineticWithEdge, PredictedOrders.KindOf(Waves(1), new FreeSpace(2)));
    }

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
