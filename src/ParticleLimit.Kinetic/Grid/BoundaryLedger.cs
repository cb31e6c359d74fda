namespace ParticleLimit.Kinetic;

/// <summary>The mass that has left the grid through each side. Velocities contract towards a mean inside the grid, so none leaves there.</summary>
/// <param name="LowerPosition">Through the lower end of the position axis.</param>
/// <param name="UpperPosition">Through the upper end of the position axis.</param>
public readonly record struct BoundaryLedger(double LowerPosition, double UpperPosition)
{
    /// <summary>Through all sides.</summary>
    public double Total => LowerPosition + UpperPosition;
}
