using System.Collections.Immutable;
using CsCheck;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class GridSolverTests
{
    private static readonly ProductState TableOne = ProductState.UniformBox([11], [2], [-0.3], [2]);
    private static readonly GridAxis TableOneX = new(0, 20, 400), TableOneV = new(-3, 3, 600);

    [Fact]
    public void Table_1_keeps_what_Proposition_2_1_says()
    {
        var solver = new GridSolver(TableOne, new FreeSpace(1), 1, new GridSolverOptions(TableOneX, TableOneV, 0.03));
        Observables start = solver.Observe(), before = start;
        for (int step = 1; step <= 100; step++)
        {
            solver.AdvanceTo(0.03 * step);
            Observables now = solver.Observe();
            Assert.True(now.Energy <= before.Energy, $"energy rose in step {step}");
            Assert.True(now.Entropy >= before.Entropy, $"H fell in step {step}");
            before = now;
        }

        Assert.Equal(start.Mass, before.Mass, 1e-13);
        Assert.Equal(start.Momentum[0], before.Momentum[0], 1e-13);
        Assert.Equal(1.3, before.VelocityRadius, 1e-9);
        Assert.True(solver.Values().Cast<double>().Min() >= 0);
    }

    [Fact]
    public void The_core_of_Table_1_is_homogeneous()
    {
        var solver = new GridSolver(TableOne, new FreeSpace(1), 1, new GridSolverOptions(TableOneX, TableOneV, 0.03));
        solver.AdvanceTo(0.6);
        double core = 1 - (1 - Math.Exp(-0.3)) / 0.5;
        for (int i = 0; i < TableOneX.Cells; i++)
        {
            double offset = Math.Abs(TableOneX.Centre(i) - 11 + 0.3 * 0.6);
            if (offset < core - 0.2) Assert.Equal(0.5, solver.Density[i], 1e-3); // four cells inside the core's edge
        }
    }

    [Fact]
    public void Free_transport_is_followed() =>
        AssertFollows(new FreeTransport(Smooth, new FreeSpace(1)), new FreeSpace(1), 0, new GridAxis(-5, 5, 200), tolerance: 2e-3);

    [Fact]
    public void The_homogeneous_solution_is_followed()
    {
        var torus = new Torus(2);
        var initial = new ProductState([new UniformMarginal(0, 2)], [new TruncatedGaussianMarginal(0.2, 0.3, -1, 1.4)]);
        AssertFollows(new HomogeneousSolution(initial, torus, 1.5), torus, 1.5, new GridAxis(0, 2, 16), tolerance: 2e-3);
    }

    [Theory]
    [InlineData("position")]
    [InlineData("velocity")]
    [InlineData("time")]
    public void Smooth_data_converge_with_second_order_or_better(string refined)
    {
        double[,] fine = Run(Refine(4));
        double[] errors = [.. new[] { 1, 2 }.Select(k => Difference(Run(Refine(k)), fine))];
        double order = Math.Log2(errors[0] / errors[1]);
        Assert.True(order >= 1.9, $"observed order {order} in {refined}");

        GridSolverOptions Refine(int k) => refined switch
        {
            "position" => new(new GridAxis(-4, 4, 64 * k), new GridAxis(-3, 3, 192), 0.05),
            "velocity" => new(new GridAxis(-4, 4, 128), new GridAxis(-3, 3, 64 * k), 0.05),
            _ => new(new GridAxis(-4, 4, 256), new GridAxis(-3, 3, 256), 0.25 / k),
        };

        static double[,] Run(GridSolverOptions options)
        {
            var solver = new GridSolver(Smooth, new FreeSpace(1), 1, options with { BoundaryTolerance = 1e-3 });
            solver.AdvanceTo(0.5);
            return Coarsened(solver.Values(), 64, 64);
        }
    }

    [Fact]
    public void Long_steps_are_stable_and_conserve() => Gen.Select(Gen.Double[0, 50], Gen.Double[0.01, 2]).Sample(
        (gamma, step) =>
        {
            var options = new GridSolverOptions(new GridAxis(-12, 12, 96), new GridAxis(-1.5, 1.5, 64), step);
            var solver = new GridSolver(ProductState.UniformBox([0], [1], [0.1], [2]), new FreeSpace(1), gamma, options);
            Observables start = solver.Observe();
            solver.AdvanceTo(4);
            Observables end = solver.Observe();
            Assert.Equal(start.Mass, end.Mass, 1e-12);
            Assert.Equal(start.Momentum[0], end.Momentum[0], 1e-12);
            Assert.True(end.Energy <= start.Energy * (1 + 1e-12));
            Assert.True(solver.Values().Cast<double>().Min() >= 0);
        },
        iter: 40);

    [Fact]
    public void Reflection_commutes_with_the_flow()
    {
        var options = new GridSolverOptions(new GridAxis(-4, 4, 100), new GridAxis(-2, 2, 80), 0.05);
        double[,] there = Run(ProductState.Gaussian([0.5], [0.3], [0.2], [0.3], 3)), mirrored = Run(ProductState.Gaussian([-0.5], [0.3], [-0.2], [0.3], 3));
        for (int i = 0; i < 100; i++)
            for (int j = 0; j < 80; j++) Assert.Equal(there[i, j], mirrored[99 - i, 79 - j], 1e-10);

        double[,] Run(InitialState initial)
        {
            var solver = new GridSolver(initial, new FreeSpace(1), 2, options);
            solver.AdvanceTo(1);
            return solver.Values();
        }
    }

    [Theory]
    [InlineData(1.0, "upper position")]
    [InlineData(-1.0, "lower position")]
    public void Mass_that_leaves_is_an_error_that_names_the_side(double velocity, string side)
    {
        var solver = new GridSolver(
            ProductState.UniformBox([0], [1], [velocity], [0.5]), new FreeSpace(1), 1,
            new GridSolverOptions(new GridAxis(-1, 1, 40), new GridAxis(-2, 2, 40), 0.05));
        KineticBoundaryException error = Assert.Throws<KineticBoundaryException>(() => solver.AdvanceTo(2));
        Assert.Equal(side, error.Side);
        Assert.Contains(side, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void The_usual_box_loses_nothing(double gamma)
    {
        var domain = new FreeSpace(1);
        var solver = new GridSolver(TableOne, domain, gamma, GridSolverOptions.For(TableOne, domain, 3));
        solver.AdvanceTo(3);
        Assert.InRange(solver.Ledger.Total, 0, 1e-15);
        Assert.Equal(1, solver.Observe().Mass, 1e-13);
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(1, 32)]
    [InlineData(1, 100)]
    [InlineData(1, 160)]
    [InlineData(2, 16)]
    [InlineData(2, 24)]
    [InlineData(3, 16)]
    public void The_box_for_few_cells_loses_no_more_than_may_be_lost(int dimension, int cells)
    {
        ProductState box = ProductState.UniformBox(Repeat(0.0), Repeat(1.0), Repeat(0.1), Repeat(2.0));
        var domain = new FreeSpace(dimension);
        GridSolverOptions options = GridSolverOptions.For(box, domain, 0.6, Repeat(cells), Repeat(cells));
        Assert.All(options.Positions.Concat(options.Velocities), axis => Assert.Equal(cells, axis.Cells));
        var solver = new GridSolver(box, domain, 1, options with { TimeStep = 0.05 });
        solver.AdvanceTo(0.6);
        Assert.InRange(solver.Ledger.Total, 0, cells < 48 ? 1e-6 : 1e-15);

        ImmutableArray<T> Repeat<T>(T value) => [.. Enumerable.Repeat(value, dimension)];
    }

    [Fact]
    public void What_there_is_is_kept_where_mass_leaves()
    {
        var solver = new GridSolver(
            ProductState.UniformBox([0], [1], [1], [0.5]), new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(-1, 2, 60), new GridAxis(-2, 2, 40), 0.05));
        GridReference reference = GridReference.Solve(solver, [0.5, 1, 2], 2, CancellationToken.None);
        Assert.Equal(1, reference.Stop!.Time);
        Assert.Contains("upper position", reference.Stop.Message, StringComparison.Ordinal);
        Assert.Equal(1, reference.Observe(1).Mass, 1e-7);
    }

    [Fact]
    public void Sweeps_are_counted_where_there_is_mass()
    {
        ProductState initial = ProductState.Gaussian([1], [0.3], [0], [0.4], 7);
        var full = new GridSolver(initial, new Torus(2), 1, new GridSolverOptions(new GridAxis(0, 2, 40), new GridAxis(-2.8, 2.8, 64), 0.1));
        full.AdvanceTo(1);
        Assert.Equal(21.0 * 40 * 64, full.CellSweeps); // ten contractions, and eleven shifts since two are of half a step
        var wide = new GridSolver(initial, new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(-20, 22, 840), new GridAxis(-2.8, 2.8, 64), 0.1));
        wide.AdvanceTo(1);
        Assert.InRange(wide.CellSweeps, 21.0 * 40 * 64, 0.5 * 21 * 840 * 64);
    }

    [Fact]
    public void Half_the_resolution_bounds_the_error_of_the_whole()
    {
        ProductState initial = ProductState.Gaussian([0], [0.4], [0.1], [0.4], 4);
        var domain = new FreeSpace(1);
        GridSolverOptions options = GridSolverOptions.For(initial, domain, 1, [96], [96]) with { TimeStep = 0.1 };
        GridReference coarse = Solve(options.Coarsened()), own = Solve(options);
        GridSolverOptions fine = options with { Positions = [Finer(options.Position)], Velocities = [Finer(options.Velocity)], TimeStep = options.TimeStep / 8 };
        GridReference exact = Solve(fine);
        ResolutionError bar = ResolutionError.Between(own, coarse, 1)!;
        Assert.InRange(Math.Abs(own.Observe(1).Energy - exact.Observe(1).Energy), 0, bar.Energy);
        Assert.InRange(Math.Abs(own.Observe(1).Entropy - exact.Observe(1).Entropy), 0, bar.Entropy);
        double[] averages = [.. exact.Snapshot(1).Density.Chunk(8).Select(cells => cells.Average())];
        Assert.InRange(own.Snapshot(1).Density.Zip(averages, (a, b) => Math.Abs(a - b)).Sum() * options.Position.Width, 0, bar.Density);
        Assert.Null(ResolutionError.Between(exact, coarse, 1));

        GridReference Solve(GridSolverOptions how) => GridReference.Solve(new GridSolver(initial, domain, 2, how), [1], 1, CancellationToken.None);

        static GridAxis Finer(GridAxis axis) => new(axis.From, axis.To, 8 * axis.Cells);
    }

    [Fact]
    public void A_hundred_steps_of_Table_1_allocate_nothing()
    {
        var solver = new GridSolver(TableOne, new FreeSpace(1), 1, new GridSolverOptions(TableOneX, TableOneV, 0.03));
        solver.AdvanceTo(0.03);
        double time = 0.03;
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 3)));
    }

    [Fact]
    public void Characteristics_carry_a_sample_of_f0_to_the_grids_own_moments()
    {
        ProductState initial = Smooth;
        var solver = new GridSolver(initial, new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(-5, 5, 300), new GridAxis(-3, 3, 300), 0.02, 1e-6));
        GridReference reference = GridReference.Solve(solver, [1.0], 1, CancellationToken.None);
        const int Count = 20000;
        double[][] positions = [new double[Count]], velocities = [new double[Count]];
        var uniforms = new KroneckerSequence(2);
        Span<double> point = stackalloc double[2];
        for (int i = 0; i < Count; i++)
        {
            uniforms.Next(point);
            initial.Map(point, positions[0].AsSpan(i, 1), velocities[0].AsSpan(i, 1));
        }

        reference.Advance(0, 0.37, positions, velocities);
        reference.Advance(0.37, 1, positions, velocities);
        Observables observed = reference.Observe(1);
        Assert.Equal(observed.Momentum[0], velocities[0].Average(), 1e-4);
        Assert.Equal(observed.Energy, velocities[0].Average(v => v * v), 5e-4);
    }

    [Fact]
    public void A_cancelled_solution_stops_between_two_steps_and_so_do_its_characteristics()
    {
        ProductState initial = Smooth;
        var options = new GridSolverOptions(new GridAxis(-5, 5, 40), new GridAxis(-3, 3, 40), 0.02, 1e-3);
        using var stop = new CancellationTokenSource();
        var solver = new GridSolver(initial, new FreeSpace(1), 1, options);
        GridReference reference = GridReference.Solve(solver, [], 0.4, stop.Token);
        stop.Cancel();
        var stopped = new GridSolver(initial, new FreeSpace(1), 1, options);
        Assert.Throws<OperationCanceledException>(() => GridReference.Solve(stopped, [], 0.4, stop.Token));
        Assert.Equal(0, stopped.Steps);
        double[][] positions = [[0.3]], velocities = [[0.2]];
        Assert.Throws<OperationCanceledException>(() => reference.Advance(0, 0.4, positions, velocities, stop.Token));
        Assert.Equal(0.3, positions[0][0]);
        reference.Advance(0, 0.4, positions, velocities);
        Assert.NotEqual(0.3, positions[0][0]);
    }

    private static ProductState Smooth => ProductState.Gaussian([0], [0.5], [0.1], [0.5], 5);

    private static void AssertFollows(IKineticReference exact, Domain domain, double gamma, GridAxis position, double tolerance)
    {
        var velocity = new GridAxis(-3, 3, 400);
        var solver = new GridSolver(exact.Initial, domain, gamma, new GridSolverOptions(position, velocity, 0.1, 1e-4));
        solver.AdvanceTo(0.8);
        double[,] values = solver.Values();
        double error = 0;
        for (int i = 0; i < position.Cells; i++)
            for (int j = 0; j < velocity.Cells; j++)
                error += Math.Abs(values[i, j] - exact.Density(0.8, [position.Centre(i)], [velocity.Centre(j)])) * position.Width * velocity.Width;
        Assert.True(error < tolerance, $"L1 error {error}");
    }

    private static double[,] Coarsened(double[,] f, int rows, int columns)
    {
        int p = f.GetLength(0) / rows, q = f.GetLength(1) / columns;
        var coarse = new double[rows, columns];
        for (int i = 0; i < rows * p; i++)
            for (int j = 0; j < columns * q; j++) coarse[i / p, j / q] += f[i, j] / (p * q);
        return coarse;
    }

    private static double Difference(double[,] a, double[,] b) => a.Cast<double>().Zip(b.Cast<double>(), (x, y) => Math.Abs(x - y)).Sum();
}
