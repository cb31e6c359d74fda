using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>The mass that has left the grid through each side of its positions. Velocities contract towards means inside the grid, so none leaves there.</summary>
/// <param name="Lower">Through the lower end of each position axis.</param>
/// <param name="Upper">Through the upper end of each position axis.</param>
public sealed record BoundaryLedger(ImmutableArray<double> Lower, ImmutableArray<double> Upper)
{
    /// <summary>Through all sides.</summary>
    public double Total => Lower.Sum() + Upper.Sum();
}
