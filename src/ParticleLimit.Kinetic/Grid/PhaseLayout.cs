using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>Where the cells of a 2d-dimensional grid stand in memory: [x_0]..[x_d-1][v_0]..[v_d-1], the last velocity contiguous.</summary>
/// <remarks>All velocities of a position are one block, so that alignment runs over contiguous memory. Rows are padded to whole vectors with cells
/// that stay empty, and the strides of all position axes to odd numbers of vectors, without which the cells of a line in x would all fall on the same few cache sets.</remarks>
internal sealed class PhaseLayout
{
    /// <summary>Cells in a vector.</summary>
    public const int Width = 8;

    /// <summary>The layout of a grid.</summary>
    public PhaseLayout(ImmutableArray<GridAxis> positions, ImmutableArray<GridAxis> velocities)
    {
        (Positions, Velocities, Dimension) = (positions, velocities, positions.Length);
        Row = (velocities[^1].Cells + Width - 1) / Width * Width;
        long block = Row;
        VelocityStrides = new nint[Dimension];
        VelocityStrides[^1] = 1;
        for (int k = Dimension - 2; k >= 0; k--)
        {
            VelocityStrides[k] = (nint)block;
            block *= velocities[k].Cells;
        }

        Block = OddVectors(block);
        PositionStrides = new nint[Dimension];
        PositionCells = 1;
        nint stride = Block;
        for (int k = Dimension - 1; k >= 0; k--)
        {
            PositionStrides[k] = stride;
            stride = OddVectors(stride * positions[k].Cells);
            PositionCells = checked(PositionCells * positions[k].Cells);
        }

        Length = PositionStrides[0] * positions[0].Cells;
        Cells = positions.Concat(velocities).Aggregate(1L, (product, axis) => product * axis.Cells);
        PositionVolume = positions.Aggregate(1.0, (product, axis) => product * axis.Width);
        VelocityVolume = velocities.Aggregate(1.0, (product, axis) => product * axis.Width);
    }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>The axes of x.</summary>
    public ImmutableArray<GridAxis> Positions { get; }

    /// <summary>The axes of v.</summary>
    public ImmutableArray<GridAxis> Velocities { get; }

    /// <summary>From a cell to its neighbour along each axis of x.</summary>
    public nint[] PositionStrides { get; }

    /// <summary>From a cell to its neighbour along each axis of v.</summary>
    public nint[] VelocityStrides { get; }

    /// <summary>The velocities of one position, padding included.</summary>
    public nint Block { get; }

    /// <summary>Cells of a row along the last axis of v, padding included.</summary>
    public int Row { get; }

    /// <summary>Cells in memory, padding included.</summary>
    public long Length { get; }

    /// <summary>Cells of the grid.</summary>
    public long Cells { get; }

    /// <summary>Cells of the position grid.</summary>
    public int PositionCells { get; }

    /// <summary>The volume of a cell of the position grid.</summary>
    public double PositionVolume { get; }

    /// <summary>The volume of a cell of the velocity grid.</summary>
    public double VelocityVolume { get; }

    /// <summary>Where the block of a position cell starts.</summary>
    public nint Start(int position)
    {
        nint start = 0;
        for (int k = Dimension - 1; k >= 0; k--)
        {
            (position, int at) = Math.DivRem(position, Positions[k].Cells);
            start += at * PositionStrides[k];
        }

        return start;
    }

    private static nint OddVectors(long cells) => (nint)((cells / Width) | 1) * Width;
}
