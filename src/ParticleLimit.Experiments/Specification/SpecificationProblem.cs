namespace ParticleLimit.Experiments;

/// <summary>One thing that is wrong with a specification: where, what was found, what is allowed.</summary>
/// <param name="Path">The key's path, such as initial.velocitySides[1].</param>
/// <param name="Found">What stands there.</param>
/// <param name="Allowed">What may stand there.</param>
/// <param name="Nearest">The nearest valid word to a mistyped one; null where there is none.</param>
public sealed record SpecificationProblem(string Path, string Found, string Allowed, string? Nearest = null)
{
    /// <summary>The problem in one line.</summary>
    public override string ToString() => $"{Path}: found {Found}; allowed: {Allowed}{(Nearest is null ? "" : $". Did you mean '{Nearest}'?")}";
}
