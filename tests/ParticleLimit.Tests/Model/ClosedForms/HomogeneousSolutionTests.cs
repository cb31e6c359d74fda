using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class HomogeneousSolutionTests
{
    private static readonly Torus Torus1 = new(2.0);
    private static readonly Torus Torus2 = new(1, 1.5);

    public static TheoryData<HomogeneousSolution> Solutions =>
    [
        new(new ProductState([new UniformMarginal(0, 2)], [new TruncatedGaussianMarginal(0.4, 0.5, -1, 2)]), Torus1, 1.5),
        new(MixtureState.TwoStreams([0], [2], [0.3], [0.8], 1.5), Torus1, 1),
        new(new ProductState([new UniformMarginal(0, 1), new UniformMarginal(-1, 0.5)],
            [new TruncatedGaussianMarginal(0.4, 0.5, -1, 2), new TruncatedGaussianMarginal(0, 1, -2, 2)]), Torus2, 0.8),
        new(ProductState.UniformBox([0.5, 0], [1, 1.5], [1, -1], [2, 1]), Torus2, 0),
    ];

    [Theory, MemberData(nameof(Solutions))]
    public void Density_satisfies_the_kinetic_equation(HomogeneousSolution solution)
    {
        if (solution.Initial is not ProductState { Velocities: [TruncatedGaussianMarginal, ..] }) return;
        double[] x = new double[solution.Dimension], v = new double[solution.Dimension];
        Array.Fill(x, 0.3);
        foreach (double point in (double[])[0.1, 0.35, 0.6])
        {
            Array.Fill(v, point);
            Assert.Equal(0, KineticEquationResidual.Of(solution, 0.5, x, v), 1e-8);
        }
    }

    [Theory, MemberData(nameof(Solutions))]
    public void Corollary_2_4_holds_for_the_density_integrated_numerically(HomogeneousSolution solution)
    {
        if (solution.Dimension > 1) return;
        const double time = 0.8;
        double volume = 2, mean = solution.Initial.MeanVelocity[0], radius = solution.SupportRadiusAt(time);
        double Density(double v) => solution.Density(time, [0.7], [v]);
        // The midpoint rule: the density jumps, at most three times, so that its error is a few cells.
        const int cells = 100_000;
        double h = 2 * radius / cells, mass = 0, energy = 0, entropy = 0, supremum = 0;
        for (int i = 0; i < cells; i++)
        {
            double v = mean - radius + (i + 0.5) * h, f = Density(v);
            mass += volume * h * f;
            energy += volume * h * f * v * v;
            entropy += f > 0 ? volume * h * f * Math.Log(f) : 0;
            supremum = Math.Max(supremum, f);
        }

        const double accuracy = 20.0 / cells;
        Assert.Equal(1, mass, accuracy);
        Assert.Equal(solution.Observe(time).Energy, energy, accuracy);
        Assert.Equal(solution.EnergyAt(time), energy, accuracy);
        Assert.Equal(solution.EntropyAt(time), entropy, 5 * accuracy);
        Assert.Equal(1, supremum / solution.SupremumAt(time), accuracy);
        Assert.Equal(0, Density(mean + 1.0001 * radius) + Density(mean - 1.0001 * radius));
        Assert.True(Density(mean + 0.9999 * radius) + Density(mean - 0.9999 * radius) > 0);
    }

    [Theory, MemberData(nameof(Solutions))]
    public void Advance_is_a_semigroup_and_carries_the_density_with_its_Jacobian(HomogeneousSolution solution)
    {
        int d = solution.Dimension;
        (double[][] x, double[][] v) = InitialStateTests.Sample(solution.Initial, 200);
        solution.Advance(0, 0.2, x, v);
        (double[][] x1, double[][] v1) = (Copy(x), Copy(v));
        double[][] v0 = Copy(v);
        solution.Advance(0.2, 1.4, x, v);
        solution.Advance(0.2, 0.5, x1, v1);
        solution.Advance(0.5, 1.4, x1, v1);
        double jacobian = Math.Exp(-d * solution.Rate * 1.2);
        for (int i = 0; i < 200; i++)
        {
            for (int k = 0; k < d; k++)
            {
                Assert.Equal(0, solution.Domain.ShortestDifference(x[k][i] - x1[k][i], k), 1e-13);
                Assert.Equal(v[k][i], v1[k][i], 1e-14);
                Assert.InRange(x[k][i], 0, solution.Domain.Period(k));
            }

            double before = solution.Density(0.2, new double[d], [.. v0.Select(a => a[i])]), after = solution.Density(1.4, new double[d], [.. v.Select(a => a[i])]);
            Assert.Equal(1, after * jacobian / before, 1e-11);
        }
    }

    [Theory, MemberData(nameof(Solutions))]
    public void Advance_solves_the_characteristic_equations(HomogeneousSolution solution)
    {
        int d = solution.Dimension;
        const double h = 1e-4, t = 0.6;
        double[][] x = Constant(d, 0.4), v = Constant(d, 1.1), xBack = Constant(d, 0.4), vBack = Constant(d, 1.1);
        solution.Advance(t, t + h, x, v);
        solution.Advance(t, t + 2 * h, xBack, vBack);
        double[] u = new double[d];
        double rho = solution.Macroscopic(t, new double[d], u);
        for (int k = 0; k < d; k++)
        {
            Assert.Equal(1.1, (4 * x[k][0] - xBack[k][0] - 3 * 0.4) / (2 * h), 1e-6);
            Assert.Equal(-solution.Gamma * rho * (1.1 - u[k]), (4 * v[k][0] - vBack[k][0] - 3 * 1.1) / (2 * h), 1e-6);
        }
    }

    [Theory, MemberData(nameof(Solutions))]
    public void Observables_are_those_of_advanced_samples(HomogeneousSolution solution)
    {
        const int count = 40_000;
        const double time = 0.9;
        (double[][] x, double[][] v) = InitialStateTests.Sample(solution.Initial, count);
        solution.Advance(0, time, x, v);
        Observables expected = solution.Observe(time);
        double[] energies = [.. Enumerable.Range(0, count).Select(i => v.Sum(a => a[i] * a[i]))];
        Assert.Equal(expected.Energy, energies.Average(), 6 * energies.Max() / Math.Sqrt(count));
        Assert.InRange(Math.Sqrt(energies.Max()), 0.9 * expected.VelocityRadius, expected.VelocityRadius * (1 + 1e-13));
        for (int k = 0; k < solution.Dimension; k++)
        {
            Assert.Equal(expected.Momentum[k], v[k].Average(), 6 * Math.Sqrt(expected.Temperature / count));
            Assert.Equal(0.5, x[k].Average() / solution.Domain.Period(k), 6 / Math.Sqrt(12.0 * count));
        }
    }

    [Fact]
    public void Impossible_arguments_are_refused()
    {
        ProductState half = ProductState.UniformBox([0], [1], [0], [1]), whole = ProductState.UniformBox([0], [2], [0], [1]);
        Assert.Throws<ArgumentException>(() => new HomogeneousSolution(half, Torus1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HomogeneousSolution(whole, Torus1, -1));
        var solution = new HomogeneousSolution(whole, Torus1, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => solution.Observe(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => solution.Advance(1, 0.5, [[0]], [[0]]));
    }

    private static double[][] Copy(double[][] arrays) => [.. arrays.Select(a => (double[])a.Clone())];

    private static double[][] Constant(int d, double value) => [.. Enumerable.Range(0, d).Select(_ => new[] { value })];
}
