using BenchmarkDotNet.Attributes;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Benchmarks;

/// <summary>Whole steps of (1.4) at unit density in eps on the torus: search, force, kick, drift, wrap; a quarter of the range at the largest relative speed.</summary>
public class ParticleStepBenchmark
{
    private const int StepsAtOnce = 10;

    private ParticleEngine engine = null!;
    private double time;
    private double span;

    /// <summary>d.</summary>
    [Params(1, 2, 3)]
    public int Dimension { get; set; }

    /// <summary>N.</summary>
    [Params(100_000, 1_000_000)]
    public int Particles { get; set; }

    /// <summary>Which search: the vector engines, or the tree, pair by pair.</summary>
    [Params(NeighbourSearchKind.CellGrid, NeighbourSearchKind.KdTree)]
    public NeighbourSearchKind Search { get; set; }

    /// <summary>Threads within the run.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>A uniform flock, some steps on its way.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SimulationSettings settings = UniformFlock.Paper(Particles, Dimension, new WendlandWeight(1), Search, Threads);
        engine = ParticleEngine.Create(settings, UniformFlock.Of(Particles, Dimension));
        span = StepsAtOnce * 0.25 * settings.Epsilon / Math.Sqrt(Dimension);
        Advance();
    }

    /// <summary>Ends the threads.</summary>
    [GlobalCleanup]
    public void Cleanup() => engine.Dispose();

    /// <summary>Advances by the time of some steps and gives the steps so far.</summary>
    [Benchmark]
    public long Advance()
    {
        time += span;
        engine.AdvanceTo(time, CancellationToken.None);
        return engine.Steps;
    }
}
