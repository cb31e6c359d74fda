namespace ParticleLimit.Model;

/// <summary>d = 1.</summary>
public readonly struct OneDimension : ISpaceDimension
{
    /// <inheritdoc/>
    public static int Value => 1;
}
