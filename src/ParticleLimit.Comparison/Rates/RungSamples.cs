using System.Collections.Immutable;

namespace ParticleLimit.Comparison;

/// <summary>The values of one measure at one time on one rung of the ladder.</summary>
/// <param name="Particles">N.</param>
/// <param name="Values">One value for each replica; their order does not matter.</param>
public sealed record RungSamples(int Particles, ImmutableArray<double> Values);
