using BenchmarkDotNet.Attributes;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Benchmarks;

/// <summary>The first-order system on the circle at N eps = 1 over the time in which a speed 1 crosses ten ranges: exact events, pair splitting, Runge-Kutta and Euler.</summary>
public class FirstOrderBenchmark
{
    private FirstOrderEngine engine = null!;
    private double time;
    private double span;

    /// <summary>N.</summary>
    [Params(10_000, 100_000)]
    public int Particles { get; set; }

    /// <summary>The integrator; exact events are for the indicator, the others take the hat.</summary>
    [Params(FirstOrderIntegrator.ExactEvents, FirstOrderIntegrator.PairSplitting, FirstOrderIntegrator.RungeKutta, FirstOrderIntegrator.Euler)]
    public FirstOrderIntegrator Integrator { get; set; }

    /// <summary>A Poisson state, which stays one.</summary>
    [GlobalSetup]
    public void Setup()
    {
        ICommunicationWeight weight = Integrator == FirstOrderIntegrator.ExactEvents ? new IndicatorWeight(1) : new HatWeight(1);
        double epsilon = new ScalingLaw(Particles, 1).Epsilon;
        engine = FirstOrderEngine.Create(new FirstOrderSettings(UniformFlock.Torus(1), weight, epsilon, 1, Integrator), UniformFlock.Of(Particles, 1));
        span = 10 * epsilon;
    }

    /// <summary>Ends what the run holds.</summary>
    [GlobalCleanup]
    public void Cleanup() => engine.Dispose();

    /// <summary>Advances and gives the steps so far: events a particle where these are exact.</summary>
    [Benchmark]
    public long Advance()
    {
        engine.AdvanceTo(time += span, CancellationToken.None);
        return engine.Steps;
    }
}
