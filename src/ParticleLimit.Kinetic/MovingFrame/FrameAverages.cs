using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>f of moving frames as averages over the cells of fixed axes.</summary>
/// <remarks>Each cell of a frame is cut by its parabola in x where the lattice covers the axes askew; each part is a box in v as wide as the cell and its tilts.
/// Every part keeps its mass and its momentum.</remarks>
/// <param name="columns">The solution.</param>
/// <param name="lattice">Where its columns stand.</param>
/// <param name="fields">Tells which cells of the position axes they cover.</param>
/// <param name="periodic">Whether the position axes are one period of a torus each.</param>
/// <param name="velocities">The velocity axes.</param>
internal sealed class FrameAverages(FrameColumns columns, FrameLattice lattice, FrameFields fields, bool periodic, ImmutableArray<GridAxis> velocities)
{
    private readonly FrameCut[][] cuts = [.. velocities.Select(_ => new FrameCut[columns.Mass.Length])]; // [axis][cell]
    private readonly VelocityTents[] tents = [.. velocities.Select(axis => new VelocityTents(axis))];

    /// <summary>The averages as [position cell, velocity cell].</summary>
    public double[,] Values()
    {
        Cut();
        int d = columns.Dimension;
        double inverse = velocities.Concat(lattice.Axes).Aggregate(1.0, (product, axis) => product / axis.Width);
        var values = new double[columns.Count, velocities.Aggregate(1, (product, axis) => product * axis.Cells)];
        for (int i = 0; i < columns.Count; i++)
        {
            for (int j = 0; j < columns.Block; j++)
            {
                if (columns.Column(i)[j] == 0) continue;
                for (int part = 0; part < 1 << d; part++)
                {
                    (int cell, double share) = Place(i, j, part);
                    if (share > 0) Spread(values, cell, share * columns.Column(i)[j] * inverse);
                }
            }
        }

        return values;
    }

    private void Cut()
    {
        var neighbours = new FrameNeighbours(columns, periodic);
        for (int axis = 0; axis < columns.Dimension; axis++)
        {
            for (int line = 0; line < columns.Count / columns.Length(axis); line++)
            {
                neighbours.Reconstruct(axis, line);
                for (int place = 0; place < columns.Length(axis); place++)
                {
                    int start = columns.On(axis, line, place) * columns.Block;
                    for (int j = 0; j < columns.Block; j++)
                    {
                        if (columns.Mass[start + j] > 0)
                            cuts[axis][start + j] = FrameCut.Of(columns.Mass[start + j], neighbours.Parabola(place * columns.Block + j), neighbours.Centre(place), lattice.Offset(axis));
                    }
                }
            }
        }
    }

    // The position cell of a part of a cell of a frame, and its share; the tents then hold its box.
    private (int Cell, double Share) Place(int column, int cell, int part)
    {
        int d = columns.Dimension, position = 0, whole = column * columns.Block + cell;
        double share = 1;
        Span<double> away = stackalloc double[d], length = stackalloc double[d];
        for (int axis = 0; axis < d; axis++)
        {
            bool kept = (part >> axis & 1) == 0;
            (double own, double here, double there) = cuts[axis][whole];
            share *= kept ? own : 1 - own;
            (away[axis], length[axis]) = kept ? (here, 1 - Math.Abs(lattice.Offset(axis))) : (there, Math.Abs(lattice.Offset(axis)));
            position = position * columns.Length(axis) + fields.Cell(axis, columns.Place(axis, column), kept);
        }

        if (!(share > 0)) return (position, 0);
        for (int b = 0; b < d; b++)
        {
            VelocityFrame frame = columns.Frames[b][column];
            double centre = lattice.Velocity[b] + frame.Centre + frame.Scale * (columns.At(b, cell) + columns.Spread(b, whole).Offset), extent = frame.Scale * columns.Width;
            for (int axis = 0; axis < d; axis++)
            {
                centre += frame.Slope(axis) * away[axis];
                extent += Math.Abs(frame.Slope(axis)) * length[axis];
            }

            tents[b].Fill(centre, extent);
        }

        return (position, share);
    }

    // Along the last component the cells are contiguous; in d = 2 each share of the first has such a row.
    private void Spread(double[,] values, int position, double average)
    {
        VelocityTents last = tents[^1];
        ReadOnlySpan<double> row = last.Shares, rows = tents.Length == 1 ? [1] : tents[0].Shares;
        int first = tents.Length == 1 ? 0 : tents[0].Start;
        for (int p = 0; p < rows.Length; p++)
            for (int q = 0; q < row.Length; q++) values[position, (first + p) * velocities[^1].Cells + last.Start + q] += average * rows[p] * row[q];
    }
}
