using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Rows of cells, each row a contiguous range of the sorted particles.</summary>
/// <remarks>Along axis 1 rows are two reaches wide: a particle in one half of a row has its neighbours in that row and in the row beyond that half.
/// Along axis 2 they are one reach wide, and the rows on both sides take part. So 2 rows in d = 2 and 6 in d = 3 hold all neighbours, in each a
/// contiguous range of cells with some five particles at unit density: one vector. (Four rows of 2 x 2 reaches hold ten in each, now one vector and
/// now two, and the branch costs more than the two rows saved.) Positions outside the box count to its outermost cells; the ranges stay right, for
/// the map to cells is monotone. On a torus the rows and cells divide the periods exactly.</remarks>
internal sealed class RowLayout
{
    // Of 48 bytes each in d = 3: a third of a megabyte.
    private const int ParticlesAtHand = 6000;

    private readonly Domain domain;
    private readonly double cutoff;
    private readonly double mostCells;
    private readonly int count;
    private int[] first = [0];
    private int[] up = [1];
    private int stripWidth = 1;

    /// <summary>A layout for a number of particles; empty until <see cref="Fit"/>.</summary>
    public RowLayout(Domain domain, double cutoff, int count)
    {
        this.domain = domain;
        this.cutoff = cutoff;
        this.count = count;
        mostCells = 4.0 * count + 64;
        Cells = 1;
    }

    /// <summary>The cells of a row.</summary>
    public int Cells { get; private set; }

    /// <summary>The rows.</summary>
    public int Rows { get; private set; } = 1;

    /// <summary>The distance from one row to the next in a table that has one entry more than cells for each: where the row ends.</summary>
    public int Stride => Cells + 1;

    /// <summary>The cutoff and a little: what rounding may add to a coordinate.</summary>
    public double Reach { get; private set; }

    /// <summary>The lowest corner.</summary>
    public double[] Origin { get; } = new double[3];

    /// <summary>Cells per length along axis 0, half rows along axis 1, rows along axis 2.</summary>
    public double[] Density { get; } = new double[3];

    /// <summary>Whether a cloud on a domain can be laid out: no particle may meet two images of another.</summary>
    public static bool Suits(Domain domain, double cutoff)
    {
        for (int axis = 0; axis < domain.Dimension; axis++)
            if (domain.Period(axis) < 2.001 * cutoff) return false;
        return true;
    }

    /// <summary>The rows along axis 1.</summary>
    public int Bands1 { get; private set; } = 1;

    /// <summary>The rows along axis 2; 1 in d = 2.</summary>
    public int Bands2 { get; private set; } = 1;

    /// <summary>For each row along axis 1 the number of the first of its rows along axis 2.</summary>
    public ReadOnlySpan<int> First => first;

    /// <summary>For each row along axis 1 what to add to go one row on along axis 2.</summary>
    public ReadOnlySpan<int> Up => up;

    /// <summary>How many rows on the last row lies that has neighbours of one's particles, and one row more.</summary>
    public int RowsAtHand => Bands2 == 1 ? 2 : stripWidth + 2;

    /// <summary>The row along axis 1 of a row.</summary>
    public int RowAlong1(int row)
    {
        int strip = row / (stripWidth * Bands2), from = strip * stripWidth;
        return from + (row - from * Bands2) % Math.Min(stripWidth, Bands1 - from);
    }

    /// <summary>The row along axis 2 of a row.</summary>
    public int RowAlong2(int row)
    {
        int strip = row / (stripWidth * Bands2), from = strip * stripWidth;
        return (row - from * Bands2) / Math.Min(stripWidth, Bands1 - from);
    }

    /// <summary>Lays cells over a box; on a torus over the torus.</summary>
    /// <param name="lowest">The lowest coordinates of the particles.</param>
    /// <param name="highest">The highest.</param>
    public void Fit(ReadOnlySpan<double> lowest, ReadOnlySpan<double> highest)
    {
        int dimension = domain.Dimension;
        double magnitude = 0;
        for (int axis = 0; axis < dimension; axis++)
        {
            double period = domain.Period(axis);
            magnitude = Math.Max(magnitude, double.IsFinite(period) ? period : Math.Max(Math.Abs(lowest[axis]), Math.Abs(highest[axis])));
        }

        Reach = cutoff * (1 + 1e-12) + 1e-14 * magnitude;
        double coarsening = 1;
        while (Lay(lowest, highest, coarsening) > mostCells) coarsening *= 1.3;
        NumberRows();
    }

    private double Lay(ReadOnlySpan<double> lowest, ReadOnlySpan<double> highest, double coarsening)
    {
        double cells = 1;
        for (int axis = 0; axis < domain.Dimension; axis++)
        {
            double period = domain.Period(axis);
            bool periodic = double.IsFinite(period);
            double from = periodic ? 0 : lowest[axis], length = periodic ? period : highest[axis] - lowest[axis];
            double width = coarsening * Reach * (axis == 0 ? 0.5 : axis == 1 ? 2 : 1);
            double parts = Math.Max(1, periodic ? Math.Floor(length / width) : Math.Ceiling(length / width));
            cells *= parts;
            if (cells > mostCells) return cells;
            Origin[axis] = from;
            double side = periodic ? length / parts : width;
            Density[axis] = axis == 1 ? 2 / side : 1 / side;
            if (axis == 0) Cells = (int)parts;
            else if (axis == 1) Bands1 = (int)parts;
            else Bands2 = (int)parts;
        }

        return cells;
    }

    /// <summary>Numbers the rows: strip after strip, in a strip plane after plane, so that the rows a pass has at hand fit into a core's own cache.</summary>
    private void NumberRows()
    {
        Rows = Bands1 * Bands2;
        double perRow = (double)count / Rows;
        stripWidth = Bands2 == 1 ? Bands1 : (int)Math.Min(Bands1, Math.Max(4, ParticlesAtHand / (3 * perRow)));
        if (first.Length < Bands1) (first, up) = (new int[2 * Bands1], new int[2 * Bands1]); // room to grow in free space
        for (int band = 0; band < Bands1; band++)
        {
            int from = band / stripWidth * stripWidth;
            up[band] = Math.Min(stripWidth, Bands1 - from);
            first[band] = from * Bands2 + band - from;
        }
    }
}
