namespace ParticleLimit.Particles;

/// <summary>d = 2.</summary>
internal readonly struct TwoDimensions : ISpaceDimension
{
    /// <inheritdoc/>
    public static int Value => 2;
}
