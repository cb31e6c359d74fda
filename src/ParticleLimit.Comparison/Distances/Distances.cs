using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The distances between clouds by the names they have in results.csv.</summary>
public static class Distances
{
    /// <summary>Every name that <see cref="Compute"/> knows.</summary>
    public static ImmutableArray<string> Names { get; } =
        ["w1", "w1-position", "w1-velocity", "sliced-w1-position", "sliced-w1-velocity", "sliced-w1", "energy-distance"];

    /// <summary>One distance of two clouds of phase space (2d axes), or of positions alone (d axes).</summary>
    /// <remarks>The same clouds, points in the same order, give the same bits.</remarks>
    /// <param name="measure">One of <see cref="Names"/>.</param>
    /// <param name="a">The first cloud, the particles.</param>
    /// <param name="b">The second cloud, the reference.</param>
    /// <param name="domain">Where positions live; its dimension is d.</param>
    /// <exception cref="ArgumentException">The name is unknown, the clouds have neither d nor 2d axes, or the measure does not exist in this dimension.</exception>
    public static DistanceResult Compute(string measure, PointCloud a, PointCloud b, Domain domain)
    {
        if (!Names.Contains(measure))
            throw new ArgumentException($"There is no distance \"{measure}\"; there are {string.Join(", ", Names)}.", nameof(measure));
        int d = domain.Dimension;
        if (a.Dimension != b.Dimension || (a.Dimension != d && a.Dimension != 2 * d))
            throw new ArgumentException($"Clouds of {a.Dimension} and {b.Dimension} axes do not live over a domain of dimension {d}: {d} or {2 * d} axes do.", nameof(a));
        GroundMetric positions = GroundMetric.ForPositions(domain);
        GroundMetric whole = a.Dimension == d ? positions : GroundMetric.ForPhaseSpace(domain);
        switch (measure)
        {
            case "w1":
                return PhaseSpaceWasserstein.Distance(a, b, whole);
            case "sliced-w1":
                return Sliced(measure, SlicedWasserstein.Distance(a, b, whole));
            case "energy-distance":
                return Sliced(measure, EnergyDistance.Sliced(a, b, whole));
        }

        bool velocity = measure.EndsWith("velocity", StringComparison.Ordinal), sliced = measure.StartsWith("sliced", StringComparison.Ordinal);
        if (velocity && a.Dimension == d) throw new ArgumentException($"\"{measure}\" needs velocities, and the clouds are of positions alone.", nameof(measure));
        if (sliced != d > 1)
            throw new ArgumentException($"\"{measure}\" is for d {(sliced ? "> 1" : "= 1")}; in d = {d} it is \"{(sliced ? measure["sliced-".Length..] : "sliced-" + measure)}\".", nameof(measure));
        PointCloud first = a.Marginal(velocity ? d : 0, d), second = b.Marginal(velocity ? d : 0, d);
        GroundMetric marginal = velocity ? GroundMetric.Euclidean(d) : positions;
        if (sliced) return Sliced(measure, SlicedWasserstein.Distance(first, second, marginal));
        double value = MarginalWasserstein.Distance(first, second, marginal);
        return new DistanceResult(measure, value, value, value, double.IsInfinity(marginal.Periods[0]) ? "sorted, exact on the line" : "median, exact on the circle");
    }

    private static DistanceResult Sliced(string measure, SlicedResult result) =>
        new(measure, result.Value, double.NaN, double.NaN, $"{result.Directions} directions, standard error over directions {result.StandardError:G2}");
}
