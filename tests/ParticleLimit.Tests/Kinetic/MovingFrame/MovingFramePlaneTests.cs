using System.Collections.Immutable;
using CsCheck;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The moving frame in d = 2.</summary>
public sealed class MovingFramePlaneTests
{
    private static readonly FreeSpace Plane = new(2);
    private static readonly Torus Ring = new(2, 1);

    // Two packets that overlap and pass each other obliquely: u is sheared.
    private static readonly MixtureState Packets = new(
        [0.5, 0.5],
        [ProductState.Gaussian([-0.3, -0.3], [0.4, 0.4], [0.2, -0.1], [0.2, 0.2], 4), ProductState.Gaussian([0.3, 0.3], [0.4, 0.4], [-0.1, 0.2], [0.2, 0.2], 4)]);

    [Fact]
    public void Any_data_keep_mass_momentum_and_sign_at_any_step() => Gen.Select(
        Gen.Double[0, 50], Gen.Double[-3, 0.3], Gen.Double[0.3, 0.9], Gen.Double[-0.4, 0.4], Gen.Double[0.3, 2], Gen.Bool).Sample(
        (gamma, logarithm, size, drift, spread, smooth) =>
        {
            ProductState initial = smooth
                ? ProductState.Gaussian([1, 0.5], [size / 4, size / 6], [drift, 0.2], [spread / 6, spread / 9], 3)
                : ProductState.UniformBox([1, 0.5], [size, size], [drift, 0.2], [spread, spread / 2]);
            double step = Math.Pow(10, logarithm);
            MovingFrameSolver solver = Solver(initial, Ring, gamma, 12, 8, step);
            Assert.Equal(initial.Temperature, solver.Observe().Temperature, 1e-13);
            for (int n = 1; n <= 3; n++)
            {
                solver.AdvanceTo(n * step);
                Observables now = solver.Observe();
                Assert.Equal(1, now.Mass, 1e-13);
                Assert.Equal(drift, now.Momentum[0], 1e-13);
                Assert.Equal(0.2, now.Momentum[1], 1e-13);
                Assert.True(solver.Values().Cast<double>().Min() >= 0);
            }
        },
        iter: 60);

    /// <summary>What is uniform along one axis is the solution of d = 1 along the other, which a sheet has.</summary>
    [Theory]
    [InlineData(1, 2, 1e-3)]
    [InlineData(0, 10, 1.5e-2)]
    public void Along_an_axis_it_is_the_line(int axis, double gamma, double tolerance)
    {
        const double time = 1;
        var x = new TruncatedGaussianMarginal(2, 0.4, 0.4, 3.6);
        var v = new TruncatedGaussianMarginal(0.1, 0.3, -1.1, 1.3);
        var (uniform, other) = (new UniformMarginal(0, 1), new TruncatedGaussianMarginal(0.2, 0.2, -0.6, 1));
        var line = new ProductState([x], [v]);
        ProductState plane = axis == 0 ? new([x, uniform], [v, other]) : new([uniform, x], [other, v]);
        var along = new GridAxis(0, 4, 64);
        var across = new GridAxis(0, 1, 4);
        var velocity = new GridAxis(-1.2, 1.4, 64);
        SheetReference sheet = SheetReference.Solve(
            line, new Torus(4), gamma, SheetOptions.For(line, gamma, time) with { PositionCells = 128, VelocityCells = 64, DiagnosticSteps = 0 }, true, along, velocity, [time], time, default);
        var options = new GridSolverOptions(axis == 0 ? [along, across] : [across, along], [velocity, velocity], 0.05) { FrameCells = 16 };
        var solver = new MovingFrameSolver(plane, axis == 0 ? new Torus(4, 1) : new Torus(1, 4), gamma, options);
        solver.AdvanceTo(time);
        double error = 0;
        for (int i = 0; i < along.Cells; i++)
        {
            double[] row = [.. Enumerable.Range(0, across.Cells).Select(k => solver.Density[axis == 0 ? i * across.Cells + k : k * along.Cells + i])];
            Assert.All(row, density => Assert.Equal(row[0], density, 1e-9));
            error += Math.Abs(row[0] - sheet.Snapshot(time).Density[i]) * along.Width;
        }

        Assert.InRange(error, 0, tolerance);
        double relaxed = solver.Observe().Temperature - sheet.Snapshot(time).Observables.Temperature; // of the other component
        Assert.InRange(relaxed, 0, other.Variance);
    }

