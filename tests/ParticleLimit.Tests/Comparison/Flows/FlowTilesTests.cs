using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class FlowTilesTests
{
    /// <summary>The flux that is solved tile by tile costs what that of all fine boxes at once costs, on the plane and across the seam of a torus.</summary>
    [Theory, InlineData(false, 2), InlineData(true, 2), InlineData(false, 4), InlineData(true, 4)]
    public void Tiles_cost_what_the_whole_fine_problem_costs(bool periodic, int factor)
    {
        (CellDensity density, double[] x, double[] v, double[] weights) = Annulus(400);
        double period = periodic ? 1 : double.PositiveInfinity;
        FlowGrid coarse = Grid(density, x, v, period, 256 / factor);
        double byTiles = Tiles(coarse, factor, x, v, weights, density, threads: 2), whole = Solve(Grid(density, x, v, period, 256), x, v, weights, density, out _, out _, out _), before = Solve(coarse, x, v, weights, density, out _, out _, out _);
        Assert.InRange(byTiles, 0.998 * whole, 1.002 * whole);
        Assert.True(byTiles < whole + 0.2 * (before - whole), $"coarse {before}, tiles {byTiles}, fine {whole}");
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        (CellDensity density, double[] x, double[] v, double[] weights) = Annulus(100);
        FlowGrid coarse = Grid(density, x, v, 1, 128);
        Assert.Equal(Tiles(coarse, 2, x, v, weights, density, threads: 1), Tiles(coarse, 2, x, v, weights, density, threads: 2));
    }

    private static double Tiles(FlowGrid coarse, int factor, double[] x, double[] v, double[] weights, CellDensity density, int threads)
    {
        Solve(coarse, x, v, weights, density, out BeckmannFlow flow, out double[,] masses, out PointMass[][] points);
        return new FlowTiles(coarse, flow, masses, points, factor, x, v, weights, density, threads).UpperBound();
    }

    private static double Solve(FlowGrid grid, double[] x, double[] v, double[] weights, CellDensity density, out BeckmannFlow flow, out double[,] masses, out PointMass[][] points)
    {
        (masses, points) = new BoxMasses(grid, x, v, weights, density, threads: 1).All(out double moved);
        flow = new BeckmannFlow(grid, masses, points, threads: 1);
        flow.Run(60);
        return FluxCost.Of(grid, flow, masses, points) + moved;
    }

    private static FlowGrid Grid(CellDensity density, double[] x, double[] v, double period, int boxes) => new(density, x, v, period, 1.0 / boxes, 64, 1 << 20);

    /// <summary>A uniform density between two circles about the origin of the torus [0, 1] in x, and particles drawn from it: tiles without mass, and ones across the seam.</summary>
    private static (CellDensity Density, double[] X, double[] V, double[] Weights) Annulus(int count)
    {
        const int Cells = 64;
        double[,] masses = new double[Cells, Cells];
        for (int i = 0; i < Cells; i++)
            for (int j = 0; j < Cells; j++) masses[i, j] = Inside((i + 0.5) / Cells, (j + 0.5) / Cells) ? 1 : 0;
        var random = new Random(3);
        var (x, v) = (new List<double>(), new List<double>());
        while (x.Count < count)
        {
            (double atX, double atV) = (random.NextDouble(), random.NextDouble());
            if (masses[(int)(Cells * atX), (int)(Cells * atV)] == 0) continue;
            x.Add(atX);
            v.Add(atV);
        }

        return (new CellDensity(0, 1.0 / Cells, 0, 1.0 / Cells, masses), [.. x], [.. v], [.. Enumerable.Repeat(1.0 / count, count)]);

        static bool Inside(double x, double v)
        {
            double radius = Math.Sqrt(Math.Pow(Math.Min(x, 1 - x), 2) + Math.Pow(v - 0.5, 2));
            return radius is > 0.3 and < 0.45;
        }
    }
}
