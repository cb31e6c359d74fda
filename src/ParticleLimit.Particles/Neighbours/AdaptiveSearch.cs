using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Grid or tree in free space, whichever the occupancy of the cells asks for, asked anew every so many searches.</summary>
/// <remarks>Particles that fly apart leave few cells with all the particles and many with none. Coarser cells then hold the memory to
/// O(N) but not the time; the tree does both. The pairs are the same either way.</remarks>
internal sealed class AdaptiveSearch(Domain domain) : INeighbourSearch
{
    private const int SearchesBetweenProbes = 32;

    private readonly CellGrid grid = new(domain);
    private readonly KdTree tree = new(domain);

    // Where the tree overtakes the grid, measured at N = 1e5 with stragglers that stretch the box around a cloud of density one.
    private readonly double crowdingForTree = domain.Dimension switch { 1 => 34, 2 => 28, _ => 12 };
    private int searches;
    private bool useTree;

    /// <inheritdoc/>
    public string Name => useTree ? tree.Name : grid.Name;

    /// <summary>Whether the tree is the better choice for a cloud as it is.</summary>
    public static bool PrefersTree(Domain domain, ParticleState state, double cutoff)
    {
        if (domain is not FreeSpace || state.Count < 2) return false;
        var search = new AdaptiveSearch(domain);
        search.grid.Sort(state.Positions, cutoff);
        return search.grid.Coarsened && search.grid.MeanCrowding > search.crowdingForTree;
    }

    /// <inheritdoc/>
    public void VisitPairs<TVisitor>(double[][] positions, double cutoff, ref TVisitor visitor)
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        bool probe = searches++ % SearchesBetweenProbes == 0;
        if (probe || !useTree)
        {
            grid.Sort(positions, cutoff);
            if (probe) useTree = grid.Coarsened && grid.MeanCrowding > crowdingForTree;
        }

        if (useTree) tree.VisitPairs(positions, cutoff, ref visitor);
        else grid.VisitSorted(cutoff, ref visitor);
    }
}