    [Fact]
    public void It_comes_to_the_grids_solution_where_the_flow_is_sheared()
    {
        const int coarsest = 24;
        GridAxis position = new(-3, 3, 72), velocity = new(-1, 1.1, 72);
        var grid = new GridSolver(Packets, Plane, 2, new GridSolverOptions([position, position], [velocity, velocity], 0.05));
        grid.AdvanceTo(1);
        double[] errors = [.. new[] { 24, 48 }.Select(cells =>
        {
            MovingFrameSolver frame = Solver(Packets, Plane, 2, cells, 10, 2.4 / cells);
            frame.AdvanceTo(1);
            Assert.Equal(grid.Observe().Temperature, frame.Observe().Temperature, 0.2 / (cells * cells) + 1e-4);
            return Averages(frame).Zip(Averages(grid), (one, other) => Math.Abs(one - other)).Sum();
        })];
        Assert.InRange(errors[1], 0, 1.5e-3);
        Assert.True(Math.Log2(errors[0] / errors[1]) > 2, string.Join(", ", errors));

        // The masses of 24 x 24 cells.
        static double[] Averages(IGridSolver solver)
        {
            int cells = solver.Options.Position.Cells, each = cells / coarsest;
            var masses = new double[coarsest * coarsest];
            for (int p = 0; p < cells * cells; p++) masses[p / cells / each * coarsest + p % cells / each] += solver.Density[p] * solver.Options.Position.Width * solver.Options.Position.Width;
            return masses;
        }
    }

    [Theory]
    [InlineData("space")]
    [InlineData("velocity")]
    [InlineData("time")]
    public void Its_energy_is_of_second_order_on_smooth_data(string variable)
    {
        double[] energies = [.. Enumerable.Range(0, 3).Select(level => Energy(
            variable == "velocity" ? 16 : variable == "space" ? 16 << level : 64, variable == "velocity" ? 8 << level : 8, variable == "time" ? 1 << level : 4))];
        double first = Math.Abs(energies[1] - energies[0]), second = Math.Abs(energies[2] - energies[1]);
        Assert.True(Math.Log2(first / second) > 1.8, $"{first:G3}, then {second:G3}");

        double Energy(int positions, int frameCells, int steps)
        {
            MovingFrameSolver solver = Solver(Packets, Plane, variable == "time" ? 10 : 4, positions, frameCells, 0.5 / steps);
            solver.AdvanceTo(0.5);
            return solver.Observe().Energy;
        }
    }

