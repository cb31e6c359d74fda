using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Independent coordinates: a cell's mass is the product of one number for each axis.</summary>
internal sealed class ProductSource : CellSource
{
    private readonly double[][] positions, velocities;
    private readonly double weight;

    /// <summary>Prepares the axes' probabilities.</summary>
    public ProductSource(PhaseLayout layout, ProductState state, Domain domain, double weight)
    {
        this.weight = weight;
        positions = [.. layout.Positions.Select((axis, k) => Probabilities(axis, state.Positions[k], domain.Period(k)))];
        velocities = [.. layout.Velocities.Select((axis, k) => Probabilities(axis, state.Velocities[k], double.PositiveInfinity))];
    }

    /// <inheritdoc/>
    public override void Add(int position, int row, Span<double> masses)
    {
        double factor = weight;
        for (int k = positions.Length - 1; k >= 0; k--)
        {
            factor *= positions[k][position % positions[k].Length];
            position /= positions[k].Length;
        }

        for (int k = velocities.Length - 2; k >= 0; k--)
        {
            factor *= velocities[k][row % velocities[k].Length];
            row /= velocities[k].Length;
        }

        if (factor == 0) return;
        double[] last = velocities[^1];
        for (int k = 0; k < masses.Length; k++) masses[k] += factor * last[k];
    }

    private static double[] Probabilities(GridAxis axis, IMarginal law, double period)
    {
        var probabilities = new double[axis.Cells];
        int first = 0, last = 0;
        if (double.IsFinite(period))
        {
            first = (int)Math.Floor((law.From - axis.To) / period);
            last = (int)Math.Ceiling((law.To - axis.From) / period);
        }

        for (int image = first; image <= last; image++)
        {
            double offset = image == 0 ? 0 : image * period;
            for (int k = 0; k < axis.Cells; k++) probabilities[k] += Math.Max(0, law.Cdf(axis.Face(k + 1) + offset) - law.Cdf(axis.Face(k) + offset));
        }

        return probabilities;
    }
}
