namespace ParticleLimit.Kinetic;

/// <summary>The exact shift x -> x + s of a row of cell averages, remapped conservatively; any s.</summary>
internal sealed class ShiftRemap(int cells, bool periodic)
{
    private const int Ghosts = ParabolicReconstruction.Ghosts;

    private readonly double[] padded = new double[cells + 2 * Ghosts];
    private readonly double[] left = new double[cells];
    private readonly double[] right = new double[cells];
    private readonly double[] crossing = new double[cells];

    /// <summary>Shifts a row in place.</summary>
    /// <param name="row">Cell averages.</param>
    /// <param name="shift">In cell widths.</param>
    /// <returns>The mass, in cell widths, that left through the lower and the upper end; zero on a periodic axis.</returns>
    public (double Lower, double Upper) Apply(Span<double> row, double shift)
    {
        if (shift == 0) return (0, 0);
        double whole = Math.Floor(shift);
        double fraction = shift - whole;
        if (!periodic && Math.Abs(whole) > cells + 1) whole = Math.Sign(whole) * (cells + 1);
        int move = periodic ? (int)(whole - cells * Math.Floor(whole / cells)) : (int)whole;
        row.CopyTo(padded.AsSpan(Ghosts));
        for (int g = 0; g < Ghosts; g++)
        {
            padded[g] = periodic ? row[cells - Ghosts + g] : 0;
            padded[cells + Ghosts + g] = periodic ? row[g] : 0;
        }

        ParabolicReconstruction.Fill(padded, left, right);
        for (int k = 0; k < cells; k++)
        {
            // What crosses from cell k into the next one after the whole cells: its upper part.
            double a = padded[k + Ghosts];
            crossing[k] = Math.Clamp(a - ParabolicReconstruction.LowerPart(a, left[k], right[k], 1 - fraction), 0, a);
        }

        if (periodic)
        {
            for (int i = 0; i < cells; i++)
            {
                int from = i - move;
                if (from < 0) from += cells;
                int below = from == 0 ? cells - 1 : from - 1;
                row[i] = padded[from + Ghosts] - crossing[from] + crossing[below];
            }

            return (0, 0);
        }

        for (int i = 0; i < cells; i++)
        {
            int from = i - move;
            double stays = from >= 0 && from < cells ? padded[from + Ghosts] - crossing[from] : 0;
            double arrives = from >= 1 && from <= cells ? crossing[from - 1] : 0;
            row[i] = stays + arrives;
        }

        // Summed from the cells that leave, not as a difference of totals, so that nothing leaving is exactly zero.
        double lost = 0;
        for (int k = 0; k < cells; k++)
        {
            int to = k + move;
            if (to < 0 || to >= cells) lost += padded[k + Ghosts] - crossing[k];
            if (to + 1 < 0 || to + 1 >= cells) lost += crossing[k];
        }

        return shift > 0 ? (0, lost) : (lost, 0);
    }
}
