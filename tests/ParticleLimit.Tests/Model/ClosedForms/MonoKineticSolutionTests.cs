using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class MonoKineticSolutionTests
{
    private static readonly TruncatedGaussianMarginal Bell = new TruncatedGaussianMarginal(0.1, 0.5, -1, 1);

    public static TheoryData<MonoKineticSolution> Solutions =>
    [
        new(new MonoKineticState([Bell], new MinusIdentityField()), new FreeSpace(1)),
        new(new MonoKineticState([Bell, Bell], new MinusIdentityField()), new FreeSpace(2)),
        new(new MonoKineticState([Bell], new MinusIdentityField()), new Torus(2.0)),
        new(new MonoKineticState([new UniformMarginal(0, 1)], new SineField(0.3, 2 * Math.PI)), new Torus(1.0)),
        new(new MonoKineticState([Bell], new SineField(-0.3, 2)), new FreeSpace(1)),
        new(new MonoKineticState([Bell, Bell], new SineField(0.3, 2 * Math.PI)), new Torus(2, 2)),
    ];

    [Theory, MemberData(nameof(Solutions))]
    public void Fields_satisfy_the_pressureless_equations(MonoKineticSolution solution)
    {
        double[] x = new double[solution.Dimension];
        foreach (double fraction in (double[])[0.1, 0.5, 0.8])
            foreach (double point in (double[])[0.05, 0.11])
            {
                Array.Fill(x, point);
                (double continuity, double momentum) = KineticEquationResidual.Macroscopic(solution, fraction * solution.CrossingTime, x);
                Assert.Equal(0, continuity, 1e-5);
                Assert.Equal(0, momentum, 1e-5);
            }
    }

    [Theory, MemberData(nameof(Solutions))]
    public void Advanced_samples_carry_the_velocity_field_and_the_mass(MonoKineticSolution solution)
    {
        int d = solution.Dimension;
        double time = 0.7 * solution.CrossingTime;
        const int count = 40_000;
        (double[][] x, double[][] v) = InitialStateTests.Sample(solution.Initial, count);
        solution.Advance(0, time, x, v);
        double[] u = new double[d];
        for (int i = 0; i < 500; i++)
        {
            Assert.True(solution.Macroscopic(time, [.. x.Select(a => a[i])], u) > 0);
            for (int k = 0; k < d; k++) Assert.Equal(v[k][i], u[k], 1e-12);
        }

        if (d > 1) return;
        const double from = 0.02, to = 0.2;
        double mass = WeightIntegrals.Integrate(z => solution.Macroscopic(time, [z], u), from, to);
        Assert.Equal(mass, x[0].Count(z => z >= from && z < to) / (double)count, 5 * Math.Sqrt(0.25 / count));
    }

    [Fact]
    public void Minus_identity_blows_up_as_the_paper_says()
    {
        var solution = new MonoKineticSolution(new MonoKineticState([Bell], new MinusIdentityField()), new FreeSpace(1));
        double[] u = new double[1];
        foreach (double t in (double[])[0, 0.5, 0.99])
            foreach (double x in (double[])[-0.004, 0.001, 0.009])
            {
                Assert.Equal(1, solution.Macroscopic(t, [x], u) * (1 - t) / Bell.Density(x / (1 - t)), 1e-12);
                Assert.Equal(x / (t - 1), u[0], 1e-12);
            }

        Assert.Equal(1, solution.CrossingTime);
        Assert.Throws<ArgumentOutOfRangeException>(() => solution.Macroscopic(1, [0.0], u));
        Assert.Throws<ArgumentOutOfRangeException>(() => solution.Advance(0.5, 1.2, [[0]], [[0]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => solution.Observe(1));
    }

    [Fact]
    public void Sine_characteristics_first_cross_at_the_crossing_time()
    {
        foreach (double amplitude in (double[])[0.3, -0.3])
        {
            var field = new SineField(amplitude, 4);
            double Smallest(double time) => Enumerable.Range(0, 10001).Min(i => field.Jacobian(time, [i * 2 * Math.PI / 4 / 10000]));
            Assert.True(Smallest(0.999 * field.CrossingTime) > 0);
            Assert.True(Smallest(1.001 * field.CrossingTime) < 0);
        }

        Assert.Equal(double.PositiveInfinity, new SineField(0, 1).CrossingTime);
    }

    [Fact]
    public void Sine_start_inverts_the_flow_up_to_the_crossing()
    {
        var field = new SineField(0.5, 3);
        double[] u = new double[1], start = new double[1];
        foreach (double fraction in (double[])[0, 0.5, 0.99, 0.999999])
            for (int i = -50; i <= 50; i++)
            {
                double time = fraction * field.CrossingTime, x = 0.13 * i;
                field.Start(time, [x], start);
                field.At(start, u);
                Assert.Equal(x, start[0] + time * u[0], 1e-13);
            }
    }

    [Fact]
    public void Moments_of_a_sine_over_one_period_are_zero_and_half_the_squared_amplitude()
    {
        for (int d = 1; d <= 3; d++)
        {
            var state = new MonoKineticState([.. Enumerable.Repeat<IMarginal>(new UniformMarginal(-0.3, 0.7), d)], new SineField(0.6, 2 * Math.PI));
            Assert.Equal(0, state.MeanVelocity[0], 1e-13);
            Assert.Equal(0.18, state.Temperature, 1e-12);
            // Two independent phases: E|sin a - sin b| = 8/pi^2.
            Assert.Equal(1, state.MeanRelativeSpeed / (0.6 * 8 / (Math.PI * Math.PI)), 1e-4);
        }
    }

    [Fact]
    public void Flows_that_are_not_of_the_torus_are_refused()
    {
        var wide = new MonoKineticState([new UniformMarginal(0, 1.5)], new MinusIdentityField());
        var shear = new MonoKineticState([new UniformMarginal(0, 1)], new SineField(1, 3));
        Assert.Throws<ArgumentException>(() => new MonoKineticSolution(wide, new Torus(1.0)));
        Assert.Throws<ArgumentException>(() => new MonoKineticSolution(shear, new Torus(1.0)));
        Assert.Throws<ArgumentException>(() => new MonoKineticSolution(shear, new FreeSpace(2)));
    }
}
