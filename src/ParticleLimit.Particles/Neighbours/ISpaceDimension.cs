namespace ParticleLimit.Particles;

/// <summary>d as a type argument, so that the JIT drops the axes a loop does not have.</summary>
internal interface ISpaceDimension
{
    /// <summary>d.</summary>
    static abstract int Value { get; }
}
