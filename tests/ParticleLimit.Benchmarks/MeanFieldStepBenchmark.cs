using BenchmarkDotNet.Attributes;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Benchmarks;

/// <summary>Steps of the mean-field system at a fixed range: prefix moments in d = 1, cells in d = 2, 3; every particle sees a fraction of all others.</summary>
public class MeanFieldStepBenchmark
{
    private const double Range = 0.2, Span = 0.2;

    private ParticleEngine engine = null!;
    private double time;

    /// <summary>d.</summary>
    [Params(1, 2, 3)]
    public int Dimension { get; set; }

    /// <summary>N.</summary>
    [Params(10_000, 100_000)]
    public int Particles { get; set; }

    /// <summary>A uniform flock, alignment of strength 1 all told.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var weight = new WendlandWeight(1);
        SimulationSettings settings = UniformFlock.Paper(Particles, Dimension, weight) with { Epsilon = Range, Coupling = 1.0 / Particles };
        engine = MeanFieldSimulation.Create(settings, UniformFlock.Of(Particles, Dimension));
    }

    /// <summary>Ends what the run holds.</summary>
    [GlobalCleanup]
    public void Cleanup() => engine.Dispose();

    /// <summary>Advances by the time in which a particle crosses the range, and gives the steps so far.</summary>
    [Benchmark]
    public long Advance()
    {
        engine.AdvanceTo(time += Span, CancellationToken.None);
        return engine.Steps;
    }
}
