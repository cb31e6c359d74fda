namespace ParticleLimit.Experiments;

/// <summary>A specification, or an override of it, is wrong.</summary>
public sealed class SpecificationException(IReadOnlyList<SpecificationProblem> problems)
    : Exception(string.Join('\n', problems))
{
    /// <summary>A specification with a single problem.</summary>
    public SpecificationException(string path, string found, string allowed, string? nearest = null)
        : this([new SpecificationProblem(path, found, allowed, nearest)])
    {
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<SpecificationProblem> Problems { get; } = problems;
}
