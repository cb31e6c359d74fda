using BenchmarkDotNet.Attributes;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Benchmarks;

/// <summary>Whole steps of the grid solver on a torus whose grid is full: 2d sweeps of every cell.</summary>
[MemoryDiagnoser]
public class KineticStepBenchmark
{
    private const double Step = 0.03;
    private const int Steps = 10;

    private GridSolver solver = null!;

    /// <summary>d: 400 x 600, 64^4 and 24^6 cells.</summary>
    [Params(1, 2, 3)]
    public int Dimension { get; set; }

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>A Gaussian patch, cut so far out that it fills 0.94 of the cells; from rest each time, as it is thinner than a cell after about 60 steps.</summary>
    [IterationSetup]
    public void Setup()
    {
        int d = Dimension;
        (int position, int velocity) = d switch { 1 => (400, 600), 2 => (64, 64), _ => (24, 24) };
        ProductState initial = ProductState.Gaussian(
            [.. Enumerable.Repeat(1.0, d)], [.. Enumerable.Repeat(0.25, d)], [.. Enumerable.Repeat(0.1, d)], [.. Enumerable.Repeat(0.4, d)], 7);
        solver = new GridSolver(initial, new Torus([.. Enumerable.Repeat(2.0, d)]), 1, new GridSolverOptions(
            [.. Enumerable.Repeat(new GridAxis(0, 2, position), d)], [.. Enumerable.Repeat(new GridAxis(-3, 3, velocity), d)], Step)
        {
            Threads = Threads,
        });
    }

    /// <summary>Ten steps, whose half transports are merged; divide 2d times the cells by the time of one for cell-sweeps a second.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    public long Advance()
    {
        solver.AdvanceTo(Steps * Step);
        return solver.Steps;
    }
}
