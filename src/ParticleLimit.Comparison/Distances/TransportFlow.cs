namespace ParticleLimit.Comparison;

/// <summary>The mass that a transport plan takes from one point to another.</summary>
/// <param name="From">The point of the first cloud.</param>
/// <param name="To">The point of the second cloud.</param>
/// <param name="Mass">Positive; the masses of a plan sum to one.</param>
public readonly record struct TransportFlow(int From, int To, double Mass);
