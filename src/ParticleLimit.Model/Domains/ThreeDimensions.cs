namespace ParticleLimit.Model;

/// <summary>d = 3.</summary>
public readonly struct ThreeDimensions : ISpaceDimension
{
    /// <inheritdoc/>
    public static int Value => 3;
}
