namespace ParticleLimit.Kinetic;

/// <summary>The exact contraction v -> u + q (v - u), 0 &lt; q &lt;= 1, of a column of cell averages, remapped with its mass and momentum.</summary>
/// <remarks>The remap keeps the mass but, by the parabolas' small errors, not quite the momentum; the rest is restored by moving mass between
/// neighbouring cells in proportion to the smaller of the two, which keeps f nonnegative and its support where it is.</remarks>
internal sealed class ContractionRemap(GridAxis axis)
{
    private const int Ghosts = ParabolicReconstruction.Ghosts;

    private readonly double[] padded = new double[axis.Cells + 2 * Ghosts];
    private readonly double[] left = new double[axis.Cells];
    private readonly double[] right = new double[axis.Cells];
    private readonly double[] centres = axis.Centres();

    /// <summary>Contracts a column in place.</summary>
    /// <param name="column">Cell averages.</param>
    /// <param name="mean">u, inside the axis.</param>
    /// <param name="factor">q.</param>
    public void Apply(Span<double> column, double mean, double factor)
    {
        int cells = axis.Cells;
        column.CopyTo(padded.AsSpan(Ghosts));
        ParabolicReconstruction.Fill(padded, left, right);
        double momentum = Momentum(column);

        double origin = (mean - axis.From) / axis.Width, stretch = 1 / factor;
        double lower = Math.Clamp(origin + (0 - origin) * stretch, 0, cells);
        for (int j = 0; j < cells; j++)
        {
            double upper = Math.Clamp(origin + (j + 1 - origin) * stretch, 0, cells);
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

    private double Momentum(ReadOnlySpan<double> column)
    {
        double sum = 0;
        for (int j = 0; j < column.Length; j++) sum += centres[j] * column[j];
        return sum;
    }

    private void Restore(Span<double> column, double momentum)
    {
        double capacity = 0, mass = 0;
        for (int j = 0; j < column.Length; j++)
        {
            if (j + 1 < column.Length) capacity += Math.Min(column[j], column[j + 1]);
            mass += column[j];
        }

        double missing = (momentum - Momentum(column)) / axis.Width;
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

    /// <summary>A column about as thin as a cell has no neighbours to exchange with: each cell gives a share to the next one on the side of u.</summary>
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
