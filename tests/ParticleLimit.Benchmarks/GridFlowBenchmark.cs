using BenchmarkDotNet.Attributes;
using ParticleLimit.Comparison;

namespace ParticleLimit.Benchmarks;

/// <summary>W1 of two densities on a grid of boxes: flux and potential of Beckmann's problem between points, one to sixteen boxes, and the uniform density.</summary>
/// <remarks>After 20 steps the cost of the flux and the value of the potential are within 0.1 % of each other, whatever the grid: a test says so.</remarks>
public class GridFlowBenchmark
{
    private const int Steps = 20;

    private PointMass[][] none = [];
    private double[,] masses = new double[0, 0];

    /// <summary>The boxes along each axis.</summary>
    [Params(128, 256, 512)]
    public int Boxes { get; set; }

    /// <summary>Draws the points.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        int points = Boxes * Boxes / 16;
        masses = new double[Boxes, Boxes];
        for (int k = 0; k < points; k++) masses[random.Next(Boxes), random.Next(Boxes)] += 1.0 / points;
        for (int i = 0; i < Boxes; i++)
            for (int j = 0; j < Boxes; j++) masses[i, j] -= 1.0 / Boxes / Boxes;
        none = [.. Enumerable.Repeat<PointMass[]>([], Boxes)];
    }

    /// <summary>The value of the potential.</summary>
    [Benchmark]
    public double Potential()
    {
        var grid = new FlowGrid(new CellDensity(0, 1, 0, 1, new double[,] { { 1 } }), [0.5], [0.5], double.PositiveInfinity, 1.0 / Boxes, 64, 1 << 20);
        var flow = new BeckmannFlow(grid, masses, none, threads: 1);
        flow.Run(Steps);
        return flow.Potential(0, 0);
    }
}
