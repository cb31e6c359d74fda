using CsCheck;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>What the grid solver keeps for any data, any gamma and any step, and what a restart and a step may not do.</summary>
public class GridLawTests
{
    [Fact]
    public void Any_patch_keeps_mass_momentum_sign_and_hull_at_any_step() => Gen.Select(
        Gen.Double[0, 50], Gen.Double[0.001, 4], Gen.Double[0.2, 1.6], Gen.Double[-0.4, 0.4], Gen.Double[0.1, 1.2], Gen.Bool).Sample(
        (gamma, step, size, drift, spread, smooth) =>
        {
            // Up to a Courant number of 4 * 1.3 / 0.125 = 40.
            var torus = new Torus(2, 2);
            ProductState initial = smooth
                ? ProductState.Gaussian([1, 0.7], [size / 4, size / 3], [drift, -drift], [spread / 4, spread / 3], 3)
                : ProductState.UniformBox([1, 0.7], [size, size / 2], [drift, -drift], [spread, spread / 2]);
            var x = new GridAxis(0, 2, 16);
            var v = new GridAxis(-1.6, 1.6, 20);
            var solver = new GridSolver(initial, torus, gamma, new GridSolverOptions([x, x], [v, v], step));
            Observables start = solver.Observe();
            (int First, int Last)[] before = Hull(solver.Values(), 20);
            for (int n = 1; n <= 3; n++)
            {
                solver.AdvanceTo(n * step);
                Observables now = solver.Observe();
                Assert.Equal(start.Mass, now.Mass, 1e-13);
                Assert.Equal(start.Momentum[0], now.Momentum[0], 1e-13);
                Assert.Equal(start.Momentum[1], now.Momentum[1], 1e-13);
                double[,] f = solver.Values();
                (int First, int Last)[] hull = Hull(f, 20);
                for (int k = 0; k < 2; k++)
                    Assert.True(hull[k].First >= before[k].First && hull[k].Last <= before[k].Last, "the support grew in v"); // Lemma 3.3, axis by axis
                Assert.True(f.Cast<double>().Min() >= 0);
                before = hull;
            }
        },
        iter: 60);

    /// <summary>The first and the last cell with any mass, on each of two velocity axes of n cells.</summary>
    private static (int First, int Last)[] Hull(double[,] f, int n)
    {
        (int First, int Last)[] hull = [(n, -1), (n, -1)];
        for (int cell = 0; cell < f.GetLength(1); cell++)
        {
            if (!Enumerable.Range(0, f.GetLength(0)).Any(x => f[x, cell] > 0)) continue;
            int[] place = [cell / n, cell % n];
            for (int k = 0; k < 2; k++) hull[k] = (Math.Min(hull[k].First, place[k]), Math.Max(hull[k].Last, place[k]));
        }

        return hull;
    }

