namespace ParticleLimit.Particles;

/// <summary>Which neighbour search a run uses.</summary>
public enum NeighbourSearchKind
{
    /// <summary>Grid or tree, by the occupancy of the cells.</summary>
    Auto,

    /// <summary>A counting sort into cells of side at least eps R.</summary>
    CellGrid,

    /// <summary>A balanced tree, implicit in arrays.</summary>
    KdTree,

    /// <summary>Every pair is looked at; the oracle of the other two.</summary>
    BruteForce,
}
