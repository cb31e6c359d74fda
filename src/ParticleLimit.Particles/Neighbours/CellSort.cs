using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>A stable counting sort of points by cell. Memory is O(N) whatever the positions.</summary>
internal sealed class CellSort(Domain domain)
{
    private int[] cellOf = [];
    private int[] end = [0];

    /// <summary>The cells of the last sort.</summary>
    public CellLayout Layout { get; private set; }

    /// <summary>Where the points of each cell begin in <see cref="Order"/>; one entry more than there are cells.</summary>
    public int[] Start => end;

    /// <summary>The points in the order of their cells; within a cell, in the caller's order.</summary>
    public int[] Order { get; private set; } = [];

    /// <summary>The mean, over the points, of the number of points in a point's own cell.</summary>
    public double MeanCrowding { get; private set; }

    /// <summary>Sorts points that are already wrapped into the domain.</summary>
    public void Sort(double[][] wrapped, int count, double cutoff)
    {
        CellLayout layout = CellLayout.For(domain, wrapped, count, cutoff);
        Layout = layout;
        if (cellOf.Length < count)
        {
            cellOf = new int[count];
            Order = new int[count];
        }

        int cells = layout.Total;
        if (end.Length < cells + 1) end = new int[cells + 1 + cells / 4];
        end.AsSpan(0, cells + 1).Clear();

        AssignCells(wrapped, count, layout);
        double crowding = 0;
        int sum = 0;
        for (int cell = 0; cell < cells; cell++)
        {
            int occupancy = end[cell];
            crowding += (double)occupancy * occupancy;
            end[cell] = sum;
            sum += occupancy;
        }

        MeanCrowding = count == 0 ? 0 : crowding / count;
        for (int i = 0; i < count; i++) Order[end[cellOf[i]]++] = i;

        // Filling moved every cell's begin to its end, which is the begin of the next.
        Array.Copy(end, 0, end, 1, cells);
        end[0] = 0;
    }

    private void AssignCells(double[][] wrapped, int count, in CellLayout layout)
    {
        int n0 = layout.Cells0, n1 = layout.Cells1, n2 = layout.Cells2;
        double[] x = wrapped[0];
        double[] y = domain.Dimension > 1 ? wrapped[1] : x;
        double[] z = domain.Dimension > 2 ? wrapped[2] : x;
        for (int i = 0; i < count; i++)
        {
            int cell = layout.CellAlong(x[i], 0, n0);
            if (n1 > 1) cell += n0 * layout.CellAlong(y[i], 1, n1);
            if (n2 > 1) cell += n0 * n1 * layout.CellAlong(z[i], 2, n2);
            cellOf[i] = cell;
            end[cell]++;
        }
    }
}
