namespace ParticleLimit.Kinetic;

/// <summary>Interpolation by the cubic through the four cell centres around a position; zero far outside an open axis.</summary>
/// <param name="axis">The axis.</param>
/// <param name="periodic">Whether it is one period of a circle.</param>
internal readonly struct CubicStencil(GridAxis axis, bool periodic)
{
    /// <summary>The number of cells that take part.</summary>
    public const int Points = 4;

    /// <summary>Finds the cells around a position and their weights; a cell of -1 lies outside and counts as zero.</summary>
    public void At(double position, Span<int> cells, Span<double> weights)
    {
        double place = (position - axis.From) / axis.Width - 0.5, floor = Math.Floor(place), s = place - floor;
        weights[0] = -s * (s - 1) * (s - 2) / 6;
        weights[1] = (s + 1) * (s - 1) * (s - 2) / 2;
        weights[2] = -(s + 1) * s * (s - 2) / 2;
        weights[3] = (s + 1) * s * (s - 1) / 6;
        for (int k = 0; k < Points; k++)
        {
            double cell = floor - 1 + k;
            if (periodic) cell -= axis.Cells * Math.Floor(cell / axis.Cells);
            cells[k] = cell >= 0 && cell < axis.Cells ? (int)cell : -1;
        }
    }
}
