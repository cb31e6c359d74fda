namespace ParticleLimit.Kinetic;

/// <summary>Where the velocities of a component are, and how far its frames reach.</summary>
/// <param name="From">The least velocity of the initial state, which f never passes.</param>
/// <param name="To">The largest.</param>
/// <param name="Reach">S of a frame in standard deviations of the velocities of a column about its centre line.</param>
internal readonly record struct FrameHull(double From, double To, double Reach)
{
    // What is left inside is a point for every purpose.
    private const double NarrowestShare = 5e-10;

    /// <summary>The least S.</summary>
    public double Narrowest => NarrowestShare * (To - From);
}
