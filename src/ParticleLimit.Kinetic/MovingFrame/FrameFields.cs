namespace ParticleLimit.Kinetic;

/// <summary>rho and rho u on the cells of the position axes, which the columns cover askew.</summary>
/// <remarks>Each column is cut by the parabola through the masses of its neighbours; each part has the velocity of the frame's line at its centre of mass. Mass and momentum are kept.</remarks>
internal sealed class FrameFields
{
    private const int Ghosts = ParabolicReconstruction.Ghosts;

    private readonly FrameColumns columns;
    private readonly FrameLattice lattice;
    private readonly bool periodic;
    private readonly FrameCut[][] cuts; // [axis][column]

    /// <summary>Fields of zero.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="lattice">Where they stand.</param>
    /// <param name="periodic">Whether the position axes are one period of a torus each.</param>
    public FrameFields(FrameColumns columns, FrameLattice lattice, bool periodic)
    {
        (this.columns, this.lattice, this.periodic) = (columns, lattice, periodic);
        cuts = [.. lattice.Axes.Select(_ => new FrameCut[columns.Count])];
        Density = new double[columns.Count];
        Momentum = [.. lattice.Axes.Select(_ => new double[columns.Count])];
    }

    /// <summary>rho in each position cell.</summary>
    public double[] Density { get; }

    /// <summary>rho u, [component][position cell].</summary>
    public double[][] Momentum { get; }

    /// <summary>Computes them.</summary>
    public void Show()
    {
        Array.Clear(Density);
        foreach (double[] component in Momentum) Array.Clear(component);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            for (int axis = 0; axis < cuts.Length; axis++) cuts[axis][i] = Cut(axis, i);
            for (int part = 0; part < 1 << cuts.Length; part++)
            {
                (int cell, double share) = Part(i, part);
                if (share == 0) continue;
                double mass = share * columns.ColumnMass[i] / columns.PositionVolume;
                Density[cell] += mass;
                for (int b = 0; b < Momentum.Length; b++)
                {
                    double velocity = columns.Momentum[b][i] / columns.ColumnMass[i];
                    for (int axis = 0; axis < cuts.Length; axis++) velocity += columns.Frames[b][i].Slope(axis) * Away(axis, i, part);
                    Momentum[b][cell] += mass * (lattice.Velocity[b] + velocity);
                }
            }
        }
    }

    /// <summary>One of the 2^d parts of a column: the cell in which it is, and its share of the mass.</summary>
    public (int Cell, double Share) Part(int column, int part)
    {
        double share = 1;
        int cell = 0;
        for (int axis = 0; axis < cuts.Length; axis++)
        {
            bool kept = (part >> axis & 1) == 0;
            share *= kept ? cuts[axis][column].Share : 1 - cuts[axis][column].Share;
            cell = cell * columns.Length(axis) + Cell(axis, columns.Place(axis, column), kept);
        }

        return (cell, share);
    }

    /// <summary>The place along an axis of what is kept in, or given away by, the column of a place; what is beyond an open end stays in the last cell.</summary>
    public int Cell(int axis, int place, bool kept)
    {
        if (kept) return place;
        int length = columns.Length(axis), next = place + (lattice.Offset(axis) > 0 ? 1 : -1);
        return periodic ? (next + length) % length : Math.Clamp(next, 0, length - 1);
    }

    private double Away(int axis, int column, int part) => (part >> axis & 1) == 0 ? cuts[axis][column].Kept : cuts[axis][column].Given;

    private FrameCut Cut(int axis, int column)
    {
        if (lattice.Offset(axis) == 0) return new FrameCut(1, 0, 0);
        Span<double> masses = stackalloc double[2 * Ghosts + 1];
        int length = columns.Length(axis), place = columns.Place(axis, column), line = columns.Line(axis, column);
        for (int k = 0; k < masses.Length; k++)
        {
            int at = place + k - Ghosts;
            if (periodic) at = (at % length + length) % length;
            masses[k] = (uint)at < (uint)length ? columns.ColumnMass[columns.On(axis, line, at)] : 0;
        }

        (double left, double right) = ParabolicReconstruction.OwnFaces(masses);
        double mass = masses[Ghosts];
        return FrameCut.Of(mass, (left, right), 0.5 + (right - left) * (1.0 / 12) / mass, lattice.Offset(axis));
    }
}
