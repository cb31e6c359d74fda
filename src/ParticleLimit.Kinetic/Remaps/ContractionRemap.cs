namespace ParticleLimit.Kinetic;

/// <summary>The exact contraction v -> u + q (v - u), 0 &lt; q &lt;= 1, of a column of cell averages, remapped with its mass and momentum.</summary>
internal sealed class ContractionRemap(GridAxis axis)
{
    private readonly MonotoneRemap remap = new(axis);
    private readonly double[] departures = new double[axis.Cells + 1];
    private readonly double[] centres = axis.Centres();

    /// <summary>Contracts a column in place.</summary>
    /// <param name="column">Cell averages.</param>
    /// <param name="mean">u, inside the axis.</param>
    /// <param name="factor">q.</param>
    public void Apply(Span<double> column, double mean, double factor)
    {
        double origin = (mean - axis.From) / axis.Width, stretch = 1 / factor, momentum = 0;
        for (int j = 0; j < departures.Length; j++) departures[j] = origin + (j - origin) * stretch;
        for (int j = 0; j < column.Length; j++) momentum += centres[j] * column[j];
        remap.Apply(column, departures, momentum);
    }
}
