namespace ParticleLimit.Kinetic;

/// <summary>Free space: nothing is beyond the ends, and what crosses them is counted in a ledger.</summary>
internal readonly struct OpenBoundary : IBoundary
{
    /// <inheritdoc/>
    public static bool IsPeriodic => false;
}
