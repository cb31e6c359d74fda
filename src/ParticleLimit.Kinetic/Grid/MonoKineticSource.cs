using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A mono-kinetic state f0 = rho0(x) delta(v - u0(x)), smeared in each velocity over three cells by the quadratic B-spline, which keeps mass
/// and momentum. A position cell is cut into smaller parts, so that the smeared sheet follows u0 within it.</summary>
internal sealed class MonoKineticSource : CellSource
{
    private readonly PhaseLayout layout;
    private readonly MonoKineticState state;
    private readonly (double Place, double Mass)[][][] parts; // [axis][cell][part], periodic images included
    private readonly double weight;

    /// <summary>Cuts the cells of each axis into parts.</summary>
    public MonoKineticSource(PhaseLayout layout, MonoKineticState state, Domain domain, double weight)
    {
        (this.layout, this.state, this.weight) = (layout, state, weight);
        int count = layout.Dimension switch { 1 => 32, 2 => 6, _ => 2 };
        parts = [.. layout.Positions.Select((axis, k) => Parts(axis, state.Positions[k], domain.Period(k), count))];
    }

    /// <inheritdoc/>
    public override void Add(int position, int row, Span<double> masses)
    {
        int d = layout.Dimension;
        Span<int> cells = stackalloc int[d], velocities = stackalloc int[d];
        for (int k = d - 1; k >= 0; k--) (cells[k], position) = (position % layout.Positions[k].Cells, position / layout.Positions[k].Cells);
        for (int k = d - 2; k >= 0; k--) (velocities[k], row) = (row % layout.Velocities[k].Cells, row / layout.Velocities[k].Cells);
        Add(0, weight, cells, velocities, stackalloc double[d], stackalloc double[d], masses);
    }

    private void Add(int axis, double mass, ReadOnlySpan<int> cells, ReadOnlySpan<int> velocities, Span<double> place, Span<double> velocity, Span<double> masses)
    {
        if (axis < cells.Length)
        {
            foreach ((double at, double share) in parts[axis][cells[axis]])
            {
                place[axis] = at;
                Add(axis + 1, mass * share, cells, velocities, place, velocity, masses);
            }

            return;
        }

        state.Field.At(place, velocity);
        for (int k = 0; k < cells.Length - 1; k++) mass *= Spline(layout.Velocities[k], velocity[k], velocities[k]);
        if (mass == 0) return;
        GridAxis last = layout.Velocities[^1];
        int middle = (int)Math.Floor((velocity[^1] - last.From) / last.Width);
        for (int cell = Math.Max(0, middle - 1); cell <= Math.Min(last.Cells - 1, middle + 1); cell++) masses[cell] += mass * Spline(last, velocity[^1], cell);
    }

    /// <summary>The share of a point's mass that a cell receives.</summary>
    private static double Spline(GridAxis axis, double velocity, int cell)
    {
        double distance = Math.Abs((velocity - axis.From) / axis.Width - cell - 0.5);
        return distance <= 0.5 ? 0.75 - distance * distance : distance < 1.5 ? 0.5 * (1.5 - distance) * (1.5 - distance) : 0;
    }

    private static (double Place, double Mass)[][] Parts(GridAxis axis, IMarginal law, double period, int count)
    {
        (int first, int last) = double.IsFinite(period) ? ((int)Math.Floor((law.From - axis.To) / period), (int)Math.Ceiling((law.To - axis.From) / period)) : (0, 0);
        var parts = new (double, double)[axis.Cells][];
        for (int cell = 0; cell < axis.Cells; cell++)
        {
            var own = new List<(double, double)>();
            for (int image = first; image <= last; image++)
            {
                double offset = image == 0 ? 0 : image * period, from = axis.Face(cell) + offset, width = axis.Face(cell + 1) - axis.Face(cell);
                for (int part = 0; part < count; part++)
                {
                    double lower = Math.Max(law.From, from + width * part / count), upper = Math.Min(law.To, from + width * (part + 1) / count);
                    double mass = lower < upper ? law.Cdf(upper) - law.Cdf(lower) : 0;
                    if (mass > 0) own.Add((0.5 * (lower + upper), mass));
                }
            }

            parts[cell] = [.. own];
        }

        return parts;
    }
}
