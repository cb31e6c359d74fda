using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Any state with a density: the probability of each cell's box, and of its periodic images.</summary>
internal sealed class BoxSource(PhaseLayout layout, InitialState state, Domain domain, double weight) : CellSource
{
    private readonly int d = layout.Dimension;

    /// <inheritdoc/>
    public override void Add(int position, int row, Span<double> masses)
    {
        Span<double> lower = stackalloc double[2 * d], upper = stackalloc double[2 * d];
        for (int k = d - 1; k >= 0; k--)
        {
            GridAxis axis = layout.Positions[k];
            (lower[k], upper[k]) = (axis.Face(position % axis.Cells), axis.Face(position % axis.Cells + 1));
            position /= axis.Cells;
        }

        for (int k = d - 2; k >= 0; k--)
        {
            GridAxis axis = layout.Velocities[k];
            (lower[d + k], upper[d + k]) = (axis.Face(row % axis.Cells), axis.Face(row % axis.Cells + 1));
            row /= axis.Cells;
        }

        for (int j = 0; j < masses.Length; j++)
        {
            (lower[^1], upper[^1]) = (layout.Velocities[^1].Face(j), layout.Velocities[^1].Face(j + 1));
            masses[j] += weight * Images(0, lower, upper);
        }
    }

    private double Images(int axis, Span<double> lower, Span<double> upper)
    {
        if (axis == d) return state.Probability(lower, upper);
        double period = domain.Period(axis);
        if (double.IsInfinity(period)) return Images(axis + 1, lower, upper);
        (double from, double to) = (lower[axis], upper[axis]);
        double sum = 0;
        for (int image = (int)Math.Floor((state.Support[axis].From - to) / period); from + image * period < state.Support[axis].To; image++)
        {
            (lower[axis], upper[axis]) = (from + image * period, to + image * period);
            sum += Images(axis + 1, lower, upper);
        }

        (lower[axis], upper[axis]) = (from, to);
        return sum;
    }
}
