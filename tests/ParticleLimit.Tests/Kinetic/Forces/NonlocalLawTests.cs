using CsCheck;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>What the solver of (1.2) keeps of the equation's laws and symmetries, and what it shares with that of (1.3).</summary>
public sealed class NonlocalLawTests
{
    private const double Period = 2;

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 20)]
    [InlineData(3, 6)]
    public void Any_data_keep_mass_total_momentum_sign_and_energy_to_within_a_cell(int d, int runs) => Gen.Select(
        Gen.Frequency((1, Gen.Const(0.0)), (1, Gen.Const(50.0)), (6, Gen.Double[0, 50])), Gen.Double[0.01, 1], Gen.Double[-3, 0], Gen.Double[-0.4, 0.4].Array[d], Gen.Bool).Sample(
        (gamma, range, logarithm, drift, smooth) =>
        {
            GridSolver solver = OnTorus(d, gamma, range, Math.Pow(10, logarithm), drift, smooth);
            double width = solver.Options.Velocity.Width, within = d * width * width / 3; // a column thinner than a cell can hold as much more after a remap: 1/4 in two cells for its mean, 1/12 inside them
            Observables start = solver.Observe(), before = start;
            for (int n = 1; n <= 4; n++)
            {
                solver.AdvanceTo(n * solver.Options.TimeStep);
                Observables now = solver.Observe();
                Assert.Equal(start.Mass, now.Mass, 1e-13);
                for (int k = 0; k < d; k++) Assert.Equal(start.Momentum[k], now.Momentum[k], 1e-13);
                Assert.True(now.Energy <= before.Energy + within, $"energy rose from {before.Energy:R} to {now.Energy:R} in step {n}");
                Assert.True(now.VelocityRadius <= start.VelocityRadius);
                before = now;
            }

            Assert.True(solver.Values().Cast<double>().Min() >= 0);
        },
        iter: runs);

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 10)]
    public void Alignment_of_resolved_data_only_takes_energy(int d, int runs) => Gen.Select(Gen.Double[0.1, 3], Gen.Double[0.1, 1], Gen.Double[-0.3, 0.3].Array[d]).Sample(
        (gamma, range, drift) =>
        {
            GridSolver solver = OnTorus(d, gamma, range, 0.05, drift, smooth: true);
            double before = solver.Observe().Energy;
            for (int n = 1; n <= 6; n++)
            {
                solver.AdvanceTo(0.05 * n);
                Assert.True(solver.Observe().Energy <= before);
                before = solver.Observe().Energy;
            }
        },
        iter: runs);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_change_no_bit(int d)
    {
        GridSolver one = Patch(d, 1), three = Patch(d, 3);
        one.AdvanceTo(0.2);
        three.AdvanceTo(0.2);
        Assert.True(one.Density.SequenceEqual(three.Density));
        Assert.Equal(one.Values().Cast<double>(), three.Values().Cast<double>());
    }

    [Fact]
    public void Reflection_and_a_quarter_turn_commute_with_the_flow()
    {
        const int N = 20, M = 16;
        double[,] there = Run([0.4, -0.1], [0.2, 0.3]), mirrored = Run([-0.4, -0.1], [-0.2, 0.3]), turned = Run([0.1, 0.4], [-0.3, 0.2]);
        double largest = there.Cast<double>().Max();
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                for (int k = 0; k < M; k++)
                {
                    for (int l = 0; l < M; l++)
                    {
                        Assert.Equal(there[i * N + j, k * M + l], mirrored[(N - 1 - i) * N + j, (M - 1 - k) * M + l], 1e-12 * largest);
                        Assert.Equal(there[i * N + j, k * M + l], turned[(N - 1 - j) * N + i, (M - 1 - l) * M + k], 2e-3 * largest); // but for the order of the sweeps
                    }
                }
            }
        }

        static double[,] Run(double[] position, double[] velocity)
        {
            ProductState initial = ProductState.Gaussian([.. position], [0.4, 0.4], [.. velocity], [0.4, 0.4], 4);
            (GridAxis x, GridAxis v) = (new GridAxis(-4, 4, N), new GridAxis(-2.4, 2.4, M));
            var solver = new GridSolver(initial, new FreeSpace(2), NonlocalForce.WithGamma(1, new HatWeight(1), 0.8, 2), new GridSolverOptions([x, x], [v, v], 0.1, 1e-3));
            solver.AdvanceTo(0.4);
            return solver.Values();
        }
    }

    [Fact]
    public void A_moving_frame_shifts_the_solution_and_its_error()
    {
        // The frame, velocity cells with it, moves by whole position cells in each half step, so that every remap is the same.
        const int N = 16, Cells = 3;
        const double Step = 0.1, Frame = 2 * Cells * Period / N / Step;
        double[,] still = Run(0), moved = Run(Frame);
        double tolerance = 1e-10 * still.Cast<double>().Max();
        for (int i = 0; i < N; i++)
            for (int j = 0; j < still.GetLength(1); j++) Assert.Equal(still[i, j], moved[(i + 3 * 2 * Cells) % N, j], tolerance);

        static double[,] Run(double frame)
        {
            var solver = new GridSolver(
                ProductState.UniformBox([0.7], [0.8], [frame + 0.1], [1]), new Torus(Period), NonlocalForce.WithGamma(4, new HatWeight(1), 0.5),
                new GridSolverOptions(new GridAxis(0, Period, N), new GridAxis(frame - 0.6, frame + 0.8, 40), Step));
            solver.AdvanceTo(3 * Step);
            return solver.Values();
        }
    }

    [Fact]
    public void A_row_of_diagnostics_in_the_middle_of_a_step_is_of_second_order()
    {
        double[] errors = [.. new[] { 0.1, 0.05 }.Select(Error)];
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.6, 2.6);

        static double Error(double step)
        {
            DiagnosticsRow row = GridReference.Solve(Line(step), [], 0.6, CancellationToken.None).Diagnostics.First(row => row.Step == 0.5 + Math.Round(0.4 / step));
            GridSolver fine = Line(0.005);
            fine.AdvanceTo(row.Time);
            return Math.Abs(row.Energy - fine.Observe().Energy);
        }
    }

    [Fact]
    public void A_solution_restored_between_two_steps_goes_on_to_the_same_bits()
    {
        GridSolver whole = Patch(2, 2), first = Patch(2, 2), second = Patch(2, 2);
        whole.AdvanceTo(0.2);
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => first.AdvanceTo(0.2, _ => stop.Cancel(), stop.Token));
        using var file = new MemoryStream();
        first.Save(file);
        file.Position = 0;
        second.Restore(file);
        second.AdvanceTo(0.2);
        Assert.Equal(whole.Values().Cast<double>(), second.Values().Cast<double>());
        Assert.True(whole.Momentum(1).SequenceEqual(second.Momentum(1)));
        file.Position = 0;
        Assert.Throws<InvalidDataException>(() => Patch(2, 2, range: 0.31).Restore(file));
    }

    [Fact]
    public void The_step_is_chosen_from_its_error()
    {
        GridSolverOptions options = Line(1).Options;
        NonlocalForce force = NonlocalForce.WithGamma(3, new WendlandWeight(1), 0.5);
        double target = 1e-3, step = StepChoice.Apply(NonlocalForceTests.Gaussian(1, 0.3), new FreeSpace(1), force, options, 0.6, target).TimeStep;
        Assert.InRange(step, 1e-3, 0.2);
        double[] coarse = Density(step), fine = Density(step / 8);
        Assert.True(coarse.Zip(fine, (a, b) => Math.Abs(a - b)).Sum() * options.Position.Width <= 2 * target);

        static double[] Density(double step)
        {
            GridSolver solver = Line(step);
            solver.AdvanceTo(0.6);
            return solver.Density.ToArray();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_allocates_nothing(int d)
    {
        GridSolver solver = Patch(d, 2);
        solver.AdvanceTo(0.1);
        double time = 0.1;
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 0.2)));
    }

    private static GridSolver OnTorus(int d, double gamma, double range, double step, double[] drift, bool smooth)
    {
        (int position, int velocity) = d switch { 1 => (32, 64), 2 => (14, 24), _ => (6, 10) };
        ProductState initial = smooth
            ? ProductState.Gaussian([.. Enumerable.Repeat(0.8, d)], [.. Enumerable.Repeat(0.3, d)], [.. drift], [.. Enumerable.Repeat(0.35, d)], 3)
            : ProductState.UniformBox([.. Enumerable.Repeat(1.7, d)], [.. Enumerable.Repeat(0.9, d)], [.. drift], [.. Enumerable.Repeat(1.6, d)]);
        return new GridSolver(initial, new Torus([.. Enumerable.Repeat(Period, d)]), NonlocalForce.WithGamma(gamma, new HatWeight(1), range, d), new GridSolverOptions(
            [.. Enumerable.Repeat(new GridAxis(0, Period, position), d)], [.. Enumerable.Repeat(new GridAxis(-1.6, 1.6, velocity), d)], step));
    }

    private static GridSolver Line(double step) => new(
        NonlocalForceTests.Gaussian(1, 0.3), new FreeSpace(1), NonlocalForce.WithGamma(3, new WendlandWeight(1), 0.5),
        new GridSolverOptions(new GridAxis(-3, 3, 160), new GridAxis(-1.6, 1.8, 120), step, 1e-3) { DiagnosticSteps = 1 });

    private static GridSolver Patch(int d, int threads, double range = 0.3)
    {
        (int position, int velocity) = d switch { 1 => (200, 800), 2 => (24, 24), _ => (10, 10) };
        ProductState initial = ProductState.UniformBox(
            [.. Enumerable.Repeat(0.1, d)], [.. Enumerable.Repeat(1.0, d)], [.. Enumerable.Range(0, d).Select(k => 0.2 - 0.3 * k)], [.. Enumerable.Repeat(2.0, d)]);
        return new GridSolver(initial, new FreeSpace(d), NonlocalForce.WithGamma(2, new WendlandWeight(1), range, d), new GridSolverOptions(
            [.. Enumerable.Repeat(new GridAxis(-3.6, 3.6, position), d)], [.. Enumerable.Repeat(new GridAxis(-1.7, 1.7, velocity), d)], 0.05, 1e-2)
        {
            Threads = threads,
        });
    }
}
