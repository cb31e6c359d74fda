using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Sorts the particles into cells at least one cutoff wide and looks at adjacent cells.</summary>
/// <remarks>M. P. Allen, D. J. Tildesley, "Computer Simulation of Liquids", section 5.3.2, with the cells stored one after the other.
/// Cells are numbered along axis 0 first, so that three cells in a row are one contiguous range of particles.</remarks>
public sealed class CellGrid(Domain domain) : INeighbourSearch
{
    private readonly PointCloud loaded = new(domain);
    private readonly PointCloud sorted = new(domain);
    private readonly CellSort cells = new(domain);

    /// <inheritdoc/>
    public string Name => "cell-grid";

    /// <summary>Whether the cells of the last search had to be wider than the cutoff, and so hold many particles out of reach.</summary>
    internal bool Coarsened => cells.Layout.Coarsened;

    /// <summary>The mean, over the particles, of the number of particles in a particle's own cell, at the last search.</summary>
    internal double MeanCrowding => cells.MeanCrowding;

    /// <inheritdoc/>
    public void VisitPairs<TVisitor>(double[][] positions, double cutoff, ref TVisitor visitor)
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        Sort(positions, cutoff);
        VisitSorted(cutoff, ref visitor);
    }

    /// <summary>The first half of a search: sorts the particles, so that the crowding of the cells is known.</summary>
    internal void Sort(double[][] positions, double cutoff)
    {
        loaded.Load(positions, cutoff);
        sorted.Reserve(positions, cutoff);
        cells.Sort(loaded.Axes, loaded.Count, cutoff);
        int[] order = cells.Order;
        order.AsSpan(0, loaded.Count).CopyTo(sorted.Index);
        for (int axis = 0; axis < sorted.Dimension; axis++)
        {
            double[] from = loaded.Axes[axis];
            double[] to = sorted.Axes[axis];
            for (int k = 0; k < loaded.Count; k++) to[k] = from[order[k]];
        }
    }

    /// <summary>The second half of a search: visits the pairs of the particles sorted last.</summary>
    internal void VisitSorted<TVisitor>(double cutoff, ref TVisitor visitor)
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        switch (sorted.Dimension)
        {
            case 1: VisitRows<OneDimension, TVisitor>(cutoff * cutoff, ref visitor); break;
            case 2: VisitRows<TwoDimensions, TVisitor>(cutoff * cutoff, ref visitor); break;
            default: VisitRows<ThreeDimensions, TVisitor>(cutoff * cutoff, ref visitor); break;
        }
    }

    private void VisitRows<TDimension, TVisitor>(double squaredCutoff, ref TVisitor visitor)
        where TDimension : ISpaceDimension
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        CellLayout layout = cells.Layout;
        Span<int> nextRows = stackalloc int[8];
        for (int z = 0; z < layout.Cells2; z++)
        {
            for (int y = 0; y < layout.Cells1; y++)
            {
                int row = z * layout.Cells1 + y;
                VisitWithinRow<TDimension, TVisitor>(row * layout.Cells0, squaredCutoff, ref visitor);
                int found = AdjacentRowsAfter(row, y, z, layout, nextRows);
                foreach (int next in nextRows[..found])
                    VisitTwoRows<TDimension, TVisitor>(row * layout.Cells0, next * layout.Cells0, squaredCutoff, ref visitor);
            }
        }
    }

    /// <summary>The distinct rows adjacent to a row and numbered higher; with fewer than three rows across, the same row lies on both sides.</summary>
    private int AdjacentRowsAfter(int row, int y, int z, in CellLayout layout, Span<int> rows)
    {
        int found = 0;
        for (int dz = -1; dz <= 1; dz++)
        {
            for (int dy = -1; dy <= 1; dy++)
            {
                if (!TryStep(y, dy, layout.Cells1, 1, out int y1) || !TryStep(z, dz, layout.Cells2, 2, out int z1)) continue;
                int candidate = z1 * layout.Cells1 + y1;
                if (candidate > row && !rows[..found].Contains(candidate)) rows[found++] = candidate;
            }
        }

        return found;
    }

    private bool TryStep(int from, int by, int count, int axis, out int to)
    {
        to = from + by;
        if ((uint)to < (uint)count) return true;
        to = (to + count) % count;
        return double.IsFinite(sorted.Period(axis));
    }

    private void VisitWithinRow<TDimension, TVisitor>(int row, double squaredCutoff, ref TVisitor visitor)
        where TDimension : ISpaceDimension
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        int n = cells.Layout.Cells0;
        int[] start = cells.Start;
        for (int cell = 0; cell < n; cell++)
        {
            int last = start[row + Math.Min(cell + 2, n)];
            for (int a = start[row + cell]; a < start[row + cell + 1]; a++)
                VisitRange<TDimension, TVisitor>(a, a + 1, last, squaredCutoff, ref visitor);
        }

        // Across the seam. Of two cells or one, the loop above has seen all pairs already.
        if (n > 2 && double.IsFinite(sorted.Period(0)))
        {
            for (int a = start[row]; a < start[row + 1]; a++)
                VisitRange<TDimension, TVisitor>(a, start[row + n - 1], start[row + n], squaredCutoff, ref visitor);
        }
    }

    private void VisitTwoRows<TDimension, TVisitor>(int row, int next, double squaredCutoff, ref TVisitor visitor)
        where TDimension : ISpaceDimension
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        int n = cells.Layout.Cells0;
        int[] start = cells.Start;
        bool seam = n > 2 && double.IsFinite(sorted.Period(0));
        for (int cell = 0; cell < n; cell++)
        {
            int first = start[next + Math.Max(cell - 1, 0)];
            int last = start[next + Math.Min(cell + 2, n)];
            for (int a = start[row + cell]; a < start[row + cell + 1]; a++)
            {
                VisitRange<TDimension, TVisitor>(a, first, last, squaredCutoff, ref visitor);
                if (!seam) continue;
                if (cell == 0) VisitRange<TDimension, TVisitor>(a, start[next + n - 1], start[next + n], squaredCutoff, ref visitor);
                if (cell == n - 1) VisitRange<TDimension, TVisitor>(a, start[next], start[next + 1], squaredCutoff, ref visitor);
            }
        }
    }

    private void VisitRange<TDimension, TVisitor>(int a, int first, int last, double squaredCutoff, ref TVisitor visitor)
        where TDimension : ISpaceDimension
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        for (int b = first; b < last; b++)
        {
            double squared = sorted.SquaredDistance<TDimension>(a, b);
            if (squared < squaredCutoff) visitor.Visit(sorted.Index[a], sorted.Index[b], squared);
        }
    }
}
