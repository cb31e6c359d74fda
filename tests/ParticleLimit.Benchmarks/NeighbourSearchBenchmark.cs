using BenchmarkDotNet.Attributes;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Benchmarks;

/// <summary>One visit of all pairs in range, its tables built anew: the grid against the tree, a uniform cloud against one whose particles stand in clumps.</summary>
[MemoryDiagnoser]
public class NeighbourSearchBenchmark
{
    private const int Particles = 100_000, Clumps = 100;

    private INeighbourSearch search = null!;
    private double[][] positions = null!;
    private double range;

    /// <summary>d.</summary>
    [Params(1, 2, 3)]
    public int Dimension { get; set; }

    /// <summary>Which search.</summary>
    [Params(NeighbourSearchKind.CellGrid, NeighbourSearchKind.KdTree)]
    public NeighbourSearchKind Search { get; set; }

    /// <summary>Whether the cloud is drawn together about a hundred centres, each a hundredth of the box wide.</summary>
    [Params(false, true)]
    public bool Clumped { get; set; }

    /// <summary>Free space, the range at which a particle of the cloud has a few neighbours.</summary>
    [GlobalSetup]
    public void Setup()
    {
        positions = UniformFlock.Of(Particles, Dimension).Positions;
        range = new ScalingLaw(Particles, Dimension).Epsilon;
        search = NeighbourSearch.Create(Search, new FreeSpace(Dimension));
        if (!Clumped) return;
        const double width = 0.01;
        range *= width * Math.Pow(Clumps, 1.0 / Dimension);
        foreach (double[] axis in positions)
            for (int i = Particles - 1; i >= 0; i--) axis[i] = axis[i % Clumps] + width * (axis[i] - 0.5);
    }

    /// <summary>Counts the pairs.</summary>
    [Benchmark]
    public long Visit()
    {
        var count = default(PairCount);
        search.VisitPairs(positions, range, ref count);
        return count.Pairs;
    }

    private struct PairCount : IPairVisitor
    {
        public long Pairs { get; private set; }

        public void Visit(int i, int j, double squaredDistance) => Pairs++;
    }
}
