namespace ParticleLimit.Kinetic;

/// <summary>A pass over the grid in tiles that do not touch each other's cells.</summary>
internal interface ITileWork
{
    /// <summary>Does one tile.</summary>
    /// <param name="tile">Which.</param>
    /// <param name="worker">The thread of the team that does it, for its own scratch memory.</param>
    void Process(int tile, int worker);
}
