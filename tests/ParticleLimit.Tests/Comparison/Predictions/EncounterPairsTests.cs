using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class EncounterPairsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_excess_is_the_mean_of_the_pair_density_over_the_range(int d)
    {
        EncounterPairs pairs = Pairs(d, 4096);
        double mean = WeightIntegrals.Integrate(r => Math.Pow(r, d - 1) * pairs.Density(r, 0.7), 0, 1) * d;
        Assert.Equal(1, pairs.Excess(0.7) / mean, 1e-6);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Beyond_the_range_there_is_a_wake_that_spreads_out(int d)
    {
        EncounterPairs pairs = Pairs(d, 4096);
        Assert.Equal(Math.Pow(2, 1 - d), pairs.Density(200, 1) / pairs.Density(100, 1), 1e-3);
        Assert.True(pairs.Density(0, 1) > pairs.Density(0.5, 1) && pairs.Density(0.5, 1) > pairs.Density(1.5, 1));
    }

    [Fact]
    public void The_deficit_of_dissipation_makes_the_bias_of_the_energy()
    {
        // T' = -2 a T (1 - deficit) against T' = -2 a T: the difference is M' + 2 a M.
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(2, 1, 1.2);
        var scaling = new ScalingLaw(900, 2);
        var weight = new HatWeight(1);
        const double T = 0.8, H = 1e-4;
        double M(double t) => EncounterCorrection.VelocityMeanSquare(solution, weight, scaling, t);
        double source = (M(T + H) - M(T - H)) / (2 * H) + 2 * 1.2 * M(T);
        Assert.Equal(1, 2 * 1.2 * solution.EnergyAt(T) * new EncounterPairs(solution, weight, scaling).DissipationDeficit(T) / source, 1e-6);
    }

    [Fact]
    public void The_mean_inverse_relative_speed_is_that_of_the_density_of_differences()
    {
        // d = 2, v uniform in [-1, 1]^2: w has the density (1 - |w_0|/2)(1 - |w_1|/2)/4 on [-2, 2]^2. In polar coordinates the 1/|w| goes away.
        double sum = 0;
        const int Angles = 2000;
        for (int n = 0; n < Angles; n++)
        {
            double angle = (n + 0.5) * Math.PI / 4 / Angles, c = Math.Cos(angle), s = Math.Sin(angle);
            sum += 8 * Math.PI / 4 / Angles * WeightIntegrals.Integrate(r => (1 - r * c / 2) * (1 - r * s / 2) / 4, 0, 2 / c);
        }

        Assert.Equal(1, SynchronousCouplingTests.State(2, 1).MeanInverseRelativeSpeed / sum, 2e-3);
        Assert.Equal(double.PositiveInfinity, SynchronousCouplingTests.State(1, 1).MeanInverseRelativeSpeed);
    }

    private static EncounterPairs Pairs(int d, int count) => new(SynchronousCouplingTests.Homogeneous(d, 1, 1), new WendlandWeight(1), new ScalingLaw(count, d));
}
