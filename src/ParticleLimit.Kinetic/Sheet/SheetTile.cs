using System.Numerics.Tensors;

namespace ParticleLimit.Kinetic;

/// <summary>Some rows of a patch that one thread carries and deposits, and the sums it finds there.</summary>
internal sealed class SheetTile
{
    private SheetTile(SheetPatch patch, int firstRow, int lastRow, int cells)
    {
        int columns = patch.PositionCells + 1;
        (Patch, FirstRow, LastRow, Cells) = (patch, firstRow, lastRow, new double[2 * cells]);
        FirstNode = patch.FirstNode + firstRow * columns;
        NodeCount = ((lastRow == patch.VelocityCells ? lastRow + 1 : lastRow) - firstRow) * columns;
        LastCell = -1;
    }

    /// <summary>The patch.</summary>
    public SheetPatch Patch { get; }

    /// <summary>The first row of quads.</summary>
    public int FirstRow { get; }

    /// <summary>After the last row of quads.</summary>
    public int LastRow { get; }

    /// <summary>The first node; the nodes above the last row of quads belong to the next tile, if there is one.</summary>
    public int FirstNode { get; }

    /// <summary>Its nodes.</summary>
    public int NodeCount { get; }

    /// <summary>Mass and momentum, in turn, in each position cell.</summary>
    public double[] Cells { get; }

    /// <summary>The first cell with mass.</summary>
    public int FirstCell { get; set; }

    /// <summary>The last cell with mass.</summary>
    public int LastCell { get; set; }

    /// <summary>int rho f over the tile.</summary>
    public double Density { get; set; }

    /// <summary>int (rho v - rho u) f over the tile.</summary>
    public double Excess { get; set; }

    /// <summary>The lowest position.</summary>
    public double Lowest { get; private set; }

    /// <summary>The highest position.</summary>
    public double Highest { get; private set; }

    /// <summary>The tiles of a patch.</summary>
    public static IEnumerable<SheetTile> Of(SheetPatch patch, int rows, int cells) =>
        Enumerable.Range(0, (patch.VelocityCells + rows - 1) / rows)
            .Select(k => new SheetTile(patch, k * rows, Math.Min(patch.VelocityCells, (k + 1) * rows), cells));

    /// <summary>Finds the range of its positions.</summary>
    public void Reach(ReadOnlySpan<double> positions) =>
        (Lowest, Highest) = (TensorPrimitives.Min(positions), TensorPrimitives.Max(positions));

    /// <summary>Empties the cells that have mass.</summary>
    public void Clear()
    {
        if (LastCell >= FirstCell) Cells.AsSpan(2 * FirstCell, 2 * (LastCell - FirstCell + 1)).Clear();
    }
}
