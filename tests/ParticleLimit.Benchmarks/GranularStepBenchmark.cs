using BenchmarkDotNet.Attributes;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Benchmarks;

/// <summary>Steps of granular alignment at N eps^d = 1, pair by pair.</summary>
public class GranularStepBenchmark
{
    private const int Particles = 100_000;

    private ParticleEngine engine = null!;
    private double time;
    private double span;

    /// <summary>d.</summary>
    [Params(1, 2, 3)]
    public int Dimension { get; set; }

    /// <summary>Which search.</summary>
    [Params(NeighbourSearchKind.CellGrid, NeighbourSearchKind.KdTree)]
    public NeighbourSearchKind Search { get; set; }

    /// <summary>A uniform flock.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SimulationSettings settings = UniformFlock.Paper(Particles, Dimension, new WendlandWeight(1), Search);
        engine = GranularSimulation.Create(settings, UniformFlock.Of(Particles, Dimension));
        span = settings.Epsilon;
    }

    /// <summary>Ends what the run holds.</summary>
    [GlobalCleanup]
    public void Cleanup() => engine.Dispose();

    /// <summary>Advances by the time in which a particle crosses the range, and gives the steps so far.</summary>
    [Benchmark]
    public long Advance()
    {
        engine.AdvanceTo(time += span, CancellationToken.None);
        return engine.Steps;
    }
}
