namespace ParticleLimit.Kinetic;

/// <summary>A monotone map of velocities applied to a column of cell averages: each cell receives the mass between the departure points of its
/// faces, and the column the momentum it must have.</summary>
/// <remarks>The remap keeps the mass but, by the parabolas' small errors, not quite the momentum; the rest is restored by moving mass between
/// neighbouring cells in proportion to the smaller of the two, which keeps f nonnegative and its support where it is.</remarks>
internal sealed class MonotoneRemap(GridAxis axis)
{
    private const int Ghosts = ParabolicReconstruction.Ghosts;

    private readonly double[] padded = new double[axis.Cells + 2 * Ghosts];
    private readonly double[] left = new double[axis.Cells];
    private readonly double[] right = new double[axis.Cells];
    private readonly double[] centres = axis.Centres();

    /// <summary>Maps a column in place.</summary>
    /// <param name="column">Cell averages.</param>
    /// <param name="departures">Where each face comes from, in cells from the lower end, not descending; one more than there are cells.</param>
    /// <param name="momentum">sum_j v_j f_j after the map, for centres v_j.</param>
    public void Apply(Span<double> column, ReadOnlySpan<double> departures, double momentum)
    {
        int cells = axis.Cells;
        column.CopyTo(padded.AsSpan(Ghosts));
        ParabolicReconstruction.Fill(padded, left, right);

        // What lies beyond the departures of the end faces can only be mass that rounding put there; the end cells keep it.
        double lower = 0;
        for (int j = 0; j < cells; j++)
        {
            double upper = j + 1 == cells ? cells : Math.Clamp(departures[j + 1], lower, cells);
            column[j] = Between(lower, upper);
            lower = upper;
        }

        Restore(column, momentum);
    }

    /// <summary>The mass between two points, in cell units; only sums of nonnegative parts, so that it is never negative.</summary>
    private double Between(double lower, double upper)
    {
        int first = Math.Min((int)lower, axis.Cells - 1), last = Math.Min((int)upper, axis.Cells - 1);
        if (first == last) return Math.Max(0, Part(last, upper - last) - Part(first, lower - first));
        double mass = padded[first + Ghosts] - Part(first, lower - first) + Part(last, upper - last);
        for (int cell = first + 1; cell < last; cell++) mass += padded[cell + Ghosts];
        return mass;
    }

    private double Part(int cell, double to)
    {
        double a = padded[cell + Ghosts];
        return Math.Clamp(ParabolicReconstruction.LowerPart(a, left[cell], right[cell], to), 0, a);
    }

    private void Restore(Span<double> column, double momentum)
    {
        double capacity = 0, mass = 0, found = 0;
        for (int j = 0; j < column.Length; j++)
        {
            if (j + 1 < column.Length) capacity += Math.Min(column[j], column[j + 1]);
            mass += column[j];
            found += centres[j] * column[j];
        }

        double missing = (momentum - found) / axis.Width;
        if (missing == 0) return;
        if (Math.Abs(missing) <= capacity / 2) Exchange(column, missing / capacity);
        else Move(column, missing / mass);
    }

    private static void Exchange(Span<double> column, double share)
    {
        double arriving = 0;
        for (int j = 0; j < column.Length; j++)
        {
            double leaving = j + 1 < column.Length ? share * Math.Min(column[j], column[j + 1]) : 0;
            column[j] += arriving - leaving;
            arriving = leaving;
        }
    }

    /// <summary>A column about as thin as a cell has no neighbours to exchange with: each cell gives a share to the next one on the side of the mean.</summary>
    private static void Move(Span<double> column, double share)
    {
        if (share > 0)
        {
            for (int j = column.Length - 2; j >= 0; j--) Give(column, j, j + 1, share);
        }
        else
        {
            for (int j = 1; j < column.Length; j++) Give(column, j, j - 1, -share);
        }

        static void Give(Span<double> column, int from, int to, double share)
        {
            double given = Math.Min(1, share) * column[from];
            column[from] -= given;
            column[to] += given;
        }
    }
}
