namespace ParticleLimit.Kinetic;

/// <summary>The alignment force -gamma (rho v - rho u) at any position, by the cubic through four cell centres.</summary>
/// <remarks>Written with rho u, the force needs no division and vanishes with the density at the edge of the support.</remarks>
internal sealed class CharacteristicField(GridAxis axis, bool periodic)
{
    public double[] Density { get; } = new double[axis.Cells];

    public double[] Momentum { get; } = new double[axis.Cells];

    public (double Density, double Momentum) At(double position)
    {
        double place = (position - axis.From) / axis.Width - 0.5;
        double floor = Math.Floor(place);
        double s = place - floor;
        if (!periodic && (floor < -2 || floor > axis.Cells)) return (0, 0);
        int cell = (int)(periodic ? floor - axis.Cells * Math.Floor(floor / axis.Cells) : floor);
        double w0 = -s * (s - 1) * (s - 2) / 6, w1 = (s + 1) * (s - 1) * (s - 2) / 2, w2 = -(s + 1) * s * (s - 2) / 2, w3 = (s + 1) * s * (s - 1) / 6;
        return (
            w0 * Cell(Density, cell - 1) + w1 * Cell(Density, cell) + w2 * Cell(Density, cell + 1) + w3 * Cell(Density, cell + 2),
            w0 * Cell(Momentum, cell - 1) + w1 * Cell(Momentum, cell) + w2 * Cell(Momentum, cell + 1) + w3 * Cell(Momentum, cell + 2));
    }

    private double Cell(double[] values, int cell)
    {
        if ((uint)cell < (uint)values.Length) return values[cell];
        return periodic ? values[(cell + values.Length) % values.Length] : 0;
    }
}
