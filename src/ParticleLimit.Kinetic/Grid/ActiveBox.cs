namespace ParticleLimit.Kinetic;

/// <summary>A box of cells outside which the grid is empty, so that sweeps need not go there.</summary>
/// <remarks>In v it never grows, since velocities contract towards means inside it; in x it grows by the longest shift and is drawn tight again
/// around the density.</remarks>
/// <param name="dimension">d.</param>
internal sealed class ActiveBox(int dimension)
{
    /// <summary>The first position cell on each axis.</summary>
    public int[] PositionStart { get; } = new int[dimension];

    /// <summary>One past the last position cell on each axis.</summary>
    public int[] PositionEnd { get; } = new int[dimension];

    /// <summary>The first velocity cell on each axis; on the last a multiple of <see cref="PhaseLayout.Width"/>.</summary>
    public int[] VelocityStart { get; } = new int[dimension];

    /// <summary>One past the last velocity cell on each axis; on the last a multiple of <see cref="PhaseLayout.Width"/>.</summary>
    public int[] VelocityEnd { get; } = new int[dimension];

    /// <summary>Cells of the position box.</summary>
    public int PositionCells => Product(PositionStart, PositionEnd);

    /// <summary>Cells of the velocity box.</summary>
    public int VelocityCells => Product(VelocityStart, VelocityEnd);

    /// <summary>Cells of the whole box.</summary>
    public long Cells => (long)PositionCells * VelocityCells;

    private static int Product(int[] start, int[] end)
    {
        int product = 1;
        for (int k = 0; k < start.Length; k++) product *= Math.Max(0, end[k] - start[k]);
        return product;
    }
}
