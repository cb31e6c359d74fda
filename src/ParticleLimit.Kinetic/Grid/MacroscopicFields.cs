namespace ParticleLimit.Kinetic;

/// <summary>rho and rho u in each cell of the position grid.</summary>
internal sealed class MacroscopicFields
{
    private readonly int[] cells;

    /// <summary>Fields of zero.</summary>
    public MacroscopicFields(PhaseLayout layout)
    {
        cells = [.. layout.Positions.Select(axis => axis.Cells)];
        Density = new double[layout.PositionCells];
        Momentum = [.. layout.Positions.Select(_ => new double[layout.PositionCells])];
    }

    /// <summary>rho, the last position axis contiguous.</summary>
    public double[] Density { get; }

    /// <summary>rho u: [axis][position].</summary>
    public double[][] Momentum { get; }

    /// <summary>Whether a position cell holds mass.</summary>
    public bool IsOccupied(int position) => Density[position] > 0;

    /// <summary>Sets all to zero.</summary>
    public void Clear()
    {
        Array.Clear(Density);
        foreach (double[] component in Momentum) Array.Clear(component);
    }

    /// <summary>Draws the positions of a box tight around the density, which is zero outside it.</summary>
    /// <exception cref="ArithmeticException">The density is not finite somewhere.</exception>
    public void Tighten(ActiveBox box)
    {
        int d = cells.Length;
        Span<int> from = stackalloc int[d], to = stackalloc int[d];
        from.Fill(int.MaxValue);
        to.Clear();
        for (int p = 0; p < Density.Length; p++)
        {
            if (Density[p] == 0) continue;
            if (!double.IsFinite(Density[p])) throw new ArithmeticException($"The density became {Density[p]} in position cell {p}.");
            int rest = p;
            for (int k = d - 1; k >= 0; k--)
            {
                int at = rest % cells[k];
                rest /= cells[k];
                from[k] = Math.Min(from[k], at);
                to[k] = Math.Max(to[k], at + 1);
            }
        }

        for (int k = 0; k < d; k++) (box.PositionStart[k], box.PositionEnd[k]) = (Math.Min(from[k], to[k]), to[k]);
    }
}
