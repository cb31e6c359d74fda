using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class EncounterBiasTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_bias_of_the_energy_is_the_mean_square_of_the_coupling(int d)
    {
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(d, 1.2, 0.8);
        var scaling = new ScalingLaw(5000, d);
        var weight = new WendlandWeight(1);
        double bias = EncounterCorrection.Bias(solution, weight, scaling, VelocityStatistic.Energy, 0.7);
        Assert.Equal(1, bias / EncounterCorrection.VelocityMeanSquare(solution, weight, scaling, 0.7), 1e-12);
    }

    [Fact]
    public void The_bias_of_the_fourth_moment_solves_its_moment_equation()
    {
        // d = 1: grad grad v^4 = 12 v^2, so that m' = -4 a m + 6 S e^(-a t) e^(-2 a t) E[|w| v^2] / E|w|, from the equation and not from Duhamel's formula.
        // For v, v' uniform in [-1, 1]: E|w| = 2/3 and E[|v - v'| v^2] = E[v^2 (1 + v^2) / 2] = 1/6 + 1/10.
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(1, 1, 1.3);
        var scaling = new ScalingLaw(100, 1);
        double scatter = EncounterCorrection.Of(solution, new HatWeight(1), scaling).Scatter, a = 1.3, moment = 0, h = 1e-4;
        double Slope(double t, double m) => -4 * a * m + 6 * scatter * Math.Exp(-3 * a * t) * (1.0 / 6 + 1.0 / 10) / (2.0 / 3);
        for (int n = 0; n < 10_000; n++)
        {
            double middle = moment + h / 2 * Slope(n * h, moment);
            moment += h * Slope((n + 0.5) * h, middle);
        }

        Assert.Equal(1, EncounterCorrection.Bias(solution, new HatWeight(1), scaling, VelocityStatistic.FourthMoment, 1) / moment, 1e-3);
    }

    [Fact]
    public void The_bias_starts_at_zero_and_grows_with_the_scatter_alone_at_first()
    {
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(2, 1, 1);
        var weight = new WendlandWeight(1);
        foreach (VelocityStatistic statistic in VelocityStatistic.Each)
        {
            Assert.Equal(0, EncounterCorrection.Bias(solution, weight, new ScalingLaw(400, 2), statistic, 0));
            double coarse = EncounterCorrection.Bias(solution, weight, new ScalingLaw(400, 2), statistic, 1);
            Assert.Equal(coarse / 2, EncounterCorrection.Bias(solution, weight, new ScalingLaw(1600, 2), statistic, 1), 1e-14);
        }
    }

    [Fact]
    public void Second_derivatives_are_those_of_the_function() =>
        Gen.Select(Gen.Double[-2, 2], Gen.Double[-2, 2], Gen.Double[-1, 1], Gen.Double[-1, 1]).Sample((v0, v1, w0, w1) =>
        {
            const double H = 1e-4;
            foreach (VelocityStatistic statistic in VelocityStatistic.Each)
            {
                double At(double s) => statistic.Value([v0 + s * w0, v1 + s * w1]);
                Assert.Equal((At(H) - 2 * At(0) + At(-H)) / (H * H), statistic.SecondDerivative([v0, v1], [w0, w1]), 1e-5);
            }
        }, iter: 200);
}
