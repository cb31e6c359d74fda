using BenchmarkDotNet.Attributes;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Benchmarks;

/// <summary>One distance of two independent clouds of phase space in the unit cube, by its name in results.csv.</summary>
[MemoryDiagnoser]
public class DistanceBenchmark
{
    private Torus torus = null!;
    private PointCloud first = null!;
    private PointCloud second = null!;

    /// <summary>d; phase space has 2d dimensions.</summary>
    [Params(1, 2)]
    public int Dimension { get; set; }

    /// <summary>Points of each cloud.</summary>
    [Params(1000, 5000)]
    public int Points { get; set; }

    /// <summary>The measure.</summary>
    [Params("w1", "w2", "sliced-w1", "energy-distance", "h-minus-s", "mmd")]
    public string Measure { get; set; } = "";

    /// <summary>Draws the clouds.</summary>
    [GlobalSetup]
    public void Setup()
    {
        torus = UniformFlock.Torus(Dimension);
        (first, second) = (UniformFlock.Cloud(Points, Dimension, 0), UniformFlock.Cloud(Points, Dimension, 1));
    }

    /// <summary>Its value.</summary>
    [Benchmark]
    public double Distance() => Distances.Compute(Measure, first, second, torus).Value;
}
