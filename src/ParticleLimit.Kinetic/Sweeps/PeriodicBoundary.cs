namespace ParticleLimit.Kinetic;

/// <summary>The torus: the axis is one period.</summary>
internal readonly struct PeriodicBoundary : IBoundary
{
    /// <inheritdoc/>
    public static bool IsPeriodic => true;
}
