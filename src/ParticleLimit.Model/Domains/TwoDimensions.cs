namespace ParticleLimit.Model;

/// <summary>d = 2.</summary>
public readonly struct TwoDimensions : ISpaceDimension
{
    /// <inheritdoc/>
    public static int Value => 2;
}
