using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ParticleLimit.Comparison;

/// <summary>The cumulative distributions of a density of phase space, d = 1, projected on lines; a periodic x goes through <see cref="TorusEmbedding"/>.</summary>
/// <remarks>No sample of the density takes part: a column of its cells, on which x is as good as linear along the line, has for distribution the mean over the column's width of the column's own distribution of velocities,
/// a difference of two integrals of it, quadratic in each cell. A column of the circle is short enough, and its mean place kept, that its arc is straight to a hundred-thousandth of the circle.</remarks>
internal sealed class DensityProjector
{
    private const int LeastBins = 4096, LeastColumns = 256;

    // Where a column is narrower than this part of the line, the difference of integrals would lose nine digits.
    private const double Narrow = 1e-7;

    private const double Rounding = 1e-12;

    // On a line across the velocities a cell has no length; its inverse is still a number.
    private const double LeastCell = 1e-290;

    private static readonly ConditionalWeakTable<CellDensity, ConcurrentDictionary<(double Period, int Directions), Lazy<ImmutableArray<ProjectedDensity>>>> Known = [];

    private readonly CellDensity density;
    private readonly double period;
    private readonly int cuts;
    private readonly DensityColumn[] columns;

    private DensityProjector(CellDensity density, double period)
    {
        (this.density, this.period) = (density, period);
        int count = density.Masses.GetLength(0);
        cuts = double.IsInfinity(period) ? 1 : (int)Math.Ceiling(LeastColumns * density.PositionStep / period);
        columns = [.. Enumerable.Range(0, count).Select(i => DensityColumn.Of(density.Masses, i)).OfType<DensityColumn>()];
    }

    /// <summary>The projections on the <see cref="SphereDirections"/> of phase space as <see cref="TorusEmbedding"/> has it; made once for a density.</summary>
    /// <exception cref="ArgumentException">The density is wider than the period.</exception>
    public static ImmutableArray<ProjectedDensity> Project(CellDensity density, GroundMetric metric, int directions, int threads)
    {
        double period = metric.Periods[0];
        if (!density.FitsIn(period)) throw new ArgumentException("The density is wider than the period.", nameof(density));
        return Known.GetOrCreateValue(density).GetOrAdd((period, directions), _ => new Lazy<ImmutableArray<ProjectedDensity>>(() =>
        {
            var projector = new DensityProjector(density, period);
            double[][] lines = SphereDirections.Generate(double.IsInfinity(period) ? 2 : 3, directions);
            var projections = new ProjectedDensity[lines.Length];
            Parallel.For(0, lines.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, k => projections[k] = projector.Along(lines[k]));
            return [.. projections];
        })).Value;
    }

    private ProjectedDensity Along(double[] direction)
    {
        if (direction[^1] < 0) return Along([.. direction.Select(component => -component)]).Mirrored;
        double slope = direction[^1], cell = Math.Max(slope * density.VelocityStep, LeastCell);
        var parts = new (DensityColumn Column, double Low, double High)[columns.Length * cuts];
        double from = double.PositiveInfinity, to = double.NegativeInfinity;
        for (int part = 0; part < parts.Length; part++)
        {
            DensityColumn column = columns[part / cuts];
            double left = density.PositionFrom + (column.Index + part % cuts / (double)cuts) * density.PositionStep;
            (double low, double high) = Interval(direction, left, left + density.PositionStep / cuts);
            double bottom = slope * (density.VelocityFrom + column.Bottom * density.VelocityStep);
            parts[part] = (column, low + bottom, high + bottom);
            (from, to) = (Math.Min(from, low + bottom), Math.Max(to, high + bottom + cell * column.Height));
        }

        // Nodes that divide a cell see it alike everywhere.
        double range = to - from, perCell = Math.Ceiling(LeastBins * cell / range);
        bool fine = cell * LeastBins >= range;
        double step = fine ? cell / perCell : range / LeastBins;
        var nodes = new ColumnSum(from, step, (int)Math.Ceiling(range / step * (1 - Rounding)) + 1, fine ? (int)perCell : 1, Narrow * range);
        foreach ((DensityColumn column, double low, double high) in parts) nodes.Add(column, low, high, cell);
        double[] cumulative = nodes.Finish(1.0 / cuts);
        (cumulative[0], cumulative[^1]) = (0, 1);
        return new ProjectedDensity(from, step, cumulative);
    }

    /// <summary>Where the line takes an interval of x; of an arc, the chord's length about the arc's mean.</summary>
    private (double Low, double High) Interval(double[] direction, double left, double right)
    {
        if (double.IsInfinity(period)) return direction[0] > 0 ? (direction[0] * left, direction[0] * right) : (direction[0] * right, direction[0] * left);
        double radius = period / (2 * Math.PI);
        (double sineLeft, double cosineLeft) = Math.SinCos(left / radius);
        (double sineRight, double cosineRight) = Math.SinCos(right / radius);
        double mean = radius * radius / (right - left) * (direction[0] * (sineRight - sineLeft) - direction[1] * (cosineRight - cosineLeft));
        double half = radius / 2 * Math.Abs(direction[0] * (cosineRight - cosineLeft) + direction[1] * (sineRight - sineLeft));
        return (mean - half, mean + half);
    }
}
