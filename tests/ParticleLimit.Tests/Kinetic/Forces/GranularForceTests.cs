using CsCheck;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class GranularForceTests
{
    [Fact]
    public void Mass_and_momentum_stay_and_energy_falls() => Gen.Select(Gen.Double[0, 30], Gen.Double[0.02, 1]).Sample(
        (gamma, step) =>
        {
            var options = new GridSolverOptions(new GridAxis(-9, 10, 120), new GridAxis(-0.7, 1.1, 48), step);
            var solver = new GridSolver(ProductState.UniformBox([0.5], [0.6], [0.2], [1.5]), new FreeSpace(1), new GranularForce(gamma), options);
            Observables start = solver.Observe(), before = start;
            for (int k = 1; k <= 3; k++)
            {
                solver.AdvanceTo(k);
                Observables now = solver.Observe();
                Assert.Equal(start.Mass, now.Mass, 1e-13);
                Assert.Equal(start.Momentum[0], now.Momentum[0], 1e-12);
                Assert.True(now.Energy <= before.Energy * (1 + 1e-12));
                Assert.True(solver.Values().Cast<double>().Min() >= 0);
                before = now;
            }
        },
        iter: 30);

    /// <summary>A homogeneous state is a system of ordinary equations for its quantiles, v_i' = -gamma rho (1/n) sum_j |v_i - v_j| (v_i - v_j).</summary>
    [Fact]
    public void A_homogeneous_state_cools_like_its_quantiles()
    {
        const double gamma = 4;
        const int n = 400;
        GridSolver solver = Homogeneous(gamma, 0.02, 400);
        double[] v = [.. Enumerable.Range(0, n).Select(i => -1 + 2 * (i + 0.5) / n)];
        double time = 0;
        foreach (double target in (double[])[0.5, 2])
        {
            for (; time < target - 1e-9; time += 0.02) RungeKutta(v, 0.02, w => Quantiles(w, gamma / 2));
            solver.AdvanceTo(target);
            Assert.Equal(v.Sum(w => w * w) / n, solver.Observe().Temperature, 2e-5);
        }
    }

    /// <summary>Haff's law: 1 / sqrt(temperature) grows linearly in time, at a rate that tends to a constant.</summary>
    [Fact]
    public void The_temperature_of_a_homogeneous_state_falls_like_the_inverse_square_of_time()
    {
        GridSolver solver = Homogeneous(4, 0.02, 800);
        double[] inverse = [.. new[] { 4.0, 5.0, 6.0, 7.0 }.Select(time =>
        {
            solver.AdvanceTo(time);
            return 1 / Math.Sqrt(solver.Observe().Temperature);
        })];
        double first = inverse[1] - inverse[0], last = inverse[3] - inverse[2];
        Assert.InRange(last / first, 0.97, 1.03);
        Assert.InRange(inverse[3] / inverse[0], 1.5, 1.75); // between linear with the offset 1/sqrt(T(0)) and proportional to time, 7/4
    }

    /// <summary>Two sharp streams at +-a attract each other alone: a' = -2 gamma rho a^2, with half of the mass in each.</summary>
    [Fact]
    public void Two_streams_meet_at_their_own_rate()
    {
        const double gamma = 2, rho = 0.5, a = 0.8, time = 1.5;
        var initial = MixtureState.TwoStreams([1], [2], [0], [0.01], [2 * a]);
        var solver = new GridSolver(initial, new Torus(2), new GranularForce(gamma), new(new GridAxis(0, 2, 8), new GridAxis(-1, 1, 800), 0.02));
        solver.AdvanceTo(time);
        double expected = a / (1 + 2 * gamma * rho * a * time);
        Assert.Equal(expected, Math.Sqrt(solver.Observe().Temperature), 1e-4);
    }

    [Fact]
    public void The_error_of_a_step_is_of_second_order()
    {
        double[] energies = [.. new[] { 0.2, 0.1, 0.05, 0.0125 }.Select(step =>
        {
            var options = new GridSolverOptions(new GridAxis(-3, 3, 96), new GridAxis(-1.5, 1.5, 300), step, 1e-3);
            var solver = new GridSolver(ProductState.Gaussian([0], [0.3], [0], [0.3], 4), new FreeSpace(1), new GranularForce(3), options);
            solver.AdvanceTo(0.8);
            return solver.Observe().Energy;
        })];
        double coarse = energies[0] - energies[3], middle = energies[1] - energies[3];
        Assert.True(Math.Log2(Math.Abs(coarse / middle)) >= 1.8, string.Join(", ", energies));
    }

    [Fact]
    public void Characteristics_carry_a_sample_to_the_solution()
    {
        var initial = ProductState.Gaussian([0], [0.3], [0.1], [0.3], 4);
        var solver = new GridSolver(initial, new FreeSpace(1), new GranularForce(3), new(new GridAxis(-4, 4, 256), new GridAxis(-1.3, 1.5, 280), 0.02, 1e-3));
        GridReference reference = GridReference.Solve(solver, [1.0], 1, CancellationToken.None);
        var points = new KroneckerSequence(2);
        const int count = 1 << 14;
        double[][] x = [new double[count]], v = [new double[count]];
        Span<double> uniform = stackalloc double[2], position = stackalloc double[1], velocity = stackalloc double[1];
        for (int i = 0; i < count; i++)
        {
            points.Next(uniform);
            initial.Map(uniform, position, velocity);
            (x[0][i], v[0][i]) = (position[0], velocity[0]);
        }

        reference.Advance(0, 1, x, v);
        Assert.Equal(reference.Observe(1).Energy, v[0].Average(w => w * w), 3e-4);
        Assert.Equal(reference.Observe(1).Momentum[0], v[0].Average(), 1e-4);
    }

    /// <summary>Half a step of alignment alone changes the energy by 2e-3 and the entropy by 2e-2 here; of the entropy 3e-4 is what a finer step's remaps smear.</summary>
    [Fact]
    public void A_row_of_diagnostics_in_the_middle_of_a_step_is_of_that_instant()
    {
        DiagnosticsRow[] fine = Rows(0.00625);
        DiagnosticsRow row = Rows(0.1).First(row => row.Step == 4.5);
        int next = Array.FindIndex(fine, row => row.Time >= 0.45);
        (DiagnosticsRow before, DiagnosticsRow after) = (fine[next - 1], fine[next]);
        Assert.InRange(row.Energy, after.Energy - 1e-5, before.Energy + 1e-5);
        Assert.InRange(row.Entropy, before.Entropy - 1e-3, after.Entropy + 1e-3);
        Assert.InRange(row.SquareIntegral / before.SquareIntegral, 1 - 1e-3, after.SquareIntegral / before.SquareIntegral + 1e-3);

        static DiagnosticsRow[] Rows(double step)
        {
            var options = new GridSolverOptions(new GridAxis(-3, 3, 96), new GridAxis(-1.5, 1.5, 300), step, 1e-3) { DiagnosticSteps = 1 };
            var solver = new GridSolver(ProductState.Gaussian([0], [0.3], [0], [0.3], 4), new FreeSpace(1), new GranularForce(3), options);
            DiagnosticsRow[] rows = [.. GridReference.Solve(solver, [], 0.6, CancellationToken.None).Diagnostics];
            Assert.All(rows[1..], row => Assert.True(double.IsNaN(row.Thickness))); // no rate is that of all velocities
            return rows;
        }
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        double[][] results = [.. new[] { 1, 3 }.Select(threads =>
        {
            var options = new GridSolverOptions(new GridAxis(-2, 3, 120), new GridAxis(-0.7, 1.1, 80), 0.05) { Threads = threads };
            var solver = new GridSolver(ProductState.UniformBox([0.5], [0.6], [0.2], [1.5]), new FreeSpace(1), new GranularForce(2), options);
            solver.AdvanceTo(0.5);
            return (double[])[.. solver.Values().Cast<double>(), .. solver.ForceTable];
        })];
        Assert.Equal(results[0], results[1]);
    }

    [Fact]
    public void Higher_dimensions_are_refused() => Assert.Throws<NotSupportedException>(() => new GridSolver(
        ProductState.UniformBox([0, 0], [1, 1], [0, 0], [1, 1]), new FreeSpace(2), new GranularForce(1),
        new GridSolverOptions([.. Enumerable.Repeat(new GridAxis(-1, 1, 8), 2)], [.. Enumerable.Repeat(new GridAxis(-1, 1, 8), 2)], 0.1)));

    [Fact]
    public void A_step_allocates_nothing()
    {
        GridSolver solver = Homogeneous(1, 0.05, 60);
        solver.AdvanceTo(0.1);
        double time = 0.1;
        Assert.Equal(0, Allocation.During(() => solver.AdvanceTo(time += 0.4)));
    }

    private static GridSolver Homogeneous(double gamma, double step, int cells) => new(
        ProductState.UniformBox([1], [2], [0], [2]), new Torus(2), new GranularForce(gamma), new(new GridAxis(0, 2, 8), new GridAxis(-1.05, 1.05, cells), step));

    private static double[] Quantiles(double[] v, double rate) =>
        [.. v.Select(a => -rate / v.Length * v.Sum(b => Math.Abs(a - b) * (a - b)))];

    private static void RungeKutta(double[] v, double h, Func<double[], double[]> slope)
    {
        double[] k1 = slope(v), k2 = slope(Plus(k1, h / 2)), k3 = slope(Plus(k2, h / 2)), k4 = slope(Plus(k3, h));
        for (int i = 0; i < v.Length; i++) v[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);

        double[] Plus(double[] k, double s) => [.. v.Zip(k, (a, b) => a + s * b)];
    }
}
