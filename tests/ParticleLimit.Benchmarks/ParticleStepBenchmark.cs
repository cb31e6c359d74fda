using BenchmarkDotNet.Attributes;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Benchmarks;

/// <summary>Whole steps of (1.4) at unit density in eps on the torus: search, exchange, drift, wrap.</summary>
public class ParticleStepBenchmark
{
    private ParticleEngine engine = null!;
    private double time;

    /// <summary>d.</summary>
    [Params(1, 2, 3)]
    public int Dimension { get; set; }

    /// <summary>N.</summary>
    [Params(100_000)]
    public int Particles { get; set; }

    /// <summary>Which search.</summary>
    [Params(NeighbourSearchKind.CellGrid, NeighbourSearchKind.KdTree)]
    public NeighbourSearchKind Search { get; set; }

    /// <summary>A uniform flock.</summary>
    [GlobalSetup]
    public void Setup()
    {
        double[] half = [.. Enumerable.Repeat(0.5, Dimension)], one = [.. Enumerable.Repeat(1.0, Dimension)];
        var torus = new Torus([.. one]);
        ProductState initial = ProductState.UniformBox([.. half], [.. one], [.. half], [.. one]);
        var weight = new WendlandWeight(1);
        var scaling = new ScalingLaw(Particles, Dimension);
        var uniforms = new IndependentSequence(RandomStream.For(1, Particles, 0, StreamPurpose.Test));
        engine = ParticleEngine.Create(
            new SimulationSettings(torus, weight, scaling.Epsilon, scaling.Coupling(1, weight), 0.25, Search),
            ParticleState.Sample(initial, torus, Particles, uniforms));
    }

    /// <summary>Advances by a tenth of eps and gives the steps so far.</summary>
    [Benchmark]
    public long Advance()
    {
        time += 0.1 * Math.Pow(Particles, -1.0 / Dimension);
        engine.AdvanceTo(time, CancellationToken.None);
        return engine.Steps;
    }
}
