using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class NonlocalForceTests
{
    private static readonly ProductState Smooth = ProductState.Gaussian([0.3], [0.3], [0.1], [0.35], 4);
    private static readonly GridSolverOptions Options = new(new GridAxis(-4, 4, 320), new GridAxis(-1.6, 1.8, 120), 0.05, 1e-3);

    [Fact]
    public void Mass_and_total_momentum_stay_and_energy_falls() => Gen.Select(Gen.Double[0, 20], Gen.Double[0.02, 0.5], Gen.Double[0.02, 1], Gen.Bool).Sample(
        (lambda, range, step, torus) =>
        {
            Domain domain = torus ? new Torus(1) : new FreeSpace(1);
            const double width = 1.8 / 48;
            GridAxis position = torus ? new GridAxis(0, 1, 48) : new GridAxis(-9, 10, 192);
            var initial = ProductState.UniformBox([0.5], [0.6], [0.2], [1.5]);
            var solver = new ForceGridSolver(initial, domain, new NonlocalForce(lambda, new HatWeight(1), range), new(position, new GridAxis(-0.7, 1.1, 48), step));
            Observables start = solver.Observe(), before = start;
            for (int k = 1; k <= 3; k++)
            {
                solver.AdvanceTo(k);
                Observables now = solver.Observe();
                Assert.Equal(start.Mass, now.Mass, 1e-13);
                Assert.Equal(start.Momentum[0], now.Momentum[0], 1e-12);

                // A column that has become thinner than a cell is spread over it by the remap.
                Assert.True(now.Energy <= before.Energy + width * width / 4);
                Assert.True(solver.Values().Cast<double>().Min() >= 0);
                before = now;
            }
        },
        iter: 30);

    /// <summary>On homogeneous data psi_r * rho is rho int psi_r: the solution (2.3) with gamma = lambda int psi_r.</summary>
    [Fact]
    public void A_homogeneous_state_follows_its_closed_form()
    {
        var torus = new Torus(2);
        var initial = new ProductState([new UniformMarginal(0, 2)], [new TruncatedGaussianMarginal(0.2, 0.3, -1, 1.4)]);
        NonlocalForce force = NonlocalForce.WithGamma(1.5, new WendlandWeight(1), 0.7);
        var exact = new HomogeneousSolution(initial, torus, force.Gamma);
        var solver = new ForceGridSolver(initial, torus, force, new(new GridAxis(0, 2, 16), new GridAxis(-1.2, 1.6, 480), 0.05));
        solver.AdvanceTo(1);
        Assert.Equal(exact.EnergyAt(1), solver.Observe().Energy, 1e-5);
        foreach (double density in solver.Density) Assert.Equal(0.5, density, 1e-12);
    }

    [Fact]
    public void The_local_equation_is_the_limit_of_short_ranges_at_order_two()
    {
        ProductState initial = ProductState.Gaussian([0], [0.6], [0.1], [0.35], 4);
        var options = new GridSolverOptions(new GridAxis(-6, 6, 480), new GridAxis(-1.6, 1.8, 100), 0.05, 1e-3);
        var local = new GridSolver(initial, new FreeSpace(1), 1, options);
        local.AdvanceTo(0.5);
        double[] differences = [.. new[] { 0.4, 0.2, 0.1 }.Select(range =>
        {
            var solver = new ForceGridSolver(initial, new FreeSpace(1), NonlocalForce.WithGamma(1, new WendlandWeight(1), range), options);
            solver.AdvanceTo(0.5);
            return Difference(solver.Values(), local.Values());
        })];
        for (int k = 1; k < differences.Length; k++) Assert.InRange(Math.Log2(differences[k - 1] / differences[k]), 1.85, 2.15);
    }

    [Theory]
    [InlineData("position")]
    [InlineData("velocity")]
    [InlineData("time")]
    public void Smooth_data_converge_with_second_order(string refined)
    {
        double[,] fine = Run(4);
        double order = Math.Log2(Difference(Run(1), fine) / Difference(Run(2), fine));
        Assert.True(order >= 1.9, $"observed order {order} in {refined}");

        double[,] Run(int k)
        {
            GridSolverOptions options = refined switch
            {
                "position" => new(new GridAxis(-4, 4, 64 * k), new GridAxis(-3, 3, 128), 0.05, 1e-3),
                "velocity" => new(new GridAxis(-4, 4, 96), new GridAxis(-3, 3, 64 * k), 0.05, 1e-3),
                _ => new(new GridAxis(-4, 4, 128), new GridAxis(-3, 3, 128), 0.25 / k, 1e-3),
            };
            var solver = new ForceGridSolver(Smooth, new FreeSpace(1), NonlocalForce.WithGamma(2, new WendlandWeight(1), 0.5), options);
            solver.AdvanceTo(0.5);
            return Coarsened(solver.Values(), refined == "position" ? 64 : 32, 64);
        }
    }

    /// <summary>Evenly spread particles of system 2 and the equation (1.2): two programs that share nothing but psi.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_mean_field_particles_follow_the_equation(bool torus)
    {
        const int count = 1 << 15;
        Domain domain = torus ? new Torus(1) : new FreeSpace(1);
        var initial = new ProductState([new TruncatedGaussianMarginal(0.5, 0.15, 0.05, 0.95)], [new UniformMarginal(-0.5, 1)]);
        const double lambda = 3, range = 0.3;
        var weight = new WendlandWeight(1);
        ParticleState start = ParticleState.Sample(initial, domain, count, new KroneckerSequence(2));
        ParticleEngine engine = MeanFieldSimulation.Create(new SimulationSettings(domain, weight, range, lambda / count, 0.05), start);
        GridAxis position = torus ? new GridAxis(0, 1, 200) : new GridAxis(-0.6, 2, 400);
        var solver = new ForceGridSolver(initial, domain, new NonlocalForce(lambda, weight, range), new(position, new GridAxis(-0.52, 1.02, 308), 0.02));
        ForceGridReference reference = ForceGridReference.Solve(solver, [1.0], 1, CancellationToken.None);
        engine.AdvanceTo(1);
        Observables particles = ParticleObservables.Of(engine.State), kinetic = reference.Observe(1);
        Assert.Equal(kinetic.Momentum[0], particles.Momentum[0], 1e-4);
        Assert.Equal(kinetic.Temperature, particles.Temperature, 2e-5);
        var coupling = new SynchronousCoupling(reference, start);
        coupling.AdvanceTo(1);
        Assert.True(coupling.VelocityMeanSquare(engine.State) < 1e-8, $"{coupling.VelocityMeanSquare(engine.State)}");
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var solver = new ForceGridSolver(Smooth, new FreeSpace(1), new NonlocalForce(2, new WendlandWeight(1), 0.3), Options);
        solver.AdvanceTo(0.1);
        double time = 0.1;
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 0.4)));
    }

    private static double Difference(double[,] a, double[,] b) => a.Cast<double>().Zip(b.Cast<double>(), (p, q) => Math.Abs(p - q)).Sum();

    private static double[,] Coarsened(double[,] values, int rows, int columns)
    {
        var coarse = new double[rows, columns];
        int perRow = values.GetLength(0) / rows, perColumn = values.GetLength(1) / columns;
        for (int i = 0; i < values.GetLength(0); i++)
            for (int j = 0; j < values.GetLength(1); j++) coarse[i / perRow, j / perColumn] += values[i, j] / (perRow * perColumn);
        return coarse;
    }
}
