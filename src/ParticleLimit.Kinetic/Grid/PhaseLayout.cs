using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>Where the cells of a 2d-dimensional grid stand in memory: [x_0]..[x_d-1][v_0]..[v_d-1], the last velocity contiguous.</summary>
/// <remarks>All velocities of a position are one block, so that alignment runs over contiguous memory. Rows are padded to whole vectors with cells
/// that stay empty, and blocks to an odd number of cache lines, without which the cells of a line in x would all fall on the same few cache sets.</remarks>
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

        Block = (nint)((block / Width) | 1) * Width;
        PositionStrides = new nint[Dimension];
        PositionCells = 1;
        for (int k = Dimension - 1; k >= 0; k--)
        {
            PositionStrides[k] = PositionCells * Block;
            PositionCells = checked(PositionCells * positions[k].Cells);
        }

        Length = (long)PositionCells * Block;
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

    /// <summary>From the first velocity of one position to that of the next.</summary>
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
}
