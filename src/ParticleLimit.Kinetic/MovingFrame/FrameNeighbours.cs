namespace ParticleLimit.Kinetic;

/// <summary>Parabolas in x through the masses of a line of columns.</summary>
/// <remarks>The parabola of a cell goes through what the two columns on each side hold between the same curves in phase space, those that are the faces of the cell
/// where it stands: frames of neighbouring columns may differ as they like.</remarks>
/// <param name="columns">The solution.</param>
/// <param name="periodic">Whether the position axes are one period of a torus each.</param>
internal sealed class FrameNeighbours(FrameColumns columns, bool periodic)
{
    private const int Ghosts = ParabolicReconstruction.Ghosts, Stencil = 2 * Ghosts + 1;

    private readonly double[] lower = new double[Longest(columns) * columns.Block], upper = new double[Longest(columns) * columns.Block];
    private readonly double[][] held = [.. Enumerable.Range(0, Stencil).Select(_ => new double[columns.Block])]; // by a column and its neighbours, between the faces of its cells
    private readonly double[] centres = new double[Longest(columns)], guesses = new double[Longest(columns)];
    private readonly FrameScratch scratch = new(columns.Cells);

    /// <summary>The values of the parabola of a cell, [place on the line][w], counted as in <see cref="FrameColumns.Mass"/>, at its left and its right face.</summary>
    public (double Left, double Right) Parabola(int cell) => (lower[cell], upper[cell]);

    /// <summary>The centre of mass of a column, from its left face, in cells.</summary>
    public double Centre(int place) => centres[place];

    /// <summary>The place of a number on a line, wrapped on a torus; -1 outside an open axis.</summary>
    public int Index(int axis, int place)
    {
        int n = columns.Length(axis);
        if ((uint)place < (uint)n) return place;
        return periodic ? (place % n + n) % n : -1;
    }

    /// <summary>Draws the parabolas of a line along an axis.</summary>
    public void Reconstruct(int axis, int line)
    {
        int block = columns.Block;
        Span<double> values = stackalloc double[Stencil];
        for (int i = 0; i < columns.Length(axis); i++) guesses[i] = Guess(axis, line, i, values);
        for (int i = 0; i < columns.Length(axis); i++)
        {
            int column = columns.On(axis, line, i);
            if (columns.ColumnMass[column] == 0) continue;
            columns.Column(column).CopyTo(held[Ghosts]);
            for (int offset = -Ghosts; offset <= Ghosts; offset++)
                if (offset != 0) Take(axis, line, i, offset);
            double moment = 0;
            for (int cell = 0; cell < block; cell++)
            {
                for (int k = 0; k < Stencil; k++) values[k] = held[k][cell];
                int at = i * block + cell;
                (lower[at], upper[at]) = ParabolicReconstruction.OwnFaces(values);
                moment += 0.5 * values[Ghosts] + (upper[at] - lower[at]) * (1.0 / 12);
            }

            centres[i] = moment / columns.ColumnMass[column];
        }
    }

    // The centre of mass of a column from the masses of its neighbours alone: near enough to tell how far apart two columns are.
    private double Guess(int axis, int line, int place, Span<double> masses)
    {
        for (int k = 0; k < Stencil; k++) masses[k] = Index(axis, place + k - Ghosts) is >= 0 and int at ? columns.ColumnMass[columns.On(axis, line, at)] : 0;
        if (masses[Ghosts] == 0) return 0.5;
        (double left, double right) = ParabolicReconstruction.OwnFaces(masses);
        return 0.5 + (right - left) * (1.0 / 12) / masses[Ghosts];
    }

    // What a neighbour holds between the continued faces of a column, whose slope goes over to the neighbour's on the way.
    private void Take(int axis, int line, int place, int offset)
    {
        double[] result = held[offset + Ghosts];
        int at = Index(axis, place + offset), column = columns.On(axis, line, place), neighbour = at < 0 ? -1 : columns.On(axis, line, at);
        if (neighbour < 0 || columns.ColumnMass[neighbour] == 0)
        {
            Array.Clear(result);
            return;
        }

        double apart = offset + guesses[at] - guesses[place];
        columns.Column(neighbour).CopyTo(result);
        for (int b = 0; b < columns.Dimension; b++)
        {
            (VelocityFrame own, VelocityFrame other) = (columns.Frames[b][column], columns.Frames[b][neighbour]);
            double centre = (own.Centre + 0.5 * (own.Slope(axis) + other.Slope(axis)) * apart - other.Centre) / other.Scale, scale = own.Scale / other.Scale;
            for (int k = 0; k < columns.Block / columns.Cells; k++) Take(result, columns.Start(b, k), columns.Stride(b), centre, scale);
        }
    }

    // Replaces the masses of a line of cells by what is between other faces.
    private void Take(double[] masses, int start, int stride, double centre, double scale)
    {
        double sum = 0;
        for (int j = 0; j < columns.Cells; j++)
        {
            (scratch.Padded[j + Ghosts], scratch.Below[j]) = (masses[start + j * stride], sum);
            sum += masses[start + j * stride];
        }

        if (sum == 0) return;
        scratch.Below[^1] = sum;
        ParabolicReconstruction.Fill(scratch.Padded, scratch.Lower, scratch.Upper);
        double before = Under(centre - scale);
        for (int j = 0; j < columns.Cells; j++)
        {
            double upTo = Under(centre + scale * columns.Face(j + 1));
            masses[start + j * stride] = Math.Max(0, upTo - before);
            before = upTo;
        }
    }

    private double Under(double w)
    {
        double place = (w + 1) / columns.Width;
        if (!(place > 0)) return 0;
        int j = (int)Math.Min(place, columns.Cells);
        if (j == columns.Cells) return scratch.Below[j];
        double own = scratch.Padded[j + Ghosts];
        return scratch.Below[j] + Math.Clamp(ParabolicReconstruction.LowerPart(own, scratch.Lower[j], scratch.Upper[j], place - j), 0, own);
    }

    private static int Longest(FrameColumns columns) => Enumerable.Range(0, columns.Dimension).Max(columns.Length);
}