    [Fact]
    public void A_moving_frame_shifts_the_solution_and_not_its_error()
    {
        // In a frame that moves one cell in x in half a step, both runs remap by the same fractions.
        const double Step = 0.1, Speed = 1.6;
        var v = new GridAxis(-2, 2, 60);
        double[,] rest = Run(0, v), moving = Run(Speed, new GridAxis(v.From + Speed, v.To + Speed, 60));
        for (int i = 0; i < 100; i++)
            for (int j = 0; j < 60; j++) Assert.Equal(rest[i, j], moving[(i + 10) % 100, j], 1e-11); // five steps of two cells

        static double[,] Run(double speed, GridAxis velocity)
        {
            var solver = new GridSolver(
                ProductState.UniformBox([4], [1], [0.1 + speed], [1.5]), new Torus(8), 2, new GridSolverOptions(new GridAxis(0, 8, 100), velocity, Step));
            solver.AdvanceTo(5 * Step);
            return solver.Values();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_restart_changes_no_bit(int d)
    {
        GridSolver whole = GridDimensionTests.Patch(d, 1.5, 1), first = GridDimensionTests.Patch(d, 1.5, 1), second = GridDimensionTests.Patch(d, 1.5, 2);
        whole.AdvanceTo(0.4);
        using var stop = new CancellationTokenSource();
        int steps = 0;
        Assert.Throws<OperationCanceledException>(() => first.AdvanceTo(0.4, _ => { if (++steps == 3) stop.Cancel(); }, stop.Token));
        Assert.Throws<InvalidOperationException>(() => first.AdvanceTo(0.5));
        TakeUp(first, second);
        Assert.Equal(first.Time, second.Time);
        second.AdvanceTo(0.4);
        AssertSame(whole, second);
    }

    [Fact]
    public void Interrupted_again_and_again_at_any_moment_it_comes_to_the_same_bits()
    {
        GridSolver whole = GridDimensionTests.Patch(2, 1.5, 1), parts = GridDimensionTests.Patch(2, 1.5, 2);
        whole.AdvanceTo(0.4);
        for (int attempt = 0; parts.Time < 0.4; attempt++)
        {
            using var stop = new CancellationTokenSource();
            if (attempt == 0) stop.Cancel();
            else stop.CancelAfter(attempt);
            try
            {
                parts.AdvanceTo(0.4, null, stop.Token);
            }
            catch (OperationCanceledException)
            {
                GridSolver next = GridDimensionTests.Patch(2, 1.5, 2);
                TakeUp(parts, next);
                parts = next;
            }
        }

        AssertSame(whole, parts);
    }

    [Fact]
    public void A_state_taken_up_after_mass_has_left_is_whole_again()
    {
        GridSolver solver = Solver(), fresh = Solver();
        fresh.AdvanceTo(0.2);
        Assert.Throws<KineticBoundaryException>(() => solver.AdvanceTo(4));
        Assert.Throws<InvalidOperationException>(() => solver.Save(new MemoryStream()));
        TakeUp(fresh, solver);
        foreach (GridSolver either in (GridSolver[])[solver, fresh]) either.AdvanceTo(0.4);
        AssertSame(fresh, solver);

        static GridSolver Solver() => new(ProductState.UniformBox([0], [1], [1], [0.5]), new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(-1, 2, 60), new GridAxis(0.5, 1.5, 40), 0.1));
    }

    [Fact]
    public void A_checkpoint_of_another_problem_is_refused()
    {
        using var file = new MemoryStream();
        GridDimensionTests.Patch(1, 1, 1).Save(file);
        file.Position = 0;
        Assert.Throws<InvalidDataException>(() => GridDimensionTests.Patch(1, 2, 1).Restore(file));
        Assert.Throws<InvalidDataException>(() => GridDimensionTests.Patch(1, 1, 1).Restore(new MemoryStream(new byte[64])));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public void A_hundred_steps_allocate_nothing(int d, int threads)
    {
        GridSolver solver = GridDimensionTests.Patch(d, 1, threads);
        solver.AdvanceTo(0.01);
        int n = 2;
        Assert.Equal(0, Allocation.During(() =>
        {
            for (int step = 0; step < 100; step++) solver.AdvanceTo(0.005 * ++n);
        }));
    }

    [Fact]
    public void A_hundred_steps_of_64_to_the_fourth_allocate_nothing()
    {
        // All positions are occupied, and 24 of the 64 velocities on each axis, so that the hundred take about a second.
        var x = new GridAxis(0, 2, 64);
        var v = new GridAxis(-3, 3, 64);
        ProductState initial = ProductState.Gaussian([1, 1], [0.25, 0.25], [0.1, 0], [0.14, 0.14], 7);
        var solver = new GridSolver(initial, new Torus([2, 2]), 1, new GridSolverOptions([x, x], [v, v], 0.01) { Threads = 2 });
        solver.AdvanceTo(0.01);
        double time = 0.01;
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 1)));
        Assert.True(solver.Steps > 100);
    }

    [Fact]
    public void The_step_is_chosen_for_the_target_and_the_reason_said()
    {
        ProductState initial = ProductState.Gaussian([0], [0.4], [0], [0.4], 4);
        var domain = new FreeSpace(1);
        GridSolverOptions usual = GridSolverOptions.For(initial, domain, 1);
        GridSolverOptions loose = StepChoice.Apply(initial, domain, 2, usual, 1, 4e-3), strict = StepChoice.Apply(initial, domain, 2, usual, 1, 2.5e-4);
        Assert.InRange(loose.TimeStep / strict.TimeStep, 2.5, 6); // an order 2: the square root of 16, up to whole numbers of steps
        Assert.Contains("splitting error", strict.TimeStepReason, StringComparison.Ordinal);

        // On the full grid, against a much shorter step, the error is what was asked for.
        double error = Density(strict.TimeStep).Zip(Density(strict.TimeStep / 8), (a, b) => Math.Abs(a - b)).Sum() * usual.Position.Width;
        Assert.InRange(error, 0, 3e-4);

        double[] Density(double step)
        {
            var solver = new GridSolver(initial, domain, 2, usual with { TimeStep = step });
            solver.AdvanceTo(1);
            return solver.Density.ToArray();
        }
    }

    [Fact]
    public void The_density_between_cell_centres_has_the_cells_averages_and_second_order()
    {
        ProductState initial = ProductState.Gaussian([1, 1], [0.35, 0.3], [0.1, -0.1], [0.3, 0.3], 4);
        double[] errors = [.. new[] { 24, 48 }.Select(Error)];
        Assert.True(Math.Log2(errors[0] / errors[1]) >= 1.9, string.Join(", ", errors));

        double Error(int cells)
        {
            var x = new GridAxis(0, 2, cells);
            var v = new GridAxis(-1.4, 1.4, cells);
            var torus = new Torus(2, 2);
            var solver = new GridSolver(initial, torus, 1, new GridSolverOptions([x, x], [v, v], 0.1));
            GridReference reference = GridReference.Solve(solver, [], 0.1, CancellationToken.None);
            double error = 0;
            var exact = new FreeTransport(initial, torus); // at time 0: f0 with its periodic images
            for (int n = 0; n < 400; n++)
            {
                double[] place = [Fraction(n, 0.7548) * 2, Fraction(n, 0.5698) * 2], speed = [Fraction(n, 0.8192) * 2 - 1, Fraction(n, 0.6711) * 2 - 1];
                error += Math.Abs(reference.Density(0, place, speed) - exact.Density(0, place, speed));
            }

            return error;
        }

        static double Fraction(int n, double irrational) => n * irrational % 1;
    }

    /// <summary>Saves the state of one solver and restores it in another.</summary>
    private static void TakeUp(GridSolver from, GridSolver into)
    {
        using var file = new MemoryStream();
        from.Save(file);
        file.Position = 0;
        into.Restore(file);
    }

    private static void AssertSame(GridSolver expected, GridSolver actual)
    {
        Assert.Equal(expected.Time, actual.Time);
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected.CellSweeps, actual.CellSweeps);
        Assert.Equal(expected.Ledger.Total, actual.Ledger.Total);
        Assert.Equal(expected.Values().Cast<double>(), actual.Values().Cast<double>());
    }
}
