namespace ParticleLimit.Kinetic;

/// <summary>The velocities v = U + A (x - x0) + S w of a position cell, w in [-1, 1], where x counts cells and x0 is the centre of its mass.</summary>
/// <param name="Centre">U.</param>
/// <param name="Slope">A, a velocity per cell.</param>
/// <param name="Scale">S, positive.</param>
internal readonly record struct VelocityFrame(double Centre, double Slope, double Scale)
{
    /// <summary>Where v -> u + q (v - u) takes the frame.</summary>
    /// <param name="mean">u at x0; along the cell it has the slope of the frame, which therefore stays.</param>
    /// <param name="factor">q.</param>
    public VelocityFrame Contracted(double mean, double factor) => this with { Centre = mean + factor * (Centre - mean), Scale = factor * Scale };
}
