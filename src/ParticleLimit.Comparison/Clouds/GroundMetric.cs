using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The Euclidean distance of R^D with the minimum image on the periodic axes.</summary>
public sealed class GroundMetric
{
    /// <summary>The metric with one period per axis, positive infinity where the axis is not periodic.</summary>
    /// <exception cref="ArgumentException">There is no axis, or a period is not positive.</exception>
    public GroundMetric(params ImmutableArray<double> periods)
    {
        if (periods.IsDefaultOrEmpty) throw new ArgumentException("A metric has at least one axis.", nameof(periods));
        foreach (double period in periods)
            if (!(period > 0)) throw new ArgumentException("Periods are positive, or infinite.", nameof(periods));
        Periods = periods;
    }

    /// <summary>D.</summary>
    public int Dimension => Periods.Length;

    /// <summary>The period of each axis.</summary>
    public ImmutableArray<double> Periods { get; }

    /// <summary>The metric of D non-periodic axes.</summary>
    public static GroundMetric Euclidean(int dimension) => new([.. Enumerable.Repeat(double.PositiveInfinity, dimension)]);

    /// <summary>The metric of positions alone.</summary>
    public static GroundMetric ForPositions(Domain domain) => new([.. Enumerable.Range(0, domain.Dimension).Select(domain.Period)]);

    /// <summary>The metric of phase space R^{2d}: the domain's periods on positions, none on velocities.</summary>
    public static GroundMetric ForPhaseSpace(Domain domain) =>
        new([.. ForPositions(domain).Periods, .. Enumerable.Repeat(double.PositiveInfinity, domain.Dimension)]);

    /// <summary>The distance of two points of D coordinates each.</summary>
    /// <exception cref="ArgumentException">A point has not D coordinates.</exception>
    public double Distance(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        if (from.Length != Dimension || to.Length != Dimension) throw new ArgumentException($"Points have {Dimension} coordinates here.");
        double squared = 0;
        for (int axis = 0; axis < Dimension; axis++)
        {
            double gap = Math.Abs(Canonical(from[axis], axis) - Canonical(to[axis], axis));
            gap = Math.Min(gap, Periods[axis] - gap);
            squared += gap * gap;
        }

        return Math.Sqrt(squared);
    }

    /// <summary>The representative of a coordinate in [0, L) on a periodic axis, itself elsewhere.</summary>
    internal double Canonical(double coordinate, int axis)
    {
        double period = Periods[axis];
        if (double.IsInfinity(period)) return coordinate;
        double wrapped = coordinate - period * Math.Floor(coordinate / period);
        return wrapped >= period ? 0 : Math.Max(wrapped, 0);
    }

    /// <summary>The cloud's coordinates, canonical on the periodic axes: shared where an axis is not periodic.</summary>
    internal double[][] Canonical(PointCloud cloud)
    {
        if (cloud.Dimension != Dimension)
            throw new ArgumentException($"The cloud has {cloud.Dimension} axes, the metric {Dimension}.", nameof(cloud));
        return [.. cloud.Coordinates.Select((values, axis) => double.IsInfinity(Periods[axis]) ? values : Array.ConvertAll(values, value => Canonical(value, axis)))];
    }
}
