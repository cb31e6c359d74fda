using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The flow by characteristics agrees with closed forms where there are any, and with the grid solver where there are none.</summary>
public class CircleFlowTests
{
    private static readonly ProductState Wave = new([new RaisedCosineMarginal(0.5, 1, 0.8)], [new TruncatedGaussianMarginal(0.1, 0.3, -1.1, 1.3)]);

    [Fact]
    public void A_homogeneous_flock_contracts_at_the_rate_of_its_density()
    {
        var flow = new CircleFlow(ProductState.UniformBox([0.5], [1], [0], [2]), 1, 1.5, 1, 1 << 16, 64);
        (double[] x, double[][] v) = ([0.1, 0.7], [[0.9, -0.4], [1, 2]]);
        double before = flow.Energy;
        Advance(flow, 1, 50, x, v);
        double factor = Math.Exp(-1.5);
        Assert.Equal([0.9 * factor, -0.4 * factor], v[0], (a, b) => Math.Abs(a - b) < 2e-3);
        Assert.Equal([factor, 2 * factor], v[1], (a, b) => Math.Abs(a - b) < 2e-3);
        Assert.Equal(factor * factor, flow.Energy / before, 1e-3);
    }

    [Fact]
    public void Before_the_crossing_characteristics_are_straight_and_behind_it_they_are_not()
    {
        var state = new MonoKineticState([new UniformMarginal(0, 1)], new SineField(1, 2 * Math.PI));
        double crossing = state.Field.CrossingTime, start = Math.Sin(0.6 * Math.PI);
        var flow = new CircleFlow(state, 1, 2, 1, 1 << 16, 2048);
        double energy = flow.Energy;
        (double[] x, double[][] v) = ([0.3], [[start]]);
        Advance(flow, crossing / 2, 50, x, v);
        Assert.Equal(start, v[0][0], 1e-5);
        Assert.Equal(0.3 + crossing / 2 * start, x[0], 1e-5);
        Assert.Equal(1, flow.Energy / energy, 1e-5);
        Advance(flow, 2 * crossing, 150, x, v);
        Assert.True(v[0][0] < 0.98 * start);
        Assert.True(flow.Energy < 0.97 * energy);
    }

    [Fact]
    public void It_agrees_with_the_grid_solver_on_a_wave()
    {
        const double Gamma = 1.2, Time = 0.6;
        var circle = new Torus(1);
        GridReference grid = GridReference.Solve(
            new GridSolver(Wave, circle, Gamma, new GridSolverOptions([new GridAxis(0, 1, 96)], [new GridAxis(-1.3, 1.5, 192)], 0.01)), [Time], Time, default);
        var flow = new CircleFlow(Wave, 1, Gamma, 1, 1 << 18, 128);
        double[] starts = [0.05, 0.2, 0.45, 0.6, 0.85], speeds = [0.7, -0.5, 0.1, 1, -0.9];
        (double[] x, double[] v, double[][] gridX, double[][] gridV) = ([.. starts], [.. speeds], [[.. starts]], [[.. speeds]]);
        Advance(flow, Time, 60, x, [v]);
        grid.Advance(0, Time, gridX, gridV);
        for (int i = 0; i < starts.Length; i++)
        {
            Assert.Equal(gridV[0][i], v[i], 2e-3);
            Assert.Equal(0, circle.ShortestDifference(gridX[0][i] - x[i], 0), 2e-3);
        }

        Assert.Equal(grid.Observe(Time).Energy, flow.Energy, 1e-3);
    }

    [Fact]
    public void Density_and_length_scale_as_a_flock_that_repeats_itself()
    {
        // Two waves on a circle of length 1 are one on a circle of length 1/2, the density being the same.
        const double Half = 0.5;
        var marginal = new RaisedCosineMarginal(Half / 2, Half, 1);
        var flow = new CircleFlow(new ProductState([marginal], Wave.Velocities), Half, 1, 1, 1 << 17, 64);
        var twice = new CircleFlow(
            new MixtureState([0.5, 0.5], [new ProductState([marginal], Wave.Velocities), new ProductState([new RaisedCosineMarginal(1.5 * Half, Half, 1)], Wave.Velocities)]),
            1, 1, 1, 1 << 18, 128);
        (double[] x, double[] v, double[] otherX, double[] otherV) = ([0.2], [0.6], [0.7], [0.6]);
        Advance(flow, 0.4, 80, x, [v]);
        Advance(twice, 0.4, 80, otherX, [otherV]);
        Assert.Equal(v[0], otherV[0], 1e-3);
        Assert.Equal(0, new Torus(Half).ShortestDifference(x[0] - otherX[0], 0), 1e-3);
    }

    [Fact]
    public void What_it_cannot_solve_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CircleFlow(ProductState.UniformBox([0, 0], [1, 1], [0, 0], [1, 1]), 1, 1, 1, 100, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircleFlow(Wave, 1, 1, 1, 100, 8).StepTo(0, []));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var flow = new CircleFlow(Wave, 1, 1, 1, 1000, 32);
        (double[], double[][])[] passengers = [([0.1, 0.2], [[0.5, 0.6]])];
        Advance(flow, 0.1, 2, passengers[0].Item1, passengers[0].Item2);
        int steps = 0;
        double time = flow.Time;
        Assert.Equal(0, Allocation.During(() =>
        {
            for (int n = 0; n < 100; n++) flow.StepTo(time + 0.001 * ++steps, passengers);
        }));
    }

    private static void Advance(CircleFlow flow, double time, int steps, double[] x, double[][] v)
    {
        double from = flow.Time;
        for (int n = 1; n <= steps; n++) flow.StepTo(from + (time - from) * n / steps, [(x, v)]);
    }
}
