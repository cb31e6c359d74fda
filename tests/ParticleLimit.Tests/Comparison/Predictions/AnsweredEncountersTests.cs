using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class AnsweredEncountersTests
{
    private static readonly WendlandWeight Weight = new(1.5);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    public void Between_normal_velocities_passages_run_through_a_normal_density(double side, double gamma)
    {
        // (v + v') / 2 is independent of the direction of v - v', so that the density across it is a normal one averaged over a normal one of half its variance.
        const double deviation = 0.4;
        var torus = new Torus([side, side]);
        var solution = new HomogeneousSolution(Normal(side, deviation), torus, gamma);
        double passages = 1 / (deviation * Math.Sqrt(3 * Math.PI)), integral = Weight.Integral(2);
        double expected = 2 * solution.Rate * integral * integral / WeightIntegrals.EncounterConstant(Weight, 2) * passages;
        Assert.Equal(1, AnsweredEncounters.Coefficient(solution, Weight) / expected, 3e-3);
    }

    [Fact]
    public void A_wave_of_the_sample_is_stronger_by_the_square_of_the_answer()
    {
        // |1 + a g|^2 = 1 + 2 pi a E delta(k (u - w)), from the linearised equation that is solved in time without the assumption that velocities stand while a wave lives.
        const double gamma = 1, time = 0.7;
        var solution = new HomogeneousSolution(Normal(1, 0.4), new Torus([1.0, 1.0]), gamma);
        double density = Math.Exp(gamma * time) / (2 * 0.4 * Math.Sqrt(Math.PI));
        double Excess(double waveNumber) => (LinearFluctuation.Of(solution, waveNumber, time, 400).Density - 1) * waveNumber / (2 * Math.PI * gamma * density);
        double near = Excess(40), far = Excess(80);
        Assert.InRange((far - 1) / (near - 1), 0.35, 0.65);
        Assert.Equal(1, 2 * far - near, 0.02);
    }

    [Fact]
    public void The_mean_square_solves_its_equation()
    {
        var answered = new AnsweredEncounters(new EncounterCorrection(1.3, 0.02), 0.15);
        const int steps = 400;
        const double end = 2, h = end / steps;
        double Slope(double t, double m) => -2 * 1.3 * m + 0.02 * (Math.Exp(-1.3 * t) + 0.15);
        double mean = 0;
        for (int n = 0; n < steps; n++)
        {
            double t = n * h, k1 = Slope(t, mean), k2 = Slope(t + h / 2, mean + h / 2 * k1), k3 = Slope(t + h / 2, mean + h / 2 * k2), k4 = Slope(t + h, mean + h * k3);
            mean += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
        }

        Assert.Equal(1, answered.VelocityMeanSquare(end) / mean, 1e-8);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-9)]
    [InlineData(0.2)]
    public void At_the_departure_the_temperature_is_the_factor_times_the_solutions(double answer)
    {
        var answered = new AnsweredEncounters(new EncounterCorrection(0.8, 0.01), answer);
        double time = answered.DepartureTime(0.6, 3), exact = 0.6 * Math.Exp(-2 * 0.8 * time);
        Assert.Equal(3, (exact + answered.VelocityMeanSquare(time)) / exact, 1e-7);
    }

    [Fact]
    public void The_slope_of_the_departure_against_the_logarithm_comes_to_one_from_below()
    {
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(2, 1, 1);
        double Time(int particles) => AnsweredEncounters.Of(solution, Weight, new ScalingLaw(particles, 2)).DepartureTime(solution.Initial.Temperature, 2);
        double[] slopes = [.. new[] { 400, 40_000, 4_000_000 }.Select(n => (Time(25 * n) - Time(n)) / Math.Log(5))];
        Assert.True(slopes[0] < slopes[1] && slopes[1] < slopes[2] && slopes[2] < 1, string.Join(", ", slopes));
        Assert.True(slopes[0] > 0.7 && slopes[2] > 0.9, string.Join(", ", slopes));
    }

    [Fact]
    public void In_other_dimensions_there_is_none() =>
        Assert.Throws<ArgumentException>(() => AnsweredEncounters.Coefficient(SynchronousCouplingTests.Homogeneous(3, 1, 1), Weight));

    private static ProductState Normal(double side, double deviation) => new(
        [new UniformMarginal(0, side), new UniformMarginal(0, side)],
        [new TruncatedGaussianMarginal(0, deviation, -6 * deviation, 6 * deviation), new TruncatedGaussianMarginal(0, deviation, -6 * deviation, 6 * deviation)]);
}
