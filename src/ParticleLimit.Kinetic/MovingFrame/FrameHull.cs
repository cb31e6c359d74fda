namespace ParticleLimit.Kinetic;

/// <summary>Where the velocities of a component are, and how far its frames reach.</summary>
/// <param name="From">The least velocity of the initial state, from its mean, which f never passes.</param>
/// <param name="To">The largest.</param>
/// <param name="Reach">S of a frame in standard deviations of the velocities of a column about its centre line.</param>
internal readonly record struct FrameHull(double From, double To, double Reach)
{
    // What is left inside is a point for every purpose.
    private const double NarrowestShare = 5e-10;

    /// <summary>The least S.</summary>
    public double Narrowest => NarrowestShare * (To - From);

    /// <summary>Whether a frame is a point at a wall of the hull.</summary>
    /// <remarks>So is the trifle that remaps put ahead of a front, where only what is as fast as the fastest can be: it has mass and momentum, but its quotient by
    /// the volume of its cells is no value of f.</remarks>
    public bool Presses(VelocityFrame frame) => frame.Scale <= 2 * Narrowest && Math.Min(frame.Centre - From, To - frame.Centre) <= 4 * Narrowest;
}
