using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The reference ended before the final time because its grid could not hold it any longer.</summary>
public sealed class ReferenceStoppedException(IKineticReference reference, GridStop stop)
    : Exception($"{stop.Message}. What there is up to then is kept; choose a final time before it, or a finer grid.")
{
    /// <summary>The solution up to where it ended.</summary>
    public IKineticReference Reference { get; } = reference;
}
