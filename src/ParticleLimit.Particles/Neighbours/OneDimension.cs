namespace ParticleLimit.Particles;

/// <summary>d = 1.</summary>
internal readonly struct OneDimension : ISpaceDimension
{
    /// <inheritdoc/>
    public static int Value => 1;
}
