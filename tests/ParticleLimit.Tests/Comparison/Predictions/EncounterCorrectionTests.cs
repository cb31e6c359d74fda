using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class EncounterCorrectionTests
{
    [Fact]
    public void The_closed_forms_solve_the_moment_equations() =>
        Gen.Select(Gen.Double[0, 4], Gen.Double[0.1, 10], Gen.Double[0.01, 3]).Sample((contraction, scatter, time) =>
        {
            (double velocity, double position) = RungeKutta(contraction, scatter, time, steps: 400);
            var correction = new EncounterCorrection(contraction, scatter);
            Assert.Equal(1, correction.VelocityMeanSquare(time) / velocity, 1e-7);
            Assert.Equal(1, correction.PositionMeanSquare(time) / position, 1e-7);
        }, iter: 300);

    [Fact]
    public void Without_alignment_the_errors_diffuse() => Gen.Double[0.01, 10].Sample(time =>
    {
        foreach (double contraction in (double[])[0, 1e-300, 1e-12])
        {
            var correction = new EncounterCorrection(contraction, 3);
            Assert.Equal(1, correction.VelocityMeanSquare(time) / (3 * time), 1e-9);
            Assert.Equal(1, correction.PositionMeanSquare(time) / (time * time * time), 1e-9);
        }
    });

    [Fact]
    public void The_two_branches_of_each_closed_form_meet()
    {
        var correction = new EncounterCorrection(1, 1);
        double below = Math.BitDecrement(1.0);
        Assert.Equal(correction.VelocityMeanSquare(1), correction.VelocityMeanSquare(below), 1e-15);
        Assert.Equal(correction.PositionMeanSquare(1), correction.PositionMeanSquare(below), 1e-14);
    }

    [Fact]
    public void Time_and_contraction_scale_together() =>
        Gen.Select(Gen.Double[0.1, 4], Gen.Double[0.1, 10], Gen.Double[0.01, 3]).Sample((contraction, time, unit) =>
        {
            // In the unit of time 1/unit the velocity error and the scatter keep the unit of length.
            var one = new EncounterCorrection(contraction, 1);
            var other = new EncounterCorrection(contraction * unit, unit);
            Assert.Equal(1, other.VelocityMeanSquare(time / unit) / one.VelocityMeanSquare(time), 1e-12);
            Assert.Equal(1, other.PositionMeanSquare(time / unit) * unit * unit / one.PositionMeanSquare(time), 1e-10);
        });

    [Fact]
    public void The_velocity_error_dies_and_the_position_error_stays()
    {
        var correction = new EncounterCorrection(2, 3);
        Assert.Equal(0, correction.VelocityMeanSquare(1e4));
        Assert.Equal(3.0 / 8, correction.PositionMeanSquare(1e4), 1e-15);
        Assert.Equal(0, correction.VelocityMeanSquare(0));
        Assert.Equal(0, correction.PositionMeanSquare(0));
    }

    [Fact]
    public void At_the_departure_the_temperature_is_the_factor_times_the_solutions() =>
        Gen.Select(Gen.Double[0.1, 4], Gen.Double[1e-4, 1], Gen.Double[0.1, 5], Gen.Double[1.01, 10]).Sample((contraction, scatter, temperature, factor) =>
        {
            var correction = new EncounterCorrection(contraction, scatter);
            double time = correction.DepartureTime(temperature, factor), exact = temperature * Math.Exp(-2 * contraction * time);
            Assert.Equal(factor, (exact + correction.VelocityMeanSquare(time)) / exact, 1e-9 * factor);
        });

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 1.0)]
    [InlineData(3, 1.0)]
    [InlineData(2, 0.5)]
    [InlineData(3, 0.75)]
    public void The_scatter_is_that_of_simulated_encounters(int d, double beta)
    {
        // Independent of the closed form of C: encounters of a test particle at rest with a beam of unit speed and density rho,
        // drawn one by one in a cylinder of radius eps R, each kick a sum of the force along the passage.
        var weight = new WendlandWeight(1.5);
        var scaling = new ScalingLaw(3000, d, beta);
        const double Gamma = 0.7;
        double eps = scaling.Epsilon, coupling = scaling.Coupling(Gamma, weight), side = 1.3, density = Math.Pow(side, -d);
        double area = d switch { 1 => 1, 2 => 2 * eps * 1.5, _ => Math.PI * eps * eps * 2.25 };
        double meanSquareKick = 0;
        const int Rays = 2000, Points = 400;
        for (int ray = 0; ray < (d == 1 ? 1 : Rays); ray++)
        {
            double fraction = (ray + 0.5) / Rays;
            double impact = d switch { 1 => 0, 2 => 1.5 * (2 * fraction - 1), _ => 1.5 * Math.Sqrt(fraction) };
            double kick = 0, ds = 3.0 / Points;
            for (int n = 0; n < Points; n++)
            {
                double s = -1.5 + (n + 0.5) * ds;
                kick += coupling * weight.Value(impact * impact + s * s) * eps * ds;
            }

            meanSquareKick += kick * kick / (d == 1 ? 1 : Rays);
        }

        HomogeneousSolution solution = Homogeneous(d, side, Gamma);
        double expected = scaling.ParticleCount * density * area * meanSquareKick * solution.Initial.MeanRelativeSpeed;
        Assert.Equal(1, EncounterCorrection.Of(solution, weight, scaling).Scatter / expected, 1e-4);
    }

    [Fact]
    public void The_correction_of_a_homogeneous_solution_scales_as_its_equation_says() =>
        Gen.Select(Gen.Int[1, 3], Gen.Double[0.1, 5], Gen.Double[0.2, 2], Gen.Double[0, 2]).Sample((d, gamma, radius, time) =>
        {
            HomogeneousSolution solution = Homogeneous(d, 1, gamma);
            var weight = new WendlandWeight(radius);
            double coarse = EncounterCorrection.VelocityMeanSquare(solution, weight, new ScalingLaw(1000, d), time);
            double fine = EncounterCorrection.VelocityMeanSquare(solution, weight, new ScalingLaw(1000 << d, d), time);
            Assert.Equal(coarse / 2, fine, 1e-12 * coarse);

            // Lengths in units of eps: doubling R spreads the same int psi, so that C/(int psi)^2 falls by 2^(d-1).
            double wide = EncounterCorrection.VelocityMeanSquare(solution, new WendlandWeight(2 * radius), new ScalingLaw(1000, d), time);
            Assert.Equal(coarse / (1 << (d - 1)), wide, 1e-9 * coarse);
        }, iter: 50);

    [Fact]
    public void Without_coupling_there_is_no_error() => Assert.Equal(
        0, EncounterCorrection.VelocityMeanSquare(Homogeneous(2, 1, 0), new WendlandWeight(1), new ScalingLaw(100, 2), 1));

    [Fact]
    public void In_one_dimension_the_weight_does_not_matter()
    {
        // C = (int psi)^2 for d = 1.
        HomogeneousSolution solution = Homogeneous(1, 1, 0.8);
        var scaling = new ScalingLaw(1000, 1);
        double smooth = EncounterCorrection.VelocityMeanSquare(solution, new WendlandWeight(1), scaling, 1);
        Assert.Equal(1, EncounterCorrection.VelocityMeanSquare(solution, new IndicatorWeight(0.3), scaling, 1) / smooth, 1e-12);
    }

    private static HomogeneousSolution Homogeneous(int d, double side, double gamma) => new(
        new ProductState([.. Enumerable.Repeat<IMarginal>(new UniformMarginal(0, side), d)], [.. Enumerable.Repeat<IMarginal>(new UniformMarginal(-1, 1), d)]),
        new Torus([.. Enumerable.Repeat(side, d)]), gamma);

    private static (double Velocity, double Position) RungeKutta(double a, double s, double time, int steps)
    {
        double[] y = [0, 0, 0];
        double h = time / steps;
        for (int n = 0; n < steps; n++)
        {
            double t = n * h;
            double[] k1 = Slope(t, y), k2 = Slope(t + h / 2, Plus(y, k1, h / 2)), k3 = Slope(t + h / 2, Plus(y, k2, h / 2)), k4 = Slope(t + h, Plus(y, k3, h));
            for (int i = 0; i < 3; i++) y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }

        return (y[0], y[2]);

        double[] Slope(double t, double[] z) => [-2 * a * z[0] + s * Math.Exp(-a * t), z[0] - a * z[1], 2 * z[1]];
        static double[] Plus(double[] z, double[] k, double factor) => [.. z.Select((value, i) => value + factor * k[i])];
    }
}
