using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class BeckmannFlowTests
{
    private static readonly PointMass[][] NoPoints = [.. Enumerable.Repeat<PointMass[]>([], 64)];

    [Theory, InlineData(false), InlineData(true)]
    public void The_flux_has_the_divergence_asked_for_and_the_potential_is_1_Lipschitz(bool periodic)
    {
        (FlowGrid grid, BeckmannFlow flow, double[,] masses) = TwoSquares(periodic);
        for (int i = 0; i < grid.CountX; i++)
        {
            for (int j = 0; j < grid.CountV; j++)
            {
                double divergence = (flow.FluxX(i + 1, j) - flow.FluxX(i, j)) * grid.StepV + (flow.FluxV(i, j + 1) - flow.FluxV(i, j)) * grid.StepX;
                Assert.Equal(masses[i, j], divergence, 1e-8);
                if (i > 0) Assert.True(Math.Abs(flow.Potential(i, j) - flow.Potential(i - 1, j)) < 1.1 * grid.StepX);
                if (j > 0) Assert.True(Math.Abs(flow.Potential(i, j) - flow.Potential(i, j - 1)) < 1.1 * grid.StepV);
            }
        }

        for (int j = 0; j < grid.CountV; j++) Assert.Equal(periodic ? flow.FluxX(grid.CountX, j) : 0, flow.FluxX(0, j), 1e-9);
        for (int i = 0; i < grid.CountX; i++) Assert.Equal(0, Math.Abs(flow.FluxV(i, 0)) + Math.Abs(flow.FluxV(i, grid.CountV)), 1e-9);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_square_that_is_shifted_costs_its_shift(bool periodic)
    {
        (FlowGrid grid, BeckmannFlow flow, double[,] masses) = TwoSquares(periodic);
        const double shift = 0.25;
        double dual = 0;
        for (int i = 0; i < grid.CountX; i++)
            for (int j = 0; j < grid.CountV; j++) dual += masses[i, j] * flow.Potential(i, j);
        Assert.Equal(shift, dual, 0.01 * shift);
        Assert.InRange(FluxCost.Of(grid, flow, masses, NoPoints), shift - 1e-6, 1.01 * shift);
    }

    /// <summary>Jacobs, Leger, Li and Osher's claim: the number of steps does not depend on the grid.</summary>
    [Theory, InlineData(64), InlineData(128), InlineData(256)]
    public void Twenty_steps_bring_cost_and_value_within_a_thousandth_on_any_grid(int boxes)
    {
        double[,] masses = new double[boxes, boxes];
        var random = new Random(boxes);
        for (int k = 0; k < boxes * boxes / 16; k++) masses[random.Next(boxes), random.Next(boxes)] += 16.0 / boxes / boxes;
        for (int i = 0; i < boxes; i++)
            for (int j = 0; j < boxes; j++) masses[i, j] -= 1.0 / boxes / boxes;
        var grid = new FlowGrid(new CellDensity(0, 1, 0, 1, new double[,] { { 1 } }), [0.5], [0.5], double.PositiveInfinity, 1.0 / boxes, 64, 1 << 20);
        var flow = new BeckmannFlow(grid, masses, [.. Enumerable.Repeat<PointMass[]>([], boxes)], threads: 2);
        flow.Run(20);
        double cost = 0, value = 0;
        for (int i = 0; i < boxes; i++)
        {
            for (int j = 0; j < boxes; j++)
            {
                value += masses[i, j] * flow.Potential(i, j);
                foreach (double alongX in (double[])[flow.FluxX(i, j), flow.FluxX(i + 1, j)])
                    foreach (double alongV in (double[])[flow.FluxV(i, j), flow.FluxV(i, j + 1)]) cost += grid.StepX * grid.StepV / 4 * Math.Sqrt(alongX * alongX + alongV * alongV);
            }
        }

        Assert.InRange(value, 0.999 * cost, 1.001 * cost);
    }

    private static (FlowGrid Grid, BeckmannFlow Flow, double[,] Masses) TwoSquares(bool periodic)
    {
        var grid = new FlowGrid(new CellDensity(0, 1, 0, 1, new double[,] { { 1 } }), [0.5], [0.5], periodic ? 1 : double.PositiveInfinity, 1.0 / 64, 64, 1 << 20);
        double[,] masses = new double[64, 64];
        int first = periodic ? 40 : 4; // across the seam where there is one
        for (int i = 0; i < 16; i++)
        {
            for (int j = 0; j < 16; j++)
            {
                masses[(first + i) % 64, 20 + j] += 1.0 / 256;
                masses[(first + 16 + i) % 64, 20 + j] -= 1.0 / 256;
            }
        }

        var flow = new BeckmannFlow(grid, masses, NoPoints, threads: 2);
        flow.Run(100);
        return (grid, flow, masses);
    }
}
