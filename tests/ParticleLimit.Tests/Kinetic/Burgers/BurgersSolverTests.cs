using CsCheck;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The finite-volume solver of Burgers' equation against its closed forms, and the laws it keeps.</summary>
public sealed class BurgersSolverTests
{
    private static readonly FreeSpace Line = new(1);
    private static readonly RaisedCosineMarginal Wave = new(0.5, 1, 0.5);

    /// <summary>Before the crossing at t = 1 / (4 pi), where the formula of Lax and Oleinik is the method of characteristics; and with viscosity that of Cole and Hopf.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.02)]
    public void Smooth_data_converge_with_second_order(double viscosity)
    {
        const double Flux = 2, Time = 0.05;
        var circle = new Torus(1);
        IDensityReference exact = viscosity > 0 ? new ViscousSolution(Wave, circle, Flux, viscosity) : new EntropySolution(Wave, circle, Flux);
        double[] errors = [.. new[] { 64, 128, 256 }.Select(cells => Error(exact, new GridAxis(0, 1, cells), Time))];
        for (int k = 1; k < errors.Length; k++) Assert.True(Math.Log2(errors[k - 1] / errors[k]) >= 1.9, string.Join(", ", errors));
    }

    /// <summary>The splitting alone: steps far longer than the diffusion across a cell.</summary>
    [Fact]
    public void The_viscous_solution_is_that_of_Cole_and_Hopf_on_the_line_too()
    {
        var law = new TruncatedGaussianMarginal(0, 0.25, -1, 1);
        var exact = new ViscousSolution(law, Line, 1.5, 0.05);
        double[] errors = [.. new[] { 300, 600 }.Select(cells => Error(exact, new GridAxis(-3.5, 5, cells), 0.5))];
        Assert.True(errors[1] < 5e-4 && errors[0] / errors[1] >= 3.5, string.Join(", ", errors));
    }

    [Theory]
    [InlineData(0.2)] // fan and shock with a plateau between
    [InlineData(0.5)] // they meet
    [InlineData(2.0)] // the fan cut by the shock
    public void A_box_becomes_a_rarefaction_and_a_shock(double time)
    {
        var exact = new BoxSolution(new UniformMarginal(0, 1), 2);
        double[] errors = [.. new[] { 300, 1200 }.Select(cells => Error(exact, Axis(cells), time))];
        Assert.True(errors[1] < 3e-3 && errors[0] / errors[1] > 2, string.Join(", ", errors)); // of first order at a jump, whose place within a cell counts

        BurgersSolver solver = Box(600);
        solver.AdvanceTo(time);
        double[] f = solver.Density.ToArray();
        GridAxis axis = solver.Options.Position;
        double jump = exact.Density(time, exact.Shock(time) - 1e-9);
        int shock = Array.FindLastIndex(f, value => value > jump / 2);
        double half = axis.Centre(shock) + axis.Width * (f[shock] - jump / 2) / (f[shock] - f[shock + 1]);
        Assert.Equal(exact.Shock(time), half, axis.Width);

        // The jump is whole two cells away on either side, and the fan has no jump: no expansion shock.
        Assert.Equal(exact.Density(time, axis.Centre(shock - 3)), f[shock - 3], 0.02 * jump);
        Assert.Equal(0, f[shock + 3], 0.02 * jump);
        for (int i = 1; i < shock - 3; i++) Assert.True(f[i] - f[i - 1] <= 1.3 * axis.Width / (4 * time), $"{f[i] - f[i - 1]} at {axis.Centre(i)}"); // the fan's slope is 1 / (2 Phi t)
    }

    [Fact]
    public void The_shock_moves_at_the_speed_of_Rankine_and_Hugoniot()
    {
        // Until the fan meets it at t = 1/2: Phi (1 + 0). From a point on the plateau between them to the shock there is as much mass as length.
        BurgersSolver solver = Box(600);
        solver.AdvanceTo(0.2);
        double first = Ahead();
        solver.AdvanceTo(0.3);
        Assert.Equal(2, (Ahead() - first) / 0.1, 1e-4);

        double Ahead()
        {
            double mass = 0;
            for (int i = 0; i < solver.Density.Length; i++) mass += solver.Options.Position.Centre(i) > 1.3 ? solver.Density[i] * solver.Options.Position.Width : 0;
            return mass;
        }
    }

    [Fact]
    public void Mass_sign_maxima_and_variation_are_kept_for_any_data() => Gen.Select(
        Gen.Double[0, 1].Array[3, 40], Gen.Double[0.5, 3], Gen.Frequency((1, Gen.Const(0.0)), (3, Gen.Double[-6, 0].Select(power => Math.Pow(10, power)))), Gen.Double[-4, 0], Gen.Bool).Sample(
        (points, flux, viscosity, logarithm, periodic) =>
        {
            if (points.Distinct().Count() < 2) return;
            const double Time = 0.3;
            var law = new SampledMarginal(points);
            Domain domain = periodic ? new Torus(1) : Line;
            GridAxis axis = periodic ? new GridAxis(0, 1, 60) : new GridAxis(-9, 12, 400);
            var solver = new BurgersSolver(law, domain, flux, viscosity, new BurgersOptions(axis, Math.Pow(10, logarithm)));
            (double largest, double variation) = (Largest(), Variation());
            for (int n = 1; n <= 4; n++)
            {
                solver.AdvanceTo(n * Time / 4);
                double mass = 0;
                foreach (double value in solver.Density)
                {
                    Assert.True(value >= 0);
                    mass += value * axis.Width;
                }

                Assert.Equal(1, mass + solver.Ledger.Total, 1e-13);
                double rounding = 2e-16 * (solver.Steps + 10); // a plateau keeps its height but for an ulp a step
                Assert.True(Largest() <= largest * (1 + rounding), $"{largest:R} became {Largest():R} in {solver.Steps} steps");
                Assert.True(Variation() <= variation * (1 + 1e-13), $"{variation:R} became {Variation():R}");
                (largest, variation) = (Largest(), Variation());
            }

            double Largest() => System.Numerics.Tensors.TensorPrimitives.Max(solver.Density);

            double Variation()
            {
                double sum = Math.Abs(solver.Density[^1] - solver.Density[0]); // on the line both are nothing
                for (int i = 1; i < solver.Density.Length; i++) sum += Math.Abs(solver.Density[i] - solver.Density[i - 1]);
                return sum;
            }
        },
        iter: 60);

