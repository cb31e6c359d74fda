namespace ParticleLimit.Kinetic;

/// <summary>One component of the velocities of a column, from the mean velocity of the solution: U + A (x - x0) + S w with w in [-1, 1], where x counts cells and x0 is the
/// column's centre of mass.</summary>
/// <param name="Centre">U.</param>
/// <param name="Slope0">A along the first position axis, a velocity per cell.</param>
/// <param name="Slope1">A along the second; 0 in d = 1.</param>
/// <param name="Scale">S, positive.</param>
internal readonly record struct VelocityFrame(double Centre, double Slope0, double Slope1, double Scale)
{
    /// <summary>A along a position axis.</summary>
    public double Slope(int axis) => axis == 0 ? Slope0 : Slope1;

    /// <summary>Where v -> u + q (v - u) takes the frame.</summary>
    /// <param name="mean">u at x0; within the cell it has the slopes of the frame, which therefore stay.</param>
    /// <param name="factor">q.</param>
    public VelocityFrame Contracted(double mean, double factor) => this with { Centre = mean + factor * (Centre - mean), Scale = factor * Scale };
}