    [Fact]
    public void A_moving_observer_and_a_mirror_see_the_same()
    {
        // At the end the observer is whole cells away, that the averages be comparable; on the way he never is.
        const int cells = 24, first = 5, second = -3;
        const double step = 0.1, width = 6.0 / cells, time = 2 * step, rest = 0.06;
        MovingFrameSolver here = Run(rest, 0.03, 1), there = Run(first * width / time + rest, second * width / time + 0.03, 1), mirrored = Run(-rest, 0.03, -1);
        Assert.Equal(here.Observe().Temperature, there.Observe().Temperature, 1e-12);
        for (int i = 0; i < cells; i++)
        {
            for (int k = 0; k < cells; k++)
            {
                double density = here.Density[i * cells + k];
                Assert.Equal(density, there.Density[(i + first) % cells * cells + (k + second + cells) % cells], 1e-9);
                Assert.Equal(density, mirrored.Density[(cells - 1 - i) * cells + k], 1e-9);
            }
        }

        static MovingFrameSolver Run(double speed0, double speed1, int sign)
        {
            ProductState Packet(double x, double y, double v, double w) =>
                ProductState.Gaussian([3 + sign * x, 3 + y], [0.4, 0.5], [sign * v + speed0, w + speed1], [0.3, 0.2], 4);
            var state = new MixtureState([0.7, 0.3], [Packet(-0.2, 0.1, 0.2, 0), Packet(0.3, -0.2, -0.1, 0.1)]);
            GridAxis position = new(0, 6, cells), velocity = new(-20, 20, 16);
            var solver = new MovingFrameSolver(state, new Torus(6, 6), 5, new GridSolverOptions([position, position], [velocity, velocity], step) { FrameCells = 10 });
            solver.AdvanceTo(time);
            return solver;
        }
    }

    [Fact]
    public void No_bit_depends_on_the_threads()
    {
        double[] Density(int threads)
        {
            var solver = new MovingFrameSolver(Packets, Plane, 5, Options(Plane, 24, 8, 0.1) with { Threads = threads });
            solver.AdvanceTo(0.3);
            return [.. solver.Density, .. solver.Momentum(0), .. solver.Momentum(1)];
        }

        Assert.Equal(Density(1), Density(3));
    }

    [Fact]
    public void Where_two_bunches_cross_it_goes_over_to_the_grid()
    {
        var streams = new MixtureState([0.5, 0.5], [ProductState.UniformBox([0, -1.5], [1, 1], [0, 1], [0.2, 0.4]), ProductState.UniformBox([0, 1.5], [1, 1], [0, -1], [0.2, 0.4])]);
        GridAxis velocity = new(-1.5, 1.5, 24);
        var options = new GridSolverOptions([new GridAxis(-1, 1, 16), new GridAxis(-3, 3, 96)], [velocity, velocity], 0.05, 1e-4) { FrameCells = 10, StopsAtFocus = false }; // boxes of 8 cells across are no focus
        List<string> told = [];
        GridReference frame = GridReference.Solve(new MovingFrameSolver(streams, Plane, 0.5, options), [1.1], 1.1, default, told.Add);
        Assert.Null(frame.Stop);
        Assert.Contains("one bunch of velocities", Assert.Single(told), StringComparison.Ordinal);
        double crossed = frame.Diagnostics.First(row => !double.IsNaN(row.WallMargin)).Time; // a grid has walls
        Assert.InRange(crossed, (2 - 2 * 0.125) / 2.4, 1.2); // a front is a cell wide
        Observables end = frame.Observe(1.1);
        Assert.Equal(1, end.Mass, 1e-4); // what the sides may take
        Assert.Equal(0, end.Momentum[0], 1e-12);
        Assert.Equal(0, end.Momentum[1], 1e-12);
        Assert.InRange(end.Energy, 0, streams.Temperature + 1e-12);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var solver = new MovingFrameSolver(Packets, Plane, 5, Options(Plane, 24, 8, 0.05));
        double time = 0.05;
        solver.AdvanceTo(time);
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 0.05)));
    }

    private static MovingFrameSolver Solver(InitialState initial, Domain domain, double gamma, int positions, int cells, double step) =>
        new(initial, domain, gamma, Options(domain, positions, cells, step));

    private static GridSolverOptions Options(Domain domain, int positions, int cells, double step)
    {
        ImmutableArray<GridAxis> axes = [.. Enumerable.Range(0, 2).Select(k => double.IsFinite(domain.Period(k)) ? new GridAxis(0, domain.Period(k), positions) : new GridAxis(-3, 3, positions))];
        GridAxis velocity = new(-3, 3, 24);
        return new GridSolverOptions(axes, [velocity, velocity], step, 1e-4) { FrameCells = cells };
    }
}
