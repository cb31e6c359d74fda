using System.Collections.Immutable;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The times at which a reference can be written.</summary>
internal static class ReferenceTimes
{
    /// <summary>The times asked for; of a solution that ended early those before its end, and its end.</summary>
    public static ImmutableArray<double> Of(IKineticReference reference, ImmutableArray<double> asked) =>
        reference is GridReference { Stop: GridStop stop } ? [.. asked.Where(time => time < stop.Time), stop.Time] : asked;
}
