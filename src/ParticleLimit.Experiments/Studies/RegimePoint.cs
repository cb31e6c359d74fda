using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>How a measure falls at one beta of eps = N^(-beta/d).</summary>
/// <param name="Beta">beta.</param>
/// <param name="Fit">Over the whole ladder.</param>
/// <param name="Last">Between its last two rungs.</param>
/// <param name="Predicted">The order predicted for N to infinity.</param>
public sealed record RegimePoint(double Beta, RateFit Fit, RateFit Last, double Predicted);
