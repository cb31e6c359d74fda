namespace ParticleLimit.Comparison;

/// <summary>A mean over directions.</summary>
/// <param name="Value">The distance.</param>
/// <param name="StandardError">An upper estimate of the error that comes from the finite number of directions; zero where one direction is enough.</param>
/// <param name="Directions">K.</param>
public sealed record SlicedResult(double Value, double StandardError, int Directions);
