namespace ParticleLimit.Kinetic;

/// <summary>What lies beyond the ends of a position axis; a type, so that the sweep is compiled for each.</summary>
internal interface IBoundary
{
    /// <summary>Whether what leaves through one end enters through the other; if not, it has left.</summary>
    static abstract bool IsPeriodic { get; }
}
