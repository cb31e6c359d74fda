using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Equal cells laid over a torus or over the bounding box of the particles, and the particles in the order of the cells.</summary>
/// <param name="domain">Of the dimension of the type argument.</param>
internal sealed class SortedCells<TDimension>(Domain domain)
    where TDimension : struct, ISpaceDimension
{
    // In free space the box grows with the particles; its cells are doubled when they would be more than this many a particle.
    private const int MostCellsPerParticle = 8;

    private readonly double[] sides = new double[TDimension.Value];
    private readonly double[] box = new double[TDimension.Value];
    private readonly double[] origin = new double[TDimension.Value];
    private readonly int[] cells = [1, 1, 1];
    private int[] cellOf = [];
    private int[] order = [];
    private int[] start = [];

    /// <summary>The number of particles.</summary>
    public int Particles { get; private set; } = -1;

    /// <summary>The number of cells along each of three axes, 1 beyond d.</summary>
    public ReadOnlySpan<int> Along => cells;

    /// <summary>The number of cells.</summary>
    public int Count => cells[0] * cells[1] * cells[2];

    /// <summary>The sides of a cell.</summary>
    public double[] Sides => sides;

    /// <summary>The sides of the box that the cells cover.</summary>
    public double[] Box => box;

    /// <summary>The coordinates in the order of the cells, one array per axis.</summary>
    public double[][] Positions { get; } = new double[TDimension.Value][];

    /// <summary>The particle at each place of that order.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>The place of a cell's first particle; the cell after the last is allowed.</summary>
    public int Begin(int cell) => start[cell];

    /// <summary>The place after a cell's last particle.</summary>
    public int End(int cell) => start[cell + 1];

    /// <summary>Makes room for so many particles.</summary>
    public void Resize(int particles)
    {
        Particles = particles;
        cellOf = new int[particles];
        order = new int[particles];
        for (int axis = 0; axis < TDimension.Value; axis++) Positions[axis] = new double[particles];
    }

    /// <summary>Finds the box of the particles: the torus, or their bounding box.</summary>
    public void Enclose(double[][] positions)
    {
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            double period = domain.Period(axis);
            (double lowest, double highest) = double.IsFinite(period) || Particles == 0 ? (0, double.IsFinite(period) ? period : 1)
                : (TensorPrimitives.Min<double>(positions[axis]), TensorPrimitives.Max<double>(positions[axis]));
            (origin[axis], box[axis]) = (lowest, highest - lowest);
        }
    }

    /// <summary>Asks for cells of a side; on a torus it is the next longer one that divides the period.</summary>
    public void Ask(double side)
    {
        for (int axis = 0; axis < TDimension.Value; axis++) sides[axis] = SideOf(side, axis);
    }

    /// <summary>Divides the box into cells, of twice the side where they would be too many.</summary>
    /// <returns>Whether the sides changed.</returns>
    public bool Divide()
    {
        bool changed = false;
        while (true)
        {
            double total = 1;
            for (int axis = 0; axis < TDimension.Value; axis++) total *= Number(axis);
            if (total <= Math.Max(64.0, (double)MostCellsPerParticle * Particles)) break;
            for (int axis = 0; axis < TDimension.Value; axis++) sides[axis] = SideOf(2 * sides[axis], axis);
            changed = true;
        }

        for (int axis = 0; axis < TDimension.Value; axis++) cells[axis] = (int)Number(axis);
        if (start.Length < Count + 1) start = new int[Count + 1];
        return changed;
    }

    /// <summary>A counting sort by cell, and the positions in that order.</summary>
    public void Sort(double[][] positions)
    {
        start.AsSpan(0, Count + 1).Clear();
        for (int i = 0; i < Particles; i++)
        {
            int cell = 0;
            for (int axis = TDimension.Value - 1; axis >= 0; axis--) cell = cell * cells[axis] + Cell(positions[axis][i], axis);
            cellOf[i] = cell;
            start[cell + 1]++;
        }

        for (int cell = 0; cell < Count; cell++) start[cell + 1] += start[cell];
        for (int i = 0; i < Particles; i++) order[start[cellOf[i]]++] = i;
        for (int cell = Count; cell > 0; cell--) start[cell] = start[cell - 1];
        start[0] = 0;
        for (int axis = 0; axis < TDimension.Value; axis++) ToCells(positions[axis], Positions[axis]);
    }

    /// <summary>Puts values of the particles into the order of the cells.</summary>
    public void ToCells(ReadOnlySpan<double> values, Span<double> sorted)
    {
        for (int k = 0; k < order.Length; k++) sorted[k] = values[order[k]];
    }

    /// <summary>The coordinate of a place's particle in its own cell, from -1/2 to 1/2.</summary>
    public double Inside(int place, int axis)
    {
        double x = Positions[axis][place];
        return (x - origin[axis]) / sides[axis] - Cell(x, axis) - 0.5;
    }

    /// <summary>The cell at an offset, wrapped on a torus; false beyond the box in free space.</summary>
    public bool TryCell(int x, int y, int z, int[] offset, out int cell)
    {
        cell = 0;
        if (TDimension.Value > 2 && !TryAlong(z + offset[2], 2, ref cell, out _)) return false;
        if (TDimension.Value > 1 && !TryAlong(y + offset[1], 1, ref cell, out _)) return false;
        return TryAlong(x + offset[0], 0, ref cell, out _);
    }

    /// <summary>Adds an axis to the number of a cell, the highest axis first, and gives the shift of its image; false beyond the box in free space.</summary>
    public bool TryAlong(int place, int axis, ref int cell, out double shift)
    {
        shift = 0;
        int inside = place;
        if ((uint)place >= (uint)cells[axis])
        {
            double period = domain.Period(axis);
            if (!double.IsFinite(period)) return false;
            int turns = (int)Math.Floor((double)place / cells[axis]);
            inside = place - turns * cells[axis];
            shift = turns * period;
        }

        cell = cell * cells[axis] + inside;
        return true;
    }

    private double Number(int axis) =>
        double.IsFinite(domain.Period(axis)) ? Math.Round(box[axis] / sides[axis]) : Math.Floor(box[axis] / sides[axis]) + 1;

    private double SideOf(double side, int axis)
    {
        double period = domain.Period(axis);
        return double.IsFinite(period) ? period / Math.Max(1, Math.Floor(period / side)) : side;
    }

    private int Cell(double coordinate, int axis) => Math.Clamp((int)((coordinate - origin[axis]) / sides[axis]), 0, cells[axis] - 1);
}
