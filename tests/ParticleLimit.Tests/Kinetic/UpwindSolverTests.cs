using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The paper's scheme keeps mass and sign, loses momentum at the rate its fluxes say, and converges with first order.</summary>
public class UpwindSolverTests
{
    private static readonly InitialState Smooth = ProductState.Gaussian([0.2], [0.3], [0.1], [0.25], 4);

    [Fact]
    public void Mass_is_kept_momentum_drifts_at_the_rate_of_the_fluxes()
    {
        // 4/3 on -1/2 < v < 0 and 1/3 on 0 < v < 1, uniform in x: u = 0, and twice as much mass is slower than u as is faster.
        const double Gamma = 2, Step = 1e-3;
        var x = new GridAxis(-1, 1, 40);
        var v = new GridAxis(-0.8, 1.6, 96);
        var initial = new MixtureState([2.0 / 3, 1.0 / 3], [ProductState.UniformBox([0], [1], [-0.25], [0.5]), ProductState.UniformBox([0], [1], [0.5], [1])]);
        var solver = new UpwindSolver(initial, new FreeSpace(1), Gamma, new GridSolverOptions(x, v, Step));
        Observables before = solver.Observe();
        solver.AdvanceTo(Step);
        Observables after = solver.Observe();
        Assert.Equal(1, after.Mass, 1e-13);
        Assert.True(solver.Values().Cast<double>().Min() >= 0);
        double expected = Step * Gamma * v.Width / 2 * (1.0 / 3 - 2.0 / 3); // rho = 1 on [-1/2, 1/2], u = 0
        Assert.Equal(expected, after.Momentum[0] - before.Momentum[0], 0.02 * Math.Abs(expected)); // the columns at the ends of x have another u after transport
    }

    [Fact]
    public void Drift_is_of_first_order_in_dv_and_does_not_shrink_with_the_step()
    {
        double coarse = Drift(100, 2e-3), fine = Drift(200, 2e-3), shorter = Drift(200, 5e-4);
        Assert.InRange(coarse / fine, 1.8, 2.2);
        Assert.InRange(shorter / fine, 0.9, 1.1);

        static double Drift(int cells, double step)
        {
            var solver = new UpwindSolver(
                ProductState.UniformBox([11], [2], [-0.3], [2]), new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(6, 15, 90), new GridAxis(-1.5, 0.9, cells), step));
            double start = solver.Observe().Momentum[0];
            solver.AdvanceTo(1);
            return solver.Observe().Momentum[0] - start;
        }
    }

    [Fact]
    public void Converges_to_the_grid_solver_with_first_order()
    {
        var strang = new GridSolver(Smooth, new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(-2, 2.4, 352), new GridAxis(-1, 1.2, 352), 0.02));
        strang.AdvanceTo(0.5);
        double[] errors = [.. new[] { 88, 176 }.Select(Error)];
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 0.8, 1.2);

        double Error(int cells)
        {
            var solver = new UpwindSolver(Smooth, new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(-2, 2.4, cells), new GridAxis(-1, 1.2, cells), 0.22 / cells));
            solver.AdvanceTo(0.5);
            int ratio = 352 / cells;
            double error = 0;
            for (int i = 0; i < 352; i += ratio)
            {
                double mean = 0;
                for (int k = 0; k < ratio; k++) mean += strang.Density[i + k] / ratio;
                error += Math.Abs(solver.Density[i / ratio] - mean) / cells;
            }

            return error;
        }
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var solver = new UpwindSolver(Smooth, new FreeSpace(1), 1, new GridSolverOptions(new GridAxis(-2, 2.4, 60), new GridAxis(-1, 1.2, 60), 1e-3));
        double time = 0.1;
        solver.AdvanceTo(time);
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 0.1)));
    }

    [Fact]
    public void Refuses_what_it_cannot_do()
    {
        var axis = new GridAxis(-2, 2, 40);
        Assert.Throws<NotSupportedException>(() => new UpwindSolver(Smooth, new Torus(4), 1, new GridSolverOptions(axis, axis, 1e-3)));
        Assert.Throws<ArgumentException>(() => new UpwindSolver(Smooth, new FreeSpace(1), 1, new GridSolverOptions(axis, axis, 0.06))); // |v| dt = 1.2 dx
        var fast = new UpwindSolver(Smooth, new FreeSpace(1), 50, new GridSolverOptions(axis, axis, 0.05));
        Assert.Throws<ArithmeticException>(() => fast.AdvanceTo(0.1));
    }
}
