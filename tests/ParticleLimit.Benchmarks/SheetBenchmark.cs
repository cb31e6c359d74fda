using BenchmarkDotNet.Attributes;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Benchmarks;

/// <summary>The phase-space sheet of Table 1 at gamma = 5, up to t = 3.</summary>
[MemoryDiagnoser]
public class SheetBenchmark
{
    private static readonly GridAxis Position = new(0, 20, 400), Velocity = new(-3, 3, 600);

    /// <summary>Labels along each axis.</summary>
    [Params(128, 256)]
    public int Cells { get; set; }

    /// <summary>Whether a second sheet of half the labels extrapolates.</summary>
    [Params(false, true)]
    public bool Extrapolated { get; set; }

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Solves, and gives the steps taken.</summary>
    [Benchmark]
    public long Solve()
    {
        ProductState box = ProductState.UniformBox([11], [2], [-0.3], [2]);
        SheetOptions options = SheetOptions.For(box, 5, 3) with { PositionCells = Cells, VelocityCells = Cells, Threads = Threads };
        return SheetReference.Solve(box, new FreeSpace(1), 5, options, Extrapolated, Position, Velocity, [3], 3, CancellationToken.None).Steps;
    }
}
