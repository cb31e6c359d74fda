namespace ParticleLimit.Model;

/// <summary>d as a type argument, so that the JIT drops the axes a loop does not have.</summary>
public interface ISpaceDimension
{
    /// <summary>d.</summary>
    static abstract int Value { get; }
}
