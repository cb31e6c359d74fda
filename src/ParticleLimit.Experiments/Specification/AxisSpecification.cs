namespace ParticleLimit.Experiments;

/// <summary>One axis of a grid as a specification gives it; null leaves a choice to the program.</summary>
/// <param name="From">Lower end.</param>
/// <param name="To">Upper end.</param>
/// <param name="Cells">Number of cells.</param>
public sealed record AxisSpecification(double? From, double? To, int? Cells);
