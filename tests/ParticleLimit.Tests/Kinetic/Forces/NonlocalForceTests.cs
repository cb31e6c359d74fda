using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>The equation (1.2) on a grid against other solutions of it.</summary>
public sealed class NonlocalForceTests
{
    /// <summary>On homogeneous data psi_r * rho is rho int psi_r: what the solver of (1.3) with gamma = lambda int psi_r gives, and the closed form (2.3).</summary>
    [Theory]
    [InlineData(1, 1e-5)]
    [InlineData(2, 2e-4)]
    [InlineData(3, 1e-2)]
    public void A_homogeneous_state_follows_the_local_equation_and_the_closed_form(int d, double tolerance)
    {
        var torus = new Torus([.. Enumerable.Repeat(2.0, d)]);
        var initial = new ProductState(
            [.. Enumerable.Repeat(new UniformMarginal(0, 2), d)], [.. Enumerable.Range(0, d).Select(k => new TruncatedGaussianMarginal(0.2 - 0.1 * k, 0.3, -1, 1.4))]);
        NonlocalForce force = NonlocalForce.WithGamma(1.5, new WendlandWeight(1), 0.7, d);
        Assert.Equal(1.5, force.Gamma, 1e-14);
        var options = new GridSolverOptions([.. Enumerable.Repeat(new GridAxis(0, 2, 6), d)], [.. Enumerable.Repeat(new GridAxis(-1.2, 1.6, d == 1 ? 480 : d == 2 ? 64 : 16), d)], 0.1);
        GridSolver solver = new(initial, torus, force, options), local = new(initial, torus, 1.5, options);
        solver.AdvanceTo(0.8);
        local.AdvanceTo(0.8);
        double[] expected = [.. local.Values().Cast<double>()];
        double largest = expected.Max();
        foreach ((double one, double other) in expected.Zip(solver.Values().Cast<double>())) Assert.Equal(one, other, 1e-11 * largest);
        Assert.Equal(new HomogeneousSolution(initial, torus, 1.5).EnergyAt(0.8), solver.Observe().Energy, tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_local_equation_is_the_limit_of_short_ranges_at_order_two(int d)
    {
        ProductState initial = Gaussian(d, 0.6);
        GridSolverOptions options = d == 1
            ? new(new GridAxis(-6, 6, 480), new GridAxis(-1.6, 1.8, 100), 0.05, 1e-3)
            : new([.. Enumerable.Repeat(new GridAxis(-3, 3, 48), 2)], [.. Enumerable.Repeat(new GridAxis(-1.6, 1.8, 32), 2)], 0.1, 1e-3);
        double[] local = Solve(new LocalForce(1));
        double[] differences = [.. new[] { 0.4, 0.2, 0.1 }.Select(range => Difference(Solve(NonlocalForce.WithGamma(1, new WendlandWeight(1), range, d)), local))];
        for (int k = 1; k < differences.Length; k++) Assert.InRange(Math.Log2(differences[k - 1] / differences[k]), 1.85, 2.15);

        // A range far below a cell is a point.
        Assert.True(Difference(Solve(NonlocalForce.WithGamma(1, new WendlandWeight(1), 1e-7, d)), local) < 1e-12 * local.Sum());

        double[] Solve(AlignmentForce force)
        {
            var solver = new GridSolver(initial, new FreeSpace(d), force, options);
            solver.AdvanceTo(0.5);
            return [.. solver.Values().Cast<double>()];
        }
    }

    /// <summary>Replicas ride the one reference in parallel: none may write where another reads.</summary>
    [Fact]
    public void Characteristics_of_several_callers_at_once_are_those_of_one()
    {
        ProductState initial = Gaussian(1, 0.6);
        var solver = new GridSolver(initial, new FreeSpace(1), NonlocalForce.WithGamma(1, new WendlandWeight(1), 0.3), new(new GridAxis(-6, 6, 240), new GridAxis(-1.6, 1.8, 60), 0.01, 1e-3));
        GridReference reference = GridReference.Solve(solver, [1.0], 1, CancellationToken.None);
        double[] alone = Ride();
        var together = new double[16][];
        Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, k => together[k] = Ride());
        Assert.All(together, ride => Assert.Equal(alone, ride));

        double[] Ride()
        {
            double[][] x = [[-0.9, -0.3, 0, 0.4, 1.1]], v = [[0.8, -0.2, 0.1, 0.5, -0.7]];
            reference.Advance(0, 1, x, v);
            return [.. x[0], .. v[0]];
        }
    }

    [Theory]
    [InlineData(1, "position")]
    [InlineData(1, "velocity")]
    [InlineData(1, "time")]
    [InlineData(2, "position")]
    [InlineData(2, "velocity")]
    [InlineData(2, "time")]
    public void Smooth_data_converge_with_second_order(int d, string refined)
    {
        // The distances between the results of successive refinements need no exact solution.
        var initial = new ProductState([.. Enumerable.Repeat(new RaisedCosineMarginal(0, 3), d)], [.. Enumerable.Repeat(new RaisedCosineMarginal(0.1, 2), d)]);
        (int coarsest, int few, int whileSteps) = d == 1 ? (48, 40, 96) : (24, 16, 32);
        NonlocalForce force = NonlocalForce.WithGamma(3, new WendlandWeight(1), 0.5, d);
        double[][] results = [.. new[] { 1, 2, 4 }.Select(k => refined switch
        {
            "position" => Masses(Run(coarsest * k, few, 2), coarsest * k, k, few, 1),
            "velocity" => Masses(Run(few, coarsest * k, 2), few, 1, coarsest * k, k),
            _ => Masses(Run(whileSteps, whileSteps, k), whileSteps, 1, whileSteps, 1),
        })];
        double order = Math.Log2(Difference(results[0], results[1]) / Difference(results[1], results[2]));
        Assert.True(order >= 1.9, $"observed order {order} in {refined}");

        double[,] Run(int positions, int velocities, int steps)
        {
            var solver = new GridSolver(initial, new FreeSpace(d), force, new GridSolverOptions(
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
    }

    /// <summary>Evenly spread particles of system 2 and the equation (1.2): two programs that share nothing but psi. What is left between them is the particles' own error, which falls with their number.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public void The_mean_field_particles_follow_the_equation(int d, bool torus)
    {
        Domain domain = torus ? new Torus([.. Enumerable.Repeat(1.0, d)]) : new FreeSpace(d);
        var initial = new ProductState([.. Enumerable.Repeat(new TruncatedGaussianMarginal(0.5, 0.15, 0.05, 0.95), d)], [.. Enumerable.Range(0, d).Select(k => new UniformMarginal(-0.5 - 0.1 * k, 1 - 0.2 * k))]);
        const double Range = 0.3, Time = 0.5;
        var weight = new WendlandWeight(1);
        NonlocalForce force = NonlocalForce.WithGamma(1, weight, Range, d);
        GridAxis position = torus ? new GridAxis(0, 1, d == 1 ? 200 : 40) : new GridAxis(-0.5, 1.7, d == 1 ? 400 : 64), velocity = new(-0.7, 1.1, d == 1 ? 360 : 40);
        var solver = new GridSolver(initial, domain, force, new([.. Enumerable.Repeat(position, d)], [.. Enumerable.Repeat(velocity, d)], 0.05, 1e-4));
        GridReference reference = GridReference.Solve(solver, [Time], Time, CancellationToken.None);
        (int few, int many) = (1 << 9, 1 << 12);
        double rough = MeanSquare(few), fine = MeanSquare(many);
        Assert.True(fine < 2 * rough / (many / few) && fine < 1e-5, $"{rough:G3} of {few} particles, {fine:G3} of {many}");

        double MeanSquare(int count)
        {
            ParticleState start = ParticleState.Sample(initial, domain, count, new KroneckerSequence(2 * d));
            ParticleEngine engine = MeanFieldSimulation.Create(new SimulationSettings(domain, weight, Range, force.Lambda / count, 0.05), start);
            engine.AdvanceTo(Time);
            var coupling = new SynchronousCoupling(reference, start);
            coupling.AdvanceTo(Time);
            return coupling.VelocityMeanSquare(engine.State);
        }
    }

    internal static ProductState Gaussian(int d, double deviation) => ProductState.Gaussian(
        [.. Enumerable.Repeat(0.0, d)], [.. Enumerable.Repeat(deviation, d)], [.. Enumerable.Range(0, d).Select(k => 0.1 - 0.2 * k)], [.. Enumerable.Repeat(0.35, d)], 4);

    private static double Difference(double[] a, double[] b) => a.Zip(b, (p, q) => Math.Abs(p - q)).Sum();
}
