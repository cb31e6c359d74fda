namespace ParticleLimit.Kinetic;

/// <summary>A uniform axis of cells.</summary>
public sealed record GridAxis
{
    /// <summary>An axis from one end to the other.</summary>
    /// <exception cref="ArgumentException">The ends are not finite and ascending, or there are fewer than 4 cells.</exception>
    public GridAxis(double from, double to, int cells)
    {
        if (!(double.IsFinite(from) && double.IsFinite(to) && from < to)) throw new ArgumentException($"An axis from {from} to {to} is not finite and ascending.");
        if (cells < 4) throw new ArgumentException($"An axis of {cells} cells: at least 4 are needed.", nameof(cells));
        (From, To, Cells) = (from, to, cells);
    }

    /// <summary>Lower end.</summary>
    public double From { get; }

    /// <summary>Upper end.</summary>
    public double To { get; }

    /// <summary>Number of cells.</summary>
    public int Cells { get; }

    /// <summary>The width of a cell.</summary>
    public double Width => (To - From) / Cells;

    /// <summary>The centre of a cell.</summary>
    public double Centre(int cell) => From + (cell + 0.5) * Width;

    /// <summary>The lower face of a cell; of <see cref="Cells"/> the upper end.</summary>
    public double Face(int face) => From + (To - From) * face / Cells;

    /// <summary>All centres.</summary>
    public double[] Centres() => [.. Enumerable.Range(0, Cells).Select(Centre)];
}
