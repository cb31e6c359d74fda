namespace ParticleLimit.Comparison;

/// <summary>A distance between two clouds.</summary>
/// <param name="Measure">Its name in results.csv.</param>
/// <param name="Value">The distance.</param>
/// <param name="Lower">A certified lower bound; NaN where the method gives none.</param>
/// <param name="Upper">A certified upper bound; NaN where the method gives none.</param>
/// <param name="Method">How it was computed.</param>
public sealed record DistanceResult(string Measure, double Value, double Lower, double Upper, string Method)
{
    /// <summary>An unbiased estimate of the squared distance, if the first cloud is of independent draws and the second exact; it may be negative. NaN where no formula gives one.</summary>
    public double UnbiasedSquare { get; init; } = double.NaN;

    /// <summary>The same distance of as many independent draws of the second cloud's law, root mean square or mean, by a formula; NaN where none gives it.</summary>
    public double Floor { get; init; } = double.NaN;

    /// <summary>An upper estimate of the value's error from the finite number of directions of a mean over them; NaN where there is no such mean.</summary>
    public double StandardError { get; init; } = double.NaN;

    /// <summary>Where a simplex gave an exact transport, how far its potentials exceeded the cost of an arc at worst, in units of cost, before they were made feasible; else NaN.</summary>
    public double LargestViolation { get; init; } = double.NaN;
}
