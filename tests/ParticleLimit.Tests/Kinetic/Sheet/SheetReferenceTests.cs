using System.Collections.Immutable;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class SheetReferenceTests
{
    private static readonly ProductState TableOne = ProductState.UniformBox([11], [2], [-0.3], [2]);
    private static readonly ProductState Smooth = ProductState.Gaussian([0.2], [0.4], [0.1], [0.3], 4);
    private static readonly FreeSpace Line = new(1);

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(5)]
    public void The_core_of_Table_1_is_exactly_homogeneous(double gamma)
    {
        const double time = 0.5;
        SheetReference sheet = Solve(TableOne, Line, gamma, 64, time);
        double core = 1 - (1 - Math.Exp(-gamma * time / 2)) / (gamma / 2), centre = 11 - 0.3 * time;
        Span<double> mean = stackalloc double[1];
        foreach (double offset in (double[])[-0.8 * core, 0, 0.5 * core])
        {
            Assert.Equal(0.5, sheet.Macroscopic(time, [centre + offset], mean), 1e-3);
            Assert.Equal(-0.3, mean[0], 1e-3);
            Assert.Equal(Math.Exp(gamma * time / 2) / 4, sheet.Density(time, [centre + offset], [-0.3]), 1e-3 * Math.Exp(gamma * time / 2) / 4);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(5)]
    [InlineData(50)]
    public void Table_1_keeps_mass_momentum_and_its_support_radius(double gamma)
    {
        SheetReference sheet = Solve(TableOne, Line, gamma, 48, 1, 2, 3);
        Observables before = sheet.Observe(0);
        double reach = sheet.PositionRadius(0);
        foreach (double time in (double[])[1, 2, 3])
        {
            Observables now = sheet.Observe(time);
            Assert.Equal(1, now.Mass, 1e-13);
            Assert.Equal(-0.3, now.Momentum[0], 1e-15);
            Assert.Equal(1.3, now.VelocityRadius, 1e-12); // the corners of the sheet run ahead of all others, where rho = 0
            Assert.True(now.Energy < before.Energy && now.Entropy > before.Entropy);
            Assert.True(sheet.PositionRadius(time) <= reach * (1 + 1e-9));
            (before, reach) = (now, sheet.PositionRadius(time));
        }
    }

    /// <summary>Each step of one schedule is cut in 1, 2, 4 parts, and in 16 for the truth: what differs is the error in time alone.</summary>
    [Fact]
    public void Steps_are_of_second_order_or_better()
    {
        double[] exact = Velocities(16), errors = [.. new[] { 1, 2, 4 }.Select(parts => Velocities(parts).Zip(exact, (a, b) => Math.Abs(a - b)).Average())];
        for (int k = 0; k + 1 < errors.Length; k++) Assert.True(Math.Log2(errors[k] / errors[k + 1]) >= 1.9, string.Join(", ", errors));

        static double[] Velocities(int parts)
        {
            var solver = new SheetSolver(Smooth, Line, 3, new SheetOptions(48, 48, 0.4 / parts));
            solver.AdvanceTo(1.5, parts, null, CancellationToken.None);
            return solver.Velocities.ToArray();
        }
    }

    /// <summary>Proposition 2.1, integrated in time by Simpson's rule between output times: the left sides come from the labels alone, the right sides
    /// from f and rho on a grid.</summary>
    [Fact]
    public void Energy_and_H_change_at_the_rates_of_their_equations()
    {
        const double gamma = 5, h = 0.02;
        SheetReference sheet = Solve(TableOne, Line, gamma, 128, [.. Enumerable.Range(20, 5).Select(k => k * h)]);
        GridSnapshot[] taken = [.. Enumerable.Range(20, 5).Select(k => sheet.Snapshot(k * h))];
        double[] weights = [1, 4, 2, 4, 1];
        double heat = 0, squares = 0;
        for (int k = 0; k < taken.Length; k++)
        {
            double w = weights[k] * h / 3, dx = sheet.Position.Width, dv = sheet.Velocity.Width;
            double[] v = sheet.Velocity.Centres();
            for (int i = 0; i < sheet.Position.Cells; i++)
            {
                (double rho, double u, double second) = (taken[k].Density[i], taken[k].MeanVelocity[i], 0);
                for (int j = 0; j < v.Length; j++) second += taken[k].Values![i, j] * (v[j] * v[j] + dv * dv / 12) * dv;
                heat += w * 2 * rho * (second - rho * u * u) * dx;
                squares += w * rho * rho * dx;
            }
        }

        (Observables first, Observables last) = (taken[0].Observables, taken[^1].Observables);
        Assert.Equal(-gamma * heat, last.Energy - first.Energy, 5e-3 * gamma * heat);
        Assert.Equal(gamma * squares, last.Entropy - first.Entropy, 2e-3 * gamma * squares);
    }

    [Fact]
    public void The_homogeneous_solution_is_followed()
    {
        const double gamma = 3, time = 1.5;
        var torus = new Torus(2);
        var initial = new ProductState([new UniformMarginal(0, 2)], [new TruncatedGaussianMarginal(0.2, 0.3, -1, 1.4)]);
        var exact = new HomogeneousSolution(initial, torus, gamma);
        SheetReference sheet = Solve(initial, torus, gamma, 64, time);
        Observables expected = exact.Observe(time), got = sheet.Observe(time);
        Assert.Equal(expected.Energy, got.Energy, 1e-6);
        Assert.Equal(expected.Entropy, got.Entropy, 1e-6);
        Assert.Equal(expected.VelocityRadius, got.VelocityRadius, 1e-5);
        double[][] x = [[0.3, 1.9]], v = [[-0.5, 1.1]], exactX = [[0.3, 1.9]], exactV = [[-0.5, 1.1]];
        sheet.Advance(0, time, x, v);
        exact.Advance(0, time, exactX, exactV);
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(exactX[0][i], x[0][i], 1e-5);
            Assert.Equal(exactV[0][i], v[0][i], 1e-5);
            Assert.Equal(exact.Density(time, [exactX[0][i]], [exactV[0][i]]), sheet.Density(time, [exactX[0][i]], [exactV[0][i]]), 1e-3);
        }
    }

    [Fact]
    public void Free_transport_is_exact_in_all_but_the_interpolation_of_rho()
    {
        const double time = 2;
        MixtureState streams = MixtureState.TwoStreams([0], [2], [0], [0.5], 2.0);
        SheetReference sheet = Solve(streams, Line, 0, 32, time);
        Observables start = sheet.Observe(0), end = sheet.Observe(time);
        Assert.Equal(start.Energy, end.Energy, 1e-13);
        Assert.Equal(streams.Entropy, end.Entropy, 1e-12);
        double[][] x = [[0.25]], v = [[1.1]];
        sheet.Advance(0, time, x, v);
        Assert.Equal(2.45, x[0][0], 1e-12);
        Assert.Equal(streams.Density([0.25], [1.1]), sheet.Density(time, [2.45], [1.1]), 1e-12);
        double[] density = sheet.Snapshot(time).Density;
        Assert.Equal(1, density.Sum() * sheet.Position.Width, 1e-12);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 5)]
    public void A_sheet_is_of_second_order_and_its_error_bar_holds(bool smooth, double gamma)
    {
        const double time = 1;
        ProductState initial = smooth ? Smooth : TableOne;
        SheetReference fine = Solve(initial, Line, gamma, 256, time), middle = Solve(initial, Line, gamma, 64, time);
        Observables best = fine.Observe(time);
        double[] errors = [.. ((int[])[32, 64]).Select(cells => Math.Abs(Solve(initial, Line, gamma, cells, time).Unextrapolated.Observe(time).Energy - best.Energy))];
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.7, 2.5);
        Assert.True(Math.Abs(middle.Observe(time).Energy - best.Energy) < 0.5 * middle.ErrorBar(time).Energy);
        Assert.True(Math.Abs(middle.Observe(time).Entropy - best.Entropy) < middle.ErrorBar(time).Entropy);
        double distance = fine.Snapshot(time).Density.Zip(middle.Snapshot(time).Density, (a, b) => Math.Abs(a - b)).Sum() * fine.Position.Width;
        Assert.True(distance < middle.DensityErrorBar(time), $"L1 distance {distance}, error bar {middle.DensityErrorBar(time)}");
    }

    [Fact]
    public void The_grid_converges_to_the_sheet_on_smooth_data_that_cross()
    {
        const double gamma = 1, time = 2;
        MixtureState streams = new([0.5, 0.5], [ProductState.Gaussian([-0.7], [0.35], [0.5], [0.2], 4), ProductState.Gaussian([0.7], [0.35], [-0.5], [0.2], 4)]);
        var axes = (Position: new GridAxis(-6, 6, 180), Velocity: new GridAxis(-1.4, 1.4, 90));
        SheetReference sheet = SheetReference.Solve(streams, Line, gamma, new SheetOptions(128, 128, 0.02), true, axes.Position, axes.Velocity, [time], time, default);
        GridSnapshot expected = sheet.Snapshot(time);
        (double Density, double Values, double Energy)[] distances = [.. ((int[])[1, 2]).Select(refinement =>
        {
            var options = new GridSolverOptions(new GridAxis(-6, 6, 180 * refinement), new GridAxis(-1.4, 1.4, 90 * refinement), 0.05 / refinement);
            GridReference grid = GridReference.Solve(new GridSolver(streams, Line, gamma, options), [time], time, default);
            GridSnapshot got = grid.Snapshot(time);
            double density = 0, values = 0;
            for (int i = 0; i < axes.Position.Cells; i++)
            {
                density += Math.Abs(Mean(refinement, 1, (m, _) => got.Density[refinement * i + m]) - expected.Density[i]) * axes.Position.Width;
                for (int j = 0; j < axes.Velocity.Cells; j++)
                {
                    double f = Mean(refinement, refinement, (m, n) => got.Values![refinement * i + m, refinement * j + n]);
                    values += Math.Abs(f - expected.Values![i, j]) * axes.Position.Width * axes.Velocity.Width;
                }
            }

            return (density, values, Math.Abs(got.Observables.Energy - expected.Observables.Energy));
        })];
        string both = $"{distances[0]}, {distances[1]}";
        Assert.True(distances[1].Density < distances[0].Density / 3 && distances[1].Density < 1e-3, both);
        Assert.True(distances[1].Values < distances[0].Values / 3 && distances[1].Values < 1e-2, both);
        Assert.True(distances[1].Energy < distances[0].Energy / 3 && distances[1].Energy < 1e-4, both);

        static double Mean(int m, int n, Func<int, int, double> value)
        {
            double sum = 0;
            for (int i = 0; i < m; i++)
                for (int j = 0; j < n; j++) sum += value(i, j);
            return sum / (m * n);
        }
    }

    [Fact]
    public void A_moving_frame_shifts_the_solution_and_nothing_else()
    {
        const double speed = 3, time = 1;
        SheetReference there = Solve(TableOne, Line, 2, 32, time), here = Solve(ProductState.UniformBox([11], [2], [-0.3 + speed], [2]), Line, 2, 32, time);
        Assert.Equal(there.Observe(time).Temperature, here.Observe(time).Temperature, 1e-12);
        Span<double> u = stackalloc double[1], shifted = stackalloc double[1];
        foreach (double x in (double[])[9.9, 10.7, 11.3])
        {
            Assert.Equal(there.Macroscopic(time, [x], u), here.Macroscopic(time, [x + speed * time], shifted), 1e-9);
            Assert.Equal(u[0] + speed, shifted[0], 1e-9);
        }
    }

    [Fact]
    public void Cells_on_the_output_grid_hold_the_mass_and_momentum()
    {
        SheetReference sheet = Solve(TableOne, new Torus(14), 1, 32, 1);
        GridSnapshot snapshot = sheet.Snapshot(1);
        double dx = sheet.Position.Width, mass = snapshot.Values!.Cast<double>().Sum() * dx * sheet.Velocity.Width;
        Assert.Equal(1, mass, 1e-12);
        Assert.Equal(1, snapshot.Density.Sum() * dx, 1e-12);
        Assert.Equal(-0.3, snapshot.Density.Zip(snapshot.MeanVelocity, (rho, u) => rho * u).Sum() * dx, 1e-12);
        Assert.True(snapshot.Values!.Cast<double>().Min() >= 0);
    }

    [Fact]
    public void No_bit_depends_on_the_threads()
    {
        SheetSolver one = Run(1), two = Run(2);
        Assert.Equal(one.Positions.ToArray(), two.Positions.ToArray());
        Assert.Equal(one.Velocities.ToArray(), two.Velocities.ToArray());
        Assert.Equal(one.Exposure.ToArray(), two.Exposure.ToArray());

        static SheetSolver Run(int threads)
        {
            var solver = new SheetSolver(TableOne, Line, 5, new SheetOptions(96, 96, 0.05) { Threads = threads });
            solver.AdvanceTo(0.5, 1, null, default);
            return solver;
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var solver = new SheetSolver(TableOne, Line, 5, new SheetOptions(32, 32, 0.05) { Threads = 1 });
        solver.AdvanceTo(0.2, 1, null, default);
        double time = 0.2;
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 0.8, 1, null, default)));
    }

    [Fact]
    public void What_a_sheet_cannot_hold_is_refused()
    {
        InitialState wide = ProductState.UniformBox([0, 0], [1, 1], [0, 0], [1, 1]);
        Assert.False(SheetReference.CanHold(wide));
        Assert.Throws<NotSupportedException>(() => new SheetSolver(wide, new FreeSpace(2), 1, new SheetOptions(8, 8, 0.1)));
        Assert.Throws<ArgumentException>(() => new SheetSolver(TableOne, Line, 1, new SheetOptions(2, 8, 0.1)));
        Assert.Throws<ArgumentException>(() => new SheetSolver(TableOne, Line, 1, new SheetOptions(8, 8, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SheetSolver(TableOne, Line, -1, new SheetOptions(8, 8, 0.1)));
        Assert.Throws<ArgumentException>(() => new SheetOptions(9, 8, 0.1).Coarsened());
    }

    private static SheetReference Solve(InitialState initial, Domain domain, double gamma, int cells, params double[] times)
    {
        GridSolverOptions output = GridSolverOptions.For(initial, domain, times[^1]);
        SheetOptions options = SheetOptions.For(initial, gamma, times[^1]) with { PositionCells = cells, VelocityCells = cells };
        return SheetReference.Solve(initial, domain, gamma, options, true, output.Position, output.Velocity, times.ToImmutableArray(), times[^1], default);
    }
}
