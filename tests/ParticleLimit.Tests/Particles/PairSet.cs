using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>Collects pairs, so that searches can be compared as sets and bit for bit.</summary>
internal struct PairSet() : IPairVisitor
{
    private readonly List<(int, int, long)> pairs = [];

    public readonly void Visit(int i, int j, double squaredDistance) =>
        pairs.Add((Math.Min(i, j), Math.Max(i, j), BitConverter.DoubleToInt64Bits(squaredDistance)));

    /// <summary>All pairs of a search as a sorted list: one found twice stands in it twice.</summary>
    public static List<(int I, int J, long Bits)> Of(INeighbourSearch search, double[][] positions, double cutoff)
    {
        var set = new PairSet();
        search.VisitPairs(positions, cutoff, ref set);
        set.pairs.Sort();
        return set.pairs;
    }
}
