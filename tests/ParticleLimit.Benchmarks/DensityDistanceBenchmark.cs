using BenchmarkDotNet.Attributes;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Benchmarks;

/// <summary>Sliced W1 with 64 directions, the energy distance from the same slices and H^-s of a million particles on a circle times a line against a density of 400 x 600 cells, whose projections are made anew each time.</summary>
public class DensityDistanceBenchmark
{
    private const int Particles = 1_000_000;

    private readonly double[,] masses = new double[400, 600];
    private double[][] points = [];

    /// <summary>The most threads to use.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Draws the particles.</summary>
    [GlobalSetup]
    public void Setup()
    {
        points = [.. UniformFlock.Cloud(Particles, 1, 0).Coordinates];
        for (int i = 0; i < masses.GetLength(0); i++)
            for (int j = 0; j < masses.GetLength(1); j++) masses[i, j] = 1;
    }

    /// <summary>All three.</summary>
    [Benchmark]
    public double Distances()
    {
        Torus torus = UniformFlock.Torus(1);
        var density = new CellDensity(0, torus.Lengths[0] / 400, -1, 2.0 / 600, masses);
        var cloud = new PointCloud(points);
        var comparison = new CloudComparison(cloud, cloud, torus, Threads, density: new ResolvedDensity(density));
        return comparison.Compute("sliced-w1").Value + comparison.Compute("energy-distance").Value + comparison.Compute("h-minus-s").Value;
    }
}
