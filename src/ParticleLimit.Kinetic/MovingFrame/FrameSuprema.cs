using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>h(t, v) = sup_x f of moving frames, from the averages of f over the frames' own cells.</summary>
/// <remarks>In a cell of the velocity axes it is the largest f of the cells of all frames that reach into it, tilts included: sup over x and over the velocities of the
/// cell. Averages over the cell would hide the sheets of large gamma, which are thinner. Its largest value is sup f.</remarks>
/// <param name="columns">The solution.</param>
/// <param name="velocities">The velocity axes.</param>
/// <param name="drift">The velocity that those of the frames are relative to.</param>
/// <param name="hulls">Where the velocities of each component are.</param>
internal sealed class FrameSuprema(FrameColumns columns, ImmutableArray<GridAxis> velocities, ImmutableArray<double> drift, FrameHull[] hulls)
{
    private readonly int[][] first = Each(velocities, columns.Cells), last = Each(velocities, columns.Cells); // [component][cell of w]: the cells reached

    /// <summary>The profile, the last axis contiguous.</summary>
    public double[] Profile()
    {
        var sup = new double[velocities.Aggregate(1, (product, axis) => product * axis.Cells)];
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns.ColumnMass[i] == 0 || columns.Presses(hulls, i)) continue;
            for (int b = 0; b < columns.Dimension; b++) Reach(b, i);
            double inverse = 1 / columns.Volume(i);
            for (int j = 0; j < columns.Block; j++)
                if (columns.Column(i)[j] is > 0 and double mass) Raise(sup, j, mass * inverse);
        }

        return sup;
    }

    private void Reach(int component, int column)
    {
        (double centre, double slope0, double slope1, double scale) = columns.Frames[component][column];
        double tilt = 0.5 * (Math.Abs(slope0) + Math.Abs(slope1));
        for (int j = 0; j < columns.Cells; j++)
        {
            first[component][j] = Cell(centre + scale * columns.Face(j) - tilt);
            last[component][j] = Math.Max(first[component][j], Cell(centre + scale * columns.Face(j + 1) + tilt));
        }

        int Cell(double velocity)
        {
            GridAxis axis = velocities[component];
            double inside = drift[component] + Math.Clamp(velocity, hulls[component].From, hulls[component].To);
            return (int)Math.Clamp(Math.Floor((inside - axis.From) / axis.Width), 0, axis.Cells - 1);
        }
    }

    private void Raise(double[] sup, int cell, double value)
    {
        int b = columns.Dimension - 1, j = columns.Number(b, cell), k = columns.Number(0, cell);
        (int from, int to) = columns.Dimension == 1 ? (0, 0) : (first[0][k], last[0][k]);
        for (int row = from; row <= to; row++)
        {
            foreach (ref double h in sup.AsSpan(row * velocities[b].Cells + first[b][j], last[b][j] - first[b][j] + 1)) h = Math.Max(h, value);
        }
    }

    private static int[][] Each(ImmutableArray<GridAxis> axes, int cells) => [.. axes.Select(_ => new int[cells])];
}
