namespace ParticleLimit.Kinetic;

/// <summary>Parabolas in x through the masses of a solution in a moving frame.</summary>
/// <remarks>The parabola of a cell goes through what the two columns on each side hold between the same two curves in phase space, those that are the lower and the
/// upper face of the cell where it stands: frames of neighbouring columns may differ as they like.</remarks>
/// <param name="columns">The solution.</param>
/// <param name="periodic">Whether the position axis is one period of a torus.</param>
internal sealed class FrameNeighbours(FrameColumns columns, bool periodic)
{
    private const int Ghosts = ParabolicReconstruction.Ghosts, Stencil = 2 * Ghosts + 1;

    private readonly double[] lower = new double[columns.Mass.Length], upper = new double[columns.Mass.Length];
    private readonly double[] under = new double[Stencil * (columns.Velocities + 1)]; // the masses of a column and its neighbours under its faces

    /// <summary>The values of the parabola of a cell, counted as in <see cref="FrameColumns.Mass"/>, at its left and its right face.</summary>
    public (double Left, double Right) Parabola(int cell) => (lower[cell], upper[cell]);

    /// <summary>The position cell of a number, wrapped on a torus; -1 outside an open axis.</summary>
    public int Index(int position)
    {
        int n = columns.Positions;
        if ((uint)position < (uint)n) return position;
        return periodic ? (position % n + n) % n : -1;
    }

    /// <summary>Draws the parabolas anew.</summary>
    public void Reconstruct()
    {
        int m = columns.Velocities;
        Span<double> line = stackalloc double[Stencil];
        for (int i = 0; i < columns.Positions; i++)
        {
            if (columns.ColumnMass[i] == 0) continue;
            for (int k = 0; k < Stencil; k++) FillUnder(under.AsSpan(k * (m + 1), m + 1), i, k - Ghosts);
            for (int j = 0; j < m; j++)
            {
                for (int k = 0; k < Stencil; k++) line[k] = k == Ghosts ? columns.Mass[i * m + j] : under[k * (m + 1) + j + 1] - under[k * (m + 1) + j];
                ParabolicReconstruction.Fill(line, lower.AsSpan(i * m + j, 1), upper.AsSpan(i * m + j, 1));
            }
        }
    }

    // The mass of a neighbour under the continued faces of a column: their slope goes over to the neighbour's on the way.
    private void FillUnder(Span<double> row, int i, int offset)
    {
        int at = Index(i + offset);
        if (offset == 0) return;
        if (at < 0 || columns.ColumnMass[at] == 0)
        {
            row.Clear();
            return;
        }

        (VelocityFrame own, VelocityFrame other) = (columns.Frames[i], columns.Frames[at]);
        double centre = (own.Centre + 0.5 * (own.Slope + other.Slope) * offset - other.Centre) / other.Scale, scale = own.Scale / other.Scale;
        for (int j = 0; j < row.Length; j++) row[j] = columns.Under(at, centre + scale * columns.Face(j));
    }
}