    /// <summary>A law with a jump at every sample, through all the shocks and fans that come of it.</summary>
    [Fact]
    public void The_law_of_a_sample_follows_the_formula_of_Lax_and_Oleinik()
    {
        var law = new SampledMarginal([0.05, 0.1, 0.3, 0.32, 0.5, 0.55, 0.6, 0.85, 0.9]);
        var exact = new EntropySolution(law, Line, 1);
        double[] errors = [.. new[] { 200, 400, 800 }.Select(cells => Error(exact, new GridAxis(-0.1, 2.4, cells), 0.3))];
        Assert.True(errors[2] < 0.01 && errors[0] / errors[2] > 2.8, string.Join(", ", errors));
    }

    [Fact]
    public void Mass_that_leaves_is_an_error_that_names_the_side()
    {
        var solver = new BurgersSolver(new UniformMarginal(0, 1), Line, 2, 0, new BurgersOptions(new GridAxis(-0.1, 1.5, 100), 1));
        Assert.Equal("upper position", Assert.Throws<KineticBoundaryException>(() => solver.AdvanceTo(1)).Side);
        var diffusing = new BurgersSolver(new UniformMarginal(0, 1), Line, 1, 0.1, new BurgersOptions(new GridAxis(-0.5, 9, 100), 0.1));
        Assert.Equal("lower position", Assert.Throws<KineticBoundaryException>(() => diffusing.AdvanceTo(1)).Side);
    }

    [Fact]
    public void The_usual_axis_holds_the_solution()
    {
        foreach (double viscosity in (double[])[0, 0.03])
        {
            var law = new TruncatedGaussianMarginal(0, 0.2, -0.8, 0.8);
            BurgersOptions usual = BurgersOptions.For(law, Line, 1, viscosity, 1);
            var solver = new BurgersSolver(law, Line, 1, viscosity, usual with { Position = new GridAxis(usual.Position.From, usual.Position.To, 400) });
            solver.AdvanceTo(1);
            Assert.True(solver.Ledger.Total < 1e-12);
        }
    }

    [Fact]
    public void Wrong_data_is_refused()
    {
        var options = new BurgersOptions(new GridAxis(0, 1, 50), 0.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BurgersSolver(Wave, new Torus(1), 0, 0, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BurgersSolver(Wave, new Torus(1), 1, -1, options));
        Assert.Throws<ArgumentException>(() => new BurgersSolver(Wave, new Torus(2), 1, 0, options));
        Assert.Throws<ArgumentException>(() => new BurgersSolver(Wave, Line, 1, 0, new BurgersOptions(new GridAxis(0.2, 1, 50), 0.1)));
    }

    [Fact]
    public void A_solution_gives_density_and_mass_at_the_times_it_kept()
    {
        const double Period = 1.5;
        var solver = new BurgersSolver(new RaisedCosineMarginal(1.2, 1, 1), new Torus(Period), 2, 0.01, new BurgersOptions(new GridAxis(0, Period, 150), 0.1));
        BurgersGridSolution solution = BurgersGridSolution.Solve(solver, [0.1, 0.3], CancellationToken.None);
        Assert.Throws<ArgumentOutOfRangeException>(() => solution.Density(0.2, 0.5));
        foreach (double time in (double[])[0, 0.1, 0.3])
        {
            const double Step = 1e-6;
            for (double x = 0.0013; x < Period; x += 0.0171)
            {
                Assert.Equal(solution.Density(time, x), (solution.Cumulative(time, x + Step) - solution.Cumulative(time, x - Step)) / (2 * Step), 1e-4);
                Assert.Equal(solution.Cumulative(time, x) + 1, solution.Cumulative(time, x + Period), 1e-12);
            }
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var solver = new BurgersSolver(Wave, new Torus(1), 2, 0.01, new BurgersOptions(new GridAxis(0, 1, 100), 0.01));
        solver.AdvanceTo(0.01);
        double time = 0.01;
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 0.05)));
    }

    private static GridAxis Axis(int cells) => new(-0.2, 4.4, cells);

    private static BurgersSolver Box(int cells) => new(new UniformMarginal(0, 1), Line, 2, 0, new BurgersOptions(Axis(cells), 1));

    /// <summary>The L1 distance between the cells and the exact averages.</summary>
    private static double Error(IDensityReference exact, GridAxis axis, double time)
    {
        var solver = new BurgersSolver(exact.Initial, exact.Domain, exact.Flux, exact.Viscosity, new BurgersOptions(axis, 1));
        solver.AdvanceTo(time);
        double error = 0, below = exact.Cumulative(time, axis.From);
        for (int i = 0; i < axis.Cells; i++)
        {
            double above = exact.Cumulative(time, axis.Face(i + 1));
            error += Math.Abs(solver.Density[i] * axis.Width - (above - below));
            below = above;
        }

        return error;
    }
}
