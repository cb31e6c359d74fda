using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Closed forms of Burgers' equation against the equation, against each other, and against their limits.</summary>
public class BurgersTests
{
    private static readonly FreeSpace Line = new(1);
    private static readonly Torus Circle = new(1.5);
    private static readonly RaisedCosineMarginal Bump = new(0.3, 1.2);
    private static readonly TruncatedGaussianMarginal Gaussian = new(0, 0.25, -1, 1);

    public static TheoryData<string> Viscous => ["line", "circle"];

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_formula_of_Lax_and_Oleinik_gives_the_box_before_and_after_the_fan_reaches_the_shock(double time)
    {
        var exact = new BoxSolution(new UniformMarginal(-0.4, 0.6), 2);
        var solution = new EntropySolution(new UniformMarginal(-0.4, 0.6), Line, 2);
        for (double x = -0.9; x < 8; x += 0.0371)
        {
            Assert.Equal(exact.Cumulative(time, x), solution.Cumulative(time, x), 1e-12);
            if (Math.Abs(x - exact.Shock(time)) > 1e-6) Assert.Equal(exact.Density(time, x), solution.Density(time, x), 1e-9);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_formula_of_Lax_and_Oleinik_gives_the_characteristics_before_they_cross(bool periodic)
    {
        Domain domain = periodic ? new Torus(1.2) : Line;
        var exact = new CharacteristicSolution(Bump, domain, 2, Bump.SteepestFall);
        var solution = new EntropySolution(Bump, domain, 2);
        double time = 0.9 * exact.CrossingTime;
        for (double x = -0.5; x < 1.5; x += 0.0173)
        {
            Assert.Equal(exact.Cumulative(time, x), solution.Cumulative(time, x), 1e-12);
            Assert.Equal(exact.Density(time, x), solution.Density(time, x), 1e-7);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => exact.Density(exact.CrossingTime, 0));
    }

    [Fact]
    public void The_shock_moves_at_the_speed_of_Rankine_and_Hugoniot()
    {
        var riemann = new RiemannSolution(1, 0, 2);
        var box = new BoxSolution(new UniformMarginal(0, 1), 2);
        const double Time = 0.3;
        Assert.Equal(riemann.ShockSpeed, (box.Shock(Time) - box.Shock(0)) / Time, 1e-14);
        for (double x = 1.21; x < 2; x += 0.0317) Assert.Equal(riemann.Density(Time, x - 1), box.Density(Time, x));
        var fan = new RiemannSolution(0, 1, 2);
        for (double x = -0.5; x < 1.1; x += 0.0317) Assert.Equal(fan.Density(Time, x), box.Density(Time, x), 1e-14);

        // In the mass: d/dt of the mass ahead of a fixed point is the flux there, through a shock that forms by itself.
        var solution = new EntropySolution(Gaussian, Line, 2);
        foreach (double t in (double[])[0.3, 0.6])
        {
            (double left, double right, double at) = ShockOf(solution, t);
            (_, _, double later) = ShockOf(solution, t + 1e-3);
            (_, _, double earlier) = ShockOf(solution, t - 1e-3);
            Assert.Equal(2 * (left + right), (later - earlier) / 2e-3, 2e-3);
            Assert.True(left > right + 0.3, $"{at}");
        }
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.4)]
    [InlineData(3)]
    public void Mass_is_one_and_the_density_is_the_slope_of_the_mass(double time)
    {
        IDensityReference[] solutions =
        [
            new EntropySolution(Gaussian, Line, 1.5), new EntropySolution(new RaisedCosineMarginal(0, 1.5, 0.5), Circle, 1.5), new EntropySolution(Bump, Circle, 1.5),
            new ViscousSolution(Gaussian, Line, 1.5, 0.01), new ViscousSolution(Bump, Circle, 1.5, 0.01), new BoxSolution(new UniformMarginal(0, 1), 1.5),
        ];
        foreach (IDensityReference solution in solutions)
        {
            (double from, double to) = solution.Range(time);
            Assert.Equal(1, solution.Cumulative(time, to) - solution.Cumulative(time, from), 1e-11);
            const double Step = 1e-5;
            int jumps = 0;
            for (int k = 1; k < 40; k++)
            {
                double x = from + (to - from) * k / 40;
                double slope = (solution.Cumulative(time, x + Step) - solution.Cumulative(time, x - Step)) / (2 * Step);
                if (Math.Abs(slope - solution.Density(time, x)) > 1e-4) jumps++;
                Assert.True(solution.Density(time, x) >= 0);
            }

            Assert.True(jumps <= 1, $"{solution.Method}: {jumps}");
        }
    }

    [Theory]
    [MemberData(nameof(Viscous))]
    public void The_transformation_of_Cole_and_Hopf_solves_the_equation(string where)
    {
        const double Flux = 2, Viscosity = 0.03, Time = 0.2, Step = 2e-3, TimeStep = 1e-4;
        var solution = new ViscousSolution(Bump, where == "line" ? Line : Circle, Flux, Viscosity);
        for (double x = -0.5; x < 2; x += 0.0913)
        {
            // Fourth-order differences of F_t + Phi F_x^2 = nu F_xx.
            double F(double t, double y) => solution.Cumulative(t, y);
            double ft = (8 * (F(Time + TimeStep, x) - F(Time - TimeStep, x)) - (F(Time + 2 * TimeStep, x) - F(Time - 2 * TimeStep, x))) / (12 * TimeStep);
            double fxx = (16 * (F(Time, x + Step) + F(Time, x - Step)) - F(Time, x + 2 * Step) - F(Time, x - 2 * Step) - 30 * F(Time, x)) / (12 * Step * Step);
            double f = solution.Density(Time, x);
            Assert.Equal(Viscosity * fxx, ft + Flux * f * f, 1e-5);
        }
    }

    [Fact]
    public void As_viscosity_vanishes_the_entropy_solution_is_left()
    {
        var entropy = new EntropySolution(Gaussian, Line, 2);
        double previous = double.PositiveInfinity;
        foreach (double viscosity in (double[])[1e-2, 1e-3, 1e-4, 1e-5])
        {
            var viscous = new ViscousSolution(Gaussian, Line, 2, viscosity);
            double difference = 0;
            for (double x = -0.9; x < 3; x += 0.25) difference = Math.Max(difference, Math.Abs(viscous.Cumulative(0.5, x) - entropy.Cumulative(0.5, x)));
            Assert.True(difference < 0.2 * previous, $"nu = {viscosity}: {difference}");
            Assert.True(difference < 20 * viscosity, $"nu = {viscosity}: {difference}");
            previous = difference;
        }
    }

    [Fact]
    public void With_much_viscosity_the_heat_kernel_is_left()
    {
        const double Viscosity = 50, Time = 0.1;
        var narrow = new TruncatedGaussianMarginal(0, 1, -8, 8);
        var solution = new ViscousSolution(narrow, Line, 1e-4, Viscosity);
        double variance = 1 + 2 * Viscosity * Time;
        for (double x = -6; x < 6; x += 0.7)
            Assert.Equal(Math.Exp(-x * x / (2 * variance)) / Math.Sqrt(2 * Math.PI * variance), solution.Density(Time, x), 1e-6);
    }

    [Fact]
    public void At_time_zero_every_solution_is_its_data()
    {
        foreach (IDensityReference solution in (IDensityReference[])[new EntropySolution(Bump, Circle, 2), new ViscousSolution(Bump, Circle, 2, 0.1)])
            for (double x = 0; x < 1.5; x += 0.1)
            {
                double folded = x < Bump.From ? x + 1.5 : x >= Bump.From + 1.5 ? x - 1.5 : x;
                Assert.Equal(Bump.Density(folded), solution.Density(0, x), 1e-12);
                Assert.Equal(solution.Cumulative(0, x) + 1, solution.Cumulative(0, x + 1.5), 1e-12);
            }
    }

    [Fact]
    public void Wrong_data_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntropySolution(Bump, Line, 0));
        Assert.Throws<ArgumentException>(() => new EntropySolution(Bump, new Torus(1), 2));
        Assert.Throws<ArgumentException>(() => new EntropySolution(Bump, new FreeSpace(2), 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ViscousSolution(Bump, Line, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntropySolution(Bump, Line, 2).Density(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntropySolution(Bump, Line, 2).Density(double.NaN, 0));
    }

    // The largest jump of the density, between neighbours of a fine grid refined about it.
    private static (double Left, double Right, double At) ShockOf(EntropySolution solution, double time)
    {
        (double from, double to) = solution.Range(time);
        for (int level = 0; level < 8; level++)
        {
            double step = (to - from) / 40, steepest = 0, at = from;
            for (int k = 0; k < 40; k++)
            {
                double fall = solution.Density(time, from + k * step) - solution.Density(time, from + (k + 1) * step);
                if (fall > steepest) (steepest, at) = (fall, from + k * step);
            }

            (from, to) = (at, at + step);
        }

        return (solution.Density(time, from), solution.Density(time, to), 0.5 * (from + to));
    }
}
