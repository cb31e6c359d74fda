using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>The distances between clouds by the names they have in results.csv.</summary>
public static class Distances
{
    /// <summary>Every name that <see cref="Compute"/> knows.</summary>
    public static ImmutableArray<string> Names { get; } =

    [
        "w1", "w2", "bounded-lipschitz", "w1-position", "w1-velocity", "sliced-w1-position", "sliced-w1-velocity", "sliced-w1", "max-sliced-w1", "energy-distance", "h-minus-s", "mmd", "mmd-laplace",
        "kolmogorov-position", "kolmogorov-velocity", "l1-histogram", "l1-density",
    ];

    /// <summary>One distance of two clouds; <see cref="CloudComparison"/> gives several for less.</summary>
    /// <exception cref="ArgumentException">The name is unknown, the clouds have neither d nor 2d axes, or the measure does not exist in this dimension.</exception>
    public static DistanceResult Compute(string measure, PointCloud a, PointCloud b, Domain domain) => new CloudComparison(a, b, domain).Compute(measure);
}
