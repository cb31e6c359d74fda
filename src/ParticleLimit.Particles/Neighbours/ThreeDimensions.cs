namespace ParticleLimit.Particles;

/// <summary>d = 3.</summary>
internal readonly struct ThreeDimensions : ISpaceDimension
{
    /// <inheritdoc/>
    public static int Value => 3;
}
