using System.Collections.Immutable;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class SlabReferenceTests
{
    private const double Gamma = 1.5;
    private static readonly ImmutableArray<double> Means = [0.1, 0.2, -0.3];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_flock_even_along_all_axes_follows_the_homogeneous_solution(int d)
    {
        (InitialState initial, Torus torus) = Flock(d, 0);
        ProductState state = (ProductState)initial;
        var exact = new HomogeneousSolution(new ProductState([new UniformMarginal(0, torus.Lengths[0]), .. state.Positions[1..]], state.Velocities), torus, Gamma);
        SlabReference slab = Solve(initial, torus, 0.8);
        double[][] x = Points(d, 0.9), v = Points(d, 0.4), exactX = Copy(x), exactV = Copy(v);
        slab.Advance(0.1, 0.8, x, v);
        exact.Advance(0.1, 0.8, exactX, exactV);
        for (int k = 0; k < d; k++)
            for (int i = 0; i < x[k].Length; i++)
            {
                Assert.Equal(0, torus.ShortestDifference(x[k][i] - exactX[k][i], k), 1e-8);
                Assert.Equal(exactV[k][i], v[k][i], 1e-8);
            }

        (Observables own, Observables other) = (slab.Observe(0.8), exact.Observe(0.8));
        Assert.Equal(other.Energy, own.Energy, 1e-7);
        Assert.Equal(other.Entropy, own.Entropy, 1e-7);
        Assert.Equal(other.VelocityRadius, own.VelocityRadius, 1e-7);
        double[] at = [.. Means[..d]];
        Assert.Equal(exact.Density(0.8, at, at), slab.Density(0.8, at, at), 1e-4 * exact.Density(0.8, at, at)); // f of a finer sheet, not extrapolated
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Mass_and_momentum_stay_and_energy_falls_and_H_rises_at_the_rate_of_its_equation(int d)
    {
        const double h = 0.05;
        (InitialState initial, Torus torus) = Flock(d, 0.8);
        SlabReference slab = Solve(initial, torus, [.. Enumerable.Range(4, 5).Select(k => k * h)]);
        Observables before = slab.Observe(0);
        Assert.Equal(Means[..d].Sum(m => m * m) + initial.Temperature, before.Energy, 1e-8);
        double squares = 0;
        double[] weights = [1, 4, 2, 4, 1], mean = new double[d];
        for (int k = 0; k < weights.Length; k++)
        {
            double time = (k + 4) * h;
            Observables now = slab.Observe(time);
            Assert.Equal(1, now.Mass, 1e-13);
            for (int axis = 0; axis < d; axis++) Assert.Equal(Means[axis], now.Momentum[axis], 1e-13);
            Assert.True(now.Energy < before.Energy && now.Entropy > before.Entropy && now.VelocityRadius <= before.VelocityRadius);
            before = now;
            squares += weights[k] * h / 3 * torus.Volume / torus.Lengths[0] * GaussLegendre.Integrate(
                x => Math.Pow(slab.Macroscopic(time, [x, .. new double[d - 1]], mean), 2), 0, torus.Lengths[0], 8);
        }

        double rise = slab.Observe(8 * h).Entropy - slab.Observe(4 * h).Entropy;
        Assert.Equal(Gamma * d * squares, rise, 2e-5 * rise);
    }

    /// <summary>rho is int f dv: the density along the characteristics against the deposited one.</summary>
    [Fact]
    public void The_density_in_phase_space_integrates_to_that_in_space()
    {
        (InitialState initial, Torus torus) = Flock(2, 0.8);
        SlabReference slab = Solve(initial, torus, 0.4);
        double[] mean = new double[2];
        foreach (double x in (double[])[0.2, 1.1])
        {
            double rho = slab.Macroscopic(0.4, [x, 0.2], mean), sum = 0, flux = 0;
            foreach ((double v, double weight) in GaussLegendre.Nodes(-1.2, 1.4, 8))
                foreach ((double w, double across) in GaussLegendre.Nodes(-1.2, 1.6, 8))
                {
                    double f = weight * across * slab.Density(0.4, [x, 0.2], [v, w]);
                    (sum, flux) = (sum + f, flux + v * f);
                }

            Assert.Equal(rho, sum, 1e-3 * rho);
            Assert.Equal(mean[0], flux / sum, 1e-3);
            Assert.Equal(Means[1], mean[1], 1e-15);
        }
    }

    /// <summary>Two methods that share nothing but the equation: the grid of all four axes comes to it at second order.</summary>
    [Fact]
    public void The_grid_of_phase_space_comes_to_it_at_order_two()
    {
        (InitialState initial, Torus torus) = Flock(2, 0.8);
        SlabReference slab = Solve(initial, torus, 0.4);
        double[][] start = Points(2, 0.9), speeds = Points(2, 0.4);
        (double Energy, double Density, double Points)[] errors = [.. new[] { 1, 2 }.Select(fine =>
        {
            var options = new GridSolverOptions(
                [new GridAxis(0, 2, 20 * fine), new GridAxis(0, 0.5, 8)], [new GridAxis(-1.3, 1.5, 20 * fine), new GridAxis(-1.3, 1.7, 20 * fine)], 0.1 / fine);
            GridReference grid = GridReference.Solve(new GridSolver(initial, torus, Gamma, options), [0.4], 0.4, CancellationToken.None);
            double rho = 0, distance = 0;
            double[] mean = new double[2];
            for (int i = 0; i < 40; i++)
            {
                double[] x = [(i + 0.5) / 20, 0.1];
                rho += Math.Abs(grid.Macroscopic(0.4, x, mean) - slab.Macroscopic(0.4, x, mean)) / 40;
            }

            double[][] ownX = Copy(start), ownV = Copy(speeds), otherX = Copy(start), otherV = Copy(speeds);
            slab.Advance(0, 0.4, ownX, ownV);
            grid.Advance(0, 0.4, otherX, otherV);
            for (int k = 0; k < 2; k++) distance += ownV[k].Zip(otherV[k], (a, b) => Math.Abs(a - b)).Average();
            return (Math.Abs(grid.Observe(0.4).Energy - slab.Observe(0.4).Energy), rho, distance);
        })];
        Assert.True(errors[1].Energy < 2e-4 && errors[1].Density < 1e-3 && errors[1].Points < 5e-4, $"{errors[1]}");
        // The repair of the momenta keeps the energy nearer than its order on both grids.
        Assert.True(errors[0].Density > 3 * errors[1].Density && errors[0].Points > 3 * errors[1].Points, $"{errors[0]} {errors[1]}");
    }

    /// <summary>The averaged force on a line's grid comes to the sheet as the range shrinks, at order two, across the line too.</summary>
    [Fact]
    public void The_averaged_equation_has_the_local_one_for_its_limit()
    {
        (InitialState initial, Torus torus) = Flock(3, 0.8);
        Slab flock = Slab.Of(initial, torus)!;
        double[] Energy(double range)
        {
            var weight = new SectionWeight(new HatWeight(1.2), 3);
            var options = new GridSolverOptions(new GridAxis(0, 2, 100), new GridAxis(-1.3, 1.5, 140), 0.02);
            var solver = new GridSolver(flock.Line, flock.LineTorus, NonlocalForce.WithGamma(Gamma / flock.Section, weight, range), options);
            var slab = new SlabReference(flock, GridReference.Solve(solver, [0.4], 0.4, CancellationToken.None));
            Assert.Equal(Gamma, slab.Gamma, 1e-12);
            Assert.False(slab.HasDensityAt(0.4));
            Observables observed = slab.Observe(0.4);
            return [observed.Energy, observed.Entropy];
        }

        Observables exact = Solve(initial, torus, 0.4).Observe(0.4);
        double[] point = Energy(1e-3), shorter = Energy(0.1), longer = Energy(0.2);
        Assert.Equal(exact.Energy, point[0], 2e-4);
        Assert.Equal(exact.Entropy, point[1], 2e-4);
        for (int k = 0; k < 2; k++) Assert.InRange((longer[k] - point[k]) / (shorter[k] - point[k]), 3.6, 4.2);
    }

    [Fact]
    public void Another_flock_s_line_is_refused()
    {
        (InitialState initial, Torus torus) = Flock(2, 0.8);
        SlabReference slab = Solve(initial, torus, 0.1);
        Assert.Throws<ArgumentException>(() => new SlabReference(Slab.Of(Flock(2, 0.5).Initial, torus)!, slab.Line));
    }

    internal static (InitialState Initial, Torus Torus) Flock(int d, double amplitude)
    {
        double[] lengths = [2, 0.5, 1.5];
        ImmutableArray<IMarginal> across = [.. lengths[1..d].Select(length => (IMarginal)new UniformMarginal(0, length))];
        var initial = new ProductState(
            [new RaisedCosineMarginal(1, 2, amplitude), .. across], [.. Means[..d].Select(mean => new TruncatedGaussianMarginal(mean, 0.35, mean - 1.2, mean + 1.2))]);
        return (initial, new Torus([.. lengths[..d]]));
    }

    internal static SlabReference Solve(InitialState initial, Torus torus, params ImmutableArray<double> times)
    {
        Slab slab = Slab.Of(initial, torus)!;
        var axis = new GridAxis(0, torus.Lengths[0], 100);
        var sheet = SheetReference.Solve(
            slab.Line, slab.LineTorus, Gamma / slab.Section, new SheetOptions(256, 128, 0.01), true, axis, new GridAxis(-2, 2, 100), times, times[^1], CancellationToken.None);
        return new SlabReference(slab, sheet);
    }

    private static double[][] Points(int d, double reach) =>
        [.. Enumerable.Range(0, d).Select(k => Enumerable.Range(0, 50).Select(i => reach * Math.Sin(1 + 7 * k + 2.3 * i)).ToArray())];

    private static double[][] Copy(double[][] axes) => [.. axes.Select(axis => axis.ToArray())];
}
