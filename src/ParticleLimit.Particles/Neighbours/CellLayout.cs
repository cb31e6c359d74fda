using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>A box cut into n_0 x n_1 x n_2 equal cells, each at least as wide as the cutoff, numbered with axis 0 running fastest.</summary>
internal readonly struct CellLayout
{
    // A pair nearer than the cutoff must lie in adjacent cells in spite of the rounding of its cell numbers. That rounding is below
    // 1e-7 cells while an axis has fewer than 2^29 cells.
    private const double Slack = 1 + 1e-6;
    private const double MostCellsPerAxis = 1 << 29;

    private CellLayout(Box3 origin, Box3 perWidth, int n0, int n1, int n2, bool coarsened)
    {
        this.origin = origin;
        this.perWidth = perWidth;
        Cells0 = n0;
        Cells1 = n1;
        Cells2 = n2;
        Coarsened = coarsened;
    }

    private readonly Box3 origin;
    private readonly Box3 perWidth;

    /// <summary>Cells along axis 0.</summary>
    public int Cells0 { get; }

    /// <summary>Cells along axis 1, one if there is no such axis.</summary>
    public int Cells1 { get; }

    /// <summary>Cells along axis 2, one if there is no such axis.</summary>
    public int Cells2 { get; }

    /// <summary>The number of cells.</summary>
    public int Total => Cells0 * Cells1 * Cells2;

    /// <summary>Whether the cells are wider than the cutoff asks, to hold their number down.</summary>
    public bool Coarsened { get; }

    /// <summary>The cells of a torus, or of the bounding box of points in free space: at most max(27, 2 N) of them.</summary>
    public static CellLayout For(Domain domain, double[][] positions, int count, double cutoff)
    {
        Box3 origin = default, extent = default, perWidth = default;
        for (int axis = 0; axis < domain.Dimension; axis++)
        {
            double period = domain.Period(axis);
            if (double.IsFinite(period))
            {
                extent[axis] = period;
                continue;
            }

            double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
            foreach (double coordinate in positions[axis].AsSpan(0, count))
            {
                lowest = Math.Min(lowest, coordinate);
                highest = Math.Max(highest, coordinate);
            }

            // Not finite for no points and for bounding boxes beyond the range of double: one cell then.
            if (double.IsFinite(highest - lowest)) (origin[axis], extent[axis]) = (lowest, highest - lowest);
        }

        double most = Math.Max(27.0, 2.0 * count);
        double width = cutoff * Slack;
        bool coarsened = false;
        double total;
        while ((total = CellsAlong(extent[0], width) * CellsAlong(extent[1], width) * CellsAlong(extent[2], width)) > most)
        {
            width *= Math.Max(1.01, Math.Pow(total / most, 1.0 / domain.Dimension));
            coarsened = true;
        }

        for (int axis = 0; axis < 3; axis++)
        {
            double cells = CellsAlong(extent[axis], width);
            perWidth[axis] = cells > 1 ? cells / extent[axis] : 0;
        }

        return new CellLayout(
            origin, perWidth, (int)CellsAlong(extent[0], width), (int)CellsAlong(extent[1], width), (int)CellsAlong(extent[2], width), coarsened);
    }

    /// <summary>The number of a point's cell along one axis; points on the upper face belong to the last cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CellAlong(double coordinate, int axis, int cells) =>
        Math.Min((int)((coordinate - origin[axis]) * perWidth[axis]), cells - 1);

    private static double CellsAlong(double extent, double width) => Math.Clamp(Math.Floor(extent / width), 1, MostCellsPerAxis);

    /// <summary>One number per axis.</summary>
    [InlineArray(3)]
    private struct Box3
    {
        private double first;
    }
}
