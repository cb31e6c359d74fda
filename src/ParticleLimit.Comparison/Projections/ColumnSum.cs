using System.Numerics;
using System.Runtime.CompilerServices;

namespace ParticleLimit.Comparison;

/// <summary>The sum of the distributions of columns of cells, each moved and spread along the line, at evenly spaced nodes.</summary>
/// <remarks>A column spread evenly from low to high has for distribution the difference of two integrals of the column's own over the width. With a whole number of nodes to a cell, every so-manyth node lies at the same part
/// of its cell: those are kept together, and a column is added to them as a whole, vector by vector.</remarks>
internal sealed class ColumnSum
{
    private readonly double from, step, narrow;
    private readonly int nodes, perCell;

    // What columns add on their way up, and where they are complete: node number perCell row + k as [k][row].
    private readonly double[][] partial, complete;

    /// <summary>An empty sum.</summary>
    /// <param name="from">The first node.</param>
    /// <param name="step">The distance of nodes.</param>
    /// <param name="nodes">Their number.</param>
    /// <param name="perCell">How many there are to a cell; 1 where cells are shorter than their distance.</param>
    /// <param name="narrow">A width at which a column counts as not spread at all.</param>
    public ColumnSum(double from, double step, int nodes, int perCell, double narrow)
    {
        (this.from, this.step, this.nodes, this.perCell, this.narrow) = (from, step, nodes, perCell, narrow);
        int rows = nodes / perCell + 2;
        (partial, complete) = ([.. Enumerable.Range(0, perCell).Select(_ => new double[rows])], [.. Enumerable.Range(0, perCell).Select(_ => new double[rows])]);
    }

    /// <summary>Adds a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="low">Where its lower side begins on the line.</param>
    /// <param name="high">Where its lower side ends.</param>
    /// <param name="cell">The length of a cell on the line.</param>
    public void Add(DensityColumn column, double low, double high, double cell)
    {
        if (cell >= step) AddByCells(column, low, high, cell);
        else AddByNodes(column, low, high, cell);
    }

    /// <summary>The sums at the nodes.</summary>
    public double[] Finish(double scale)
    {
        double[] sums = new double[nodes];
        for (int k = 0; k < perCell; k++)
        {
            double above = 0;
            for (int row = 0; perCell * row + k < nodes; row++)
            {
                above += complete[k][row];
                sums[perCell * row + k] = scale * (above + partial[k][row]);
            }
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddByNodes(DensityColumn column, double low, double high, double cell)
    {
        double width = high - low;
        int first = Math.Clamp((int)((low - from) / step), 0, nodes - 1), last = Math.Clamp((int)Math.Ceiling((high + cell * column.Height - from) / step), first, nodes);
        for (int node = first; node < last; node++)
        {
            double place = from + node * step;
            partial[0][node] += width > narrow
                ? cell / width * (column.Integral((place - low) / cell) - column.Integral((place - high) / cell))
                : column.Sum((place - (low + high) / 2) / cell);
        }

        complete[0][last] += column.Mass;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddByCells(DensityColumn column, double low, double high, double cell)
    {
        double width = high - low;
        bool spread = width > narrow;
        double scale = cell / width, toLow = ((spread ? low : (low + high) / 2) - from) / cell, toHigh = (high - from) / cell;
        for (int k = 0; k < perCell; k++)
        {
            (int row, double part) = Place((double)k / perCell - toLow);
            if (!spread)
            {
                AddPieces(column.Sums, column.Masses, [], part, 1, partial[k].AsSpan(row, column.Height));
                complete[k][Math.Min(row + column.Height, complete[k].Length - 1)] += column.Mass;
                continue;
            }

            (int highRow, double highPart) = Place((double)k / perCell - toHigh);
            int rows = partial[k].Length, end = Math.Min(highRow + column.Height, rows - 1);
            AddPieces(column.Integrals, column.Sums, column.Masses, part, scale, partial[k].AsSpan(row, Math.Min(column.Height, end - row)));
            for (int above = row + column.Height; above < end; above++)
                partial[k][above] += scale * (column.Integrals[^1] + (above - row - column.Height + part) * column.Mass);
            AddPieces(column.Integrals, column.Sums, column.Masses, highPart, -scale, partial[k].AsSpan(highRow, end - highRow));
            complete[k][end] += column.Mass;
        }
    }

    /// <summary>The row from which on a column counts, and the part of a cell by which nodes are above the sides of its cells.</summary>
    private static (int Row, double Part) Place(double offset)
    {
        double row = Math.Max(Math.Ceiling(-offset), 0);
        return ((int)row, row + offset);
    }

    /// <summary>Adds scale (values + part (slopes + part / 2 curvatures)) to a sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddPieces(double[] values, double[] slopes, double[] curvatures, double part, double scale, Span<double> sum)
    {
        int i = 0;
        for (; i <= sum.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var slope = new Vector<double>(slopes, i);
            if (curvatures.Length > 0) slope += part / 2 * new Vector<double>(curvatures, i);
            (new Vector<double>(sum[i..]) + scale * (new Vector<double>(values, i) + part * slope)).CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++) sum[i] += scale * (values[i] + part * (slopes[i] + (curvatures.Length > 0 ? part / 2 * curvatures[i] : 0)));
    }
}
