using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The grid solver in d = 2 and 3 against closed forms, and against itself on other threads.</summary>
public class GridDimensionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_homogeneous_solution_is_met_with_second_order_in_velocity(int d)
    {
        var torus = new Torus([.. Enumerable.Repeat(1.0, d)]);
        ProductState initial = new(
            [.. Enumerable.Repeat(new UniformMarginal(0, 1), d)],
            [.. Enumerable.Range(0, d).Select(k => new TruncatedGaussianMarginal(0.1 * k, 0.5, -2.2 + 0.1 * k, 2.2 + 0.1 * k))]);
        double[] errors = [.. new[] { 16, 32 }.Select(Error)];
        double order = Math.Log2(errors[0] / errors[1]);
        Assert.True(order >= 2, $"order {order}: {string.Join(", ", errors)}");

        double Error(int cells)
        {
            const double Gamma = 0.7, Time = 0.5;
            var v = new GridAxis(-2.5, 2.5, cells);
            var solver = new GridSolver(initial, torus, Gamma, new GridSolverOptions(
                [.. Enumerable.Repeat(new GridAxis(0, 1, 4), d)], [.. Enumerable.Repeat(v, d)], 0.25));
            solver.AdvanceTo(Time);
            double[,] values = solver.Values();
            double[] lower = new double[2 * d], upper = new double[2 * d];
            Array.Fill(upper, 1, 0, d);
            double error = 0, stretch = Math.Exp(Gamma * Time);
            for (int j = 0; j < values.GetLength(1); j++)
            {
                // What is in a cell came by (2.3) from the cell stretched about the mean.
                for (int k = d - 1, rest = j; k >= 0; k--)
                {
                    double mean = initial.MeanVelocity[k];
                    lower[d + k] = mean + stretch * (v.Face(rest % cells) - mean);
                    upper[d + k] = mean + stretch * (v.Face(rest % cells + 1) - mean);
                    rest /= cells;
                }

                error += Math.Abs(values[0, j] * Math.Pow(v.Width, d) - initial.Probability(lower, upper));
            }

            return error;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Free_transport_on_a_torus_is_met_with_second_order(int d)
    {
        var torus = new Torus([.. Enumerable.Repeat(4.0, d)]);
        ProductState initial = ProductState.Gaussian([.. Enumerable.Repeat(2.0, d)], [.. Enumerable.Repeat(0.4, d)], [.. Enumerable.Repeat(0.5, d)], [.. Enumerable.Repeat(0.5, d)], 4);
        var exact = new FreeTransport(initial, torus);
        double[] errors = [.. new[] { 16, 32 }.Select(n => Error(exact, torus, d == 1 ? 2 * n : n, span: 2.6, time: 0.6, step: 0.1))];
        double order = Math.Log2(errors[0] / errors[1]);
        Assert.True(order >= 1.9, $"order {order}: {string.Join(", ", errors)}");
    }

    [Theory]
    [InlineData(2, "position")]
    [InlineData(2, "velocity")]
    [InlineData(2, "time")]
    [InlineData(3, "position")]
    [InlineData(3, "velocity")]
    public void Smooth_data_converge_with_second_order_or_better(int d, string refined)
    {
        // The distances between the results of successive refinements need no exact solution.
        var initial = new ProductState(
            [.. Enumerable.Repeat(new RaisedCosineMarginal(0, 3), d)], [.. Enumerable.Repeat(new RaisedCosineMarginal(0.1, 2), d)]);
        (int coarsest, int few) = d == 2 ? (24, 16) : (10, refined == "position" ? 6 : 8);
        const int WhileSteps = 40; // in d = 3 that would take too long: the experiment kinetic-orders does it
        double[][] results = [.. new[] { 1, 2, 4 }.Select(k => refined switch
        {
            "position" => Masses(Run(coarsest * k, few, 2), coarsest * k, k, few, 1),
            "velocity" => Masses(Run(few, coarsest * k, 2), few, 1, coarsest * k, k),
            _ => Masses(Run(WhileSteps, WhileSteps, k), WhileSteps, 1, WhileSteps, 1),
        })];
        double[] differences = [Distance(results[0], results[1]), Distance(results[1], results[2])];
        double order = Math.Log2(differences[0] / differences[1]);
        Assert.True(order >= 1.9, $"observed order {order} in {refined}: {string.Join(", ", differences)}");

        double[,] Run(int positions, int velocities, int steps)
        {
            var solver = new GridSolver(initial, new FreeSpace(d), 3, new GridSolverOptions(
                [.. Enumerable.Repeat(new GridAxis(-2.1, 2.1, positions), d)], [.. Enumerable.Repeat(new GridAxis(-1, 1.2, velocities), d)], 0.5 / steps, 1e-3));
            solver.AdvanceTo(0.5);
            return solver.Values();
        }

        // The masses of the coarsest cells, but for the volume of a cell of the whole box.
        double[] Masses(double[,] f, int positions, int perPosition, int velocities, int perVelocity)
        {
            int[] x = Coarse(positions, perPosition), v = Coarse(velocities, perVelocity);
            int columns = v.Max() + 1;
            var masses = new double[(x.Max() + 1) * columns];
            for (int i = 0; i < x.Length; i++)
                for (int j = 0; j < v.Length; j++) masses[x[i] * columns + v[j]] += f[i, j] / x.Length / v.Length;
            return masses;
        }

        int[] Coarse(int cells, int ratio) => [.. Enumerable.Range(0, (int)Math.Pow(cells, d)).Select(cell =>
            Enumerable.Range(0, d).Sum(k => cell / (int)Math.Pow(cells, k) % cells / ratio * (int)Math.Pow(cells / ratio, k)))];

        static double Distance(double[] a, double[] b) => a.Zip(b, (p, q) => Math.Abs(p - q)).Sum();
    }

    [Theory]
    [InlineData(2, CellStorage.EightBytes, 1e-13)]
    [InlineData(3, CellStorage.EightBytes, 1e-13)]
    [InlineData(3, CellStorage.FourBytes, 1e-6)]
    public void A_patch_in_free_space_keeps_what_Proposition_2_1_says(int d, CellStorage storage, double rounding)
    {
        GridSolver solver = Patch(d, gamma: 3, threads: 2, storage);
        Observables start = solver.Observe(), before = start;
        for (int step = 1; step <= 5; step++)
        {
            solver.AdvanceTo(0.06 * step);
            Observables now = solver.Observe();
            Assert.True(now.Energy <= before.Energy * (1 + rounding), $"energy rose in step {step}");
            Assert.True(now.Entropy >= before.Entropy, $"H fell in step {step}");
            Assert.True(now.VelocityRadius <= before.VelocityRadius, $"the support grew in step {step}");
            before = now;
        }

        double left = solver.Ledger.Total;
        Assert.Equal(start.Mass, before.Mass + left, rounding);
        for (int k = 0; k < d; k++) Assert.Equal(start.Momentum[k], before.Momentum[k], rounding + 2 * left); // speeds are below 2
        Assert.True(solver.Values().Cast<double>().Min() >= 0);
        Assert.True(solver.ActiveCells < solver.Options.Cells);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_change_no_bit(int d)
    {
        GridSolver one = Patch(d, gamma: 2, threads: 1), three = Patch(d, gamma: 2, threads: 3);
        one.AdvanceTo(0.3);
        three.AdvanceTo(0.3);
        Assert.True(one.Density.SequenceEqual(three.Density));
        Assert.Equal(one.Values().Cast<double>(), three.Values().Cast<double>());
        Assert.Equal(one.Ledger.Total, three.Ledger.Total);
    }

    [Fact]
    public void A_quarter_turn_commutes_with_the_flow()
    {
        // (x, y) -> (-y, x) turns the first state into the second.
        double[,] there = Run([0.4, -0.1], [0.2, 0.3]), turned = Run([0.1, 0.4], [-0.3, 0.2]);
        double largest = there.Cast<double>().Max();
        const int N = 20, M = 16;
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++)
                for (int k = 0; k < M; k++)
                    for (int l = 0; l < M; l++)
                        Assert.Equal(there[i * N + j, k * M + l], turned[(N - 1 - j) * N + i, (M - 1 - l) * M + k], 2e-3 * largest);

        static double[,] Run(double[] position, double[] velocity)
        {
            ProductState initial = ProductState.Gaussian([.. position], [0.4, 0.4], [.. velocity], [0.4, 0.4], 4);
            var x = new GridAxis(-4, 4, 20);
            var v = new GridAxis(-2.4, 2.4, 16);
            var solver = new GridSolver(initial, new FreeSpace(2), 1, new GridSolverOptions([x, x], [v, v], 0.1, 1e-3));
            solver.AdvanceTo(0.4);
            return solver.Values();
        }
    }

    /// <summary>A uniform patch, discontinuous on all sides.</summary>
    internal static GridSolver Patch(int d, double gamma, int threads, CellStorage? storage = null)
    {
        int position = d switch { 1 => 200, 2 => 36, _ => 18 }, velocity = d switch { 1 => 300, 2 => 26, _ => 12 };
        ProductState initial = ProductState.UniformBox(
            [.. Enumerable.Repeat(0.1, d)], [.. Enumerable.Repeat(1.0, d)], [.. Enumerable.Range(0, d).Select(k => 0.2 - 0.3 * k)], [.. Enumerable.Repeat(2.0, d)]);
        var x = new GridAxis(-3.6, 3.6, position);
        var v = new GridAxis(-1.7, 1.7, velocity);
        return new GridSolver(initial, new FreeSpace(d), gamma, new GridSolverOptions(
            [.. Enumerable.Repeat(x, d)], [.. Enumerable.Repeat(v, d)], 0.05)
        {
            Threads = threads,
            Storage = storage,
        });
    }

    /// <summary>The L1 error against the exact solution's values at the centres, themselves second-order values of its averages.</summary>
    private static double Error(FreeTransport exact, Torus domain, int cells, double span, double time, double step)
    {
        int d = domain.Dimension;
        GridAxis[] x = [.. Enumerable.Range(0, d).Select(k => new GridAxis(0, domain.Period(k), cells))];
        var v = new GridAxis(-span, span, cells);
        var solver = new GridSolver(exact.Initial, domain, 0, new GridSolverOptions([.. x], [.. Enumerable.Repeat(v, d)], step, 1e-3));
        solver.AdvanceTo(time);
        double[,] values = solver.Values();
        double error = 0;
        var place = new double[d];
        var speed = new double[d];
        for (int i = 0; i < values.GetLength(0); i++)
        {
            for (int j = 0; j < values.GetLength(1); j++)
            {
                (int at, int with) = (i, j);
                for (int k = d - 1; k >= 0; k--)
                {
                    (place[k], speed[k]) = (x[k].Centre(at % cells), v.Centre(with % cells));
                    (at, with) = (at / cells, with / cells);
                }

                error += Math.Abs(values[i, j] - exact.Density(time, place, speed));
            }
        }

        return error * Math.Pow(x[0].Width * v.Width, d);
    }
}
