using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class FreeTransportTests
{
    public static TheoryData<FreeTransport> Solutions =>
    [
        new(ProductState.Gaussian([0.2], [0.5], [0.3], [0.6], 5), new FreeSpace(1)),
        new(ProductState.Gaussian([0.2], [0.5], [0.3], [0.6], 5), new Torus(1.3)),
        new(ProductState.Gaussian([0, 1], [0.5, 0.4], [0.3, 0], [0.6, 1], 5), new FreeSpace(2)),
        new(ProductState.Gaussian([0, 1], [0.5, 0.4], [0.3, 0], [0.6, 1], 4), new Torus(2, 3)),
        new(new MixtureState([1, 2], [ProductState.Gaussian([0], [0.5], [1], [0.6], 5), ProductState.Gaussian([1], [0.3], [-1], [0.6], 5)]), new FreeSpace(1)),
    ];

    [Theory, MemberData(nameof(Solutions))]
    public void Density_satisfies_the_kinetic_equation_without_alignment(FreeTransport solution)
    {
        double[] x = new double[solution.Dimension], v = new double[solution.Dimension];
        Array.Fill(x, 0.7);
        Array.Fill(v, 0.45);
        Assert.Equal(0, KineticEquationResidual.Of(solution, 0.6, x, v), 1e-8);
        Assert.Equal(0, KineticEquationResidual.Macroscopic(solution, 0.6, x).Continuity, 1e-4);
    }

    [Theory, MemberData(nameof(Solutions))]
    public void Macroscopic_fields_are_velocity_moments_of_the_density(FreeTransport solution)
    {
        if (solution.Dimension > 1) return;
        foreach (double time in (double[])[0, 0.01, 0.6, 2.5])
        {
            double x = 0.7, mass = 0, momentum = 0;
            (double from, double to) = solution.Initial.Support[1];
            const int cells = 40_000;
            for (int i = 0; i < cells; i++)
            {
                double v = from + (i + 0.5) * (to - from) / cells, f = solution.Density(time, [x], [v]) * (to - from) / cells;
                mass += f;
                momentum += v * f;
            }

            double[] u = new double[1];
            Assert.Equal(mass, solution.Macroscopic(time, [x], u), 1e-6);
            Assert.Equal(momentum / mass, u[0], 1e-6);
        }
    }

    [Theory, MemberData(nameof(Solutions))]
    public void Advance_carries_the_density(FreeTransport solution)
    {
        int d = solution.Dimension;
        (double[][] x, double[][] v) = InitialStateTests.Sample(solution.Initial, 100);
        double[] before = [.. Enumerable.Range(0, 100).Select(i => solution.Density(0, [.. x.Select(a => a[i])], [.. v.Select(a => a[i])]))];
        solution.Advance(0, 1.7, x, v);
        for (int i = 0; i < 100; i++) Assert.Equal(1, solution.Density(1.7, [.. x.Select(a => a[i])], [.. v.Select(a => a[i])]) / before[i], 1e-11);
        Assert.All(Enumerable.Range(0, d), k => Assert.All(x[k], z => Assert.Equal(z, solution.Domain.Wrap(z, k))));
    }

    [Fact]
    public void Homogeneous_state_stays_uniform_in_space()
    {
        var solution = new FreeTransport(ProductState.UniformBox([0.5, 0.25], [1, 0.5], [1, 0], [2, 1]), new Torus(1, 0.5));
        double[] u = new double[2];
        foreach (double time in (double[])[0, 0.3, 3])
            foreach (double x in (double[])[0, 0.123, 0.49])
            {
                Assert.Equal(2, solution.Macroscopic(time, [x, x], u), 1e-9);
                Assert.Equal([1.0, 0.0], u.Select(c => Math.Round(c, 8)));
                Assert.Equal(1, solution.Density(time, [x, x], [0.7, -0.2]), 1e-12);
            }

        Assert.Equal(new HomogeneousSolution(solution.Initial, new Torus(1, 0.5), 0).Observe(2).Entropy, solution.Observe(2).Entropy, 1e-14);
    }
}
