using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>The observables of Proposition 2.1 at one time.</summary>
/// <param name="Mass">int f.</param>
/// <param name="Momentum">int v f, d numbers.</param>
/// <param name="Energy">int |v|^2 f, without a half.</param>
/// <param name="Temperature">Energy about the mean velocity: int |v - vbar|^2 f.</param>
/// <param name="VelocityRadius">R(t) = sup |v| over the support.</param>
/// <param name="Entropy">H[f] = int f log f; NaN where there is no density (particles, mono-kinetic).</param>
public sealed record Observables(
    double Mass, ImmutableArray<double> Momentum, double Energy, double Temperature, double VelocityRadius, double Entropy);
