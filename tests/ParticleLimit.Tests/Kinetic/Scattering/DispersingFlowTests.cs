using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class DispersingFlowTests
{
    [Fact]
    public void Without_alignment_it_is_free_transport()
    {
        DispersingFlow flow = DispersingFlow.Solve(Bump(), 0, [1, 7], 1000, 16);
        double[][] x = [[0.3], [-0.1]], v = [[0.4], [0.2]];
        flow.Advance(0, 7, x, v);
        Assert.Equal(0.3 + 7 * 0.4, x[0][0], 1e-13);
        Assert.Equal(Bump().Density([0.3, -0.1], [0.4, 0.2]), flow.Density(7, x, v)[0], 1e-12);
    }

    [Fact]
    public void What_goes_forth_comes_back()
    {
        DispersingFlow flow = DispersingFlow.Solve(Bump(), 1, [0.5, 4], 20_000, 32);
        double[][] x = [[0.3, -0.2], [-0.1, 0.4]], v = [[0.4, 0.1], [0.2, -0.3]];
        flow.Advance(0, 4, x, v);
        double[] density = flow.Density(4, x, v);
        Assert.Equal([0.3, -0.2], x[0].Select(p => Math.Round(p, 10)));
        Assert.Equal([0.2, -0.3], v[1].Select(p => Math.Round(p, 10)));
        Assert.True(density[0] > Bump().Density([0.3, -0.1], [0.4, 0.2]), "alignment has concentrated the velocities");
    }

    [Fact]
    public void It_agrees_with_the_grid_solver_while_a_grid_can_hold_the_flock()
    {
        ProductState initial = Bump();
        GridAxis position = new(-2.2, 2.2, 48), velocity = new(-1, 1, 48);
        var options = new GridSolverOptions([position, position], [velocity, velocity], 0.05);
        GridReference grid = GridReference.Solve(new GridSolver(initial, new FreeSpace(2), 1, options), [1], 1, CancellationToken.None);
        DispersingFlow flow = DispersingFlow.Solve(initial, 1, [1]);
        double worst = 0, moved = 0;
        foreach ((double x0, double x1, double v0, double v1) in new[] { (0.0, 0.0, 0.5, 0.3), (0.3, -0.2, -0.4, 0.1), (-0.4, 0.1, 0.2, 0.6), (0.1, 0.5, -0.3, -0.2) })
        {
            double[][] x = [[x0], [x1]], v = [[v0], [v1]], y = [[x0], [x1]], w = [[v0], [v1]];
            flow.Advance(0, 1, x, v);
            grid.Advance(0, 1, y, w);
            worst = Math.Max(worst, Math.Abs(v[0][0] - w[0][0]) + Math.Abs(v[1][0] - w[1][0]));
            moved = Math.Max(moved, Math.Abs(v[0][0] - v0) + Math.Abs(v[1][0] - v1));
        }

        Assert.True(worst < 0.02 * moved, $"{worst} of {moved}");
    }

    [Fact]
    public void Mass_is_conserved_and_momentum_nearly()
    {
        ProductState initial = Bump();
        DispersingFlow flow = DispersingFlow.Solve(initial, 1, [3], 1 << 16, 48);
        const int Count = 1 << 14;
        var sequence = new KroneckerSequence(4);
        double[] point = new double[4], p = new double[2], q = new double[2];
        double[][] x = [new double[Count], new double[Count]], v = [new double[Count], new double[Count]];
        for (int i = 0; i < Count; i++)
        {
            sequence.Next(point);
            initial.Map(point, p, q);
            (x[0][i], x[1][i], v[0][i], v[1][i]) = (p[0], p[1], q[0], q[1]);
        }

        double before = v[0].Average();
        flow.Advance(0, 3, x, v);
        Assert.Equal(before, v[0].Average(), 2e-3);

        // int f(t, x, v) dx dv over x = y + v t, y and v in the box of the start, which holds the support.
        double[][] back = [new double[1 << 16], new double[1 << 16]], speed = [new double[1 << 16], new double[1 << 16]];
        for (int i = 0; i < back[0].Length; i++)
        {
            sequence.Next(point);
            for (int axis = 0; axis < 2; axis++)
            {
                speed[axis][i] = (2 * point[2 + axis] - 1) * 0.8;
                back[axis][i] = 2 * point[axis] - 1 + 3 * speed[axis][i];
            }
        }

        Assert.Equal(1, flow.Density(3, back, speed).Average() * 2 * 2 * 1.6 * 1.6, 0.02);
    }

    private static ProductState Bump() => new(
        [.. Enumerable.Repeat<IMarginal>(new RaisedCosineMarginal(0, 2), 2)], [.. Enumerable.Repeat<IMarginal>(new RaisedCosineMarginal(0, 1.6), 2)]);
}
