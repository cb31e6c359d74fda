namespace ParticleLimit.Comparison;

/// <summary>A distance between two clouds.</summary>
/// <param name="Measure">Its name in results.csv.</param>
/// <param name="Value">The distance.</param>
/// <param name="Lower">A certified lower bound; NaN where the method gives none.</param>
/// <param name="Upper">A certified upper bound; NaN where the method gives none.</param>
/// <param name="Method">How it was computed.</param>
public sealed record DistanceResult(string Measure, double Value, double Lower, double Upper, string Method);
