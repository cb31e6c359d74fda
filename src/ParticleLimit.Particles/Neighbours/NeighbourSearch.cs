using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Makes the neighbour search that a run asks for.</summary>
public static class NeighbourSearch
{
    /// <summary>The search of a kind on a domain. Automatic means the cell grid on a torus, and grid or tree by occupancy in free space.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static INeighbourSearch Create(NeighbourSearchKind kind, Domain domain) => kind switch
    {
        NeighbourSearchKind.Auto => domain is FreeSpace ? new AdaptiveSearch(domain) : new CellGrid(domain),
        NeighbourSearchKind.CellGrid => new CellGrid(domain),
        NeighbourSearchKind.KdTree => new KdTree(domain),
        NeighbourSearchKind.BruteForce => new BruteForce(domain),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such neighbour search."),
    };
}
