using System.Collections.Immutable;

namespace ParticleLimit.Experiments;

/// <summary>The position or the velocity axes of a grid as a specification gives them, d numbers each; null leaves a choice to the program.</summary>
/// <param name="From">Lower ends.</param>
/// <param name="To">Upper ends.</param>
/// <param name="Cells">Numbers of cells.</param>
public sealed record AxisSpecification(ImmutableArray<double>? From, ImmutableArray<double>? To, ImmutableArray<int>? Cells)
{
    /// <summary>The first axis alone.</summary>
    public AxisSpecification First => new(From?[..1], To?[..1], Cells?[..1]);
}
