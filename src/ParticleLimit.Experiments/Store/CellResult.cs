using System.Collections.Immutable;

namespace ParticleLimit.Experiments;

/// <summary>What one finished cell leaves.</summary>
/// <param name="Rows">Its rows of results.csv, in their final order.</param>
/// <param name="Steps">Time steps taken.</param>
/// <param name="Seconds">Wall-clock seconds; for the record alone, no result depends on it.</param>
/// <param name="Methods">Measure by measure, the method that gave the value, where there is a choice.</param>
public sealed record CellResult(
    IReadOnlyList<ResultRow> Rows, long Steps, double Seconds, IReadOnlyDictionary<string, string> Methods)
{
    /// <summary>Of measures that are means over directions, the largest error over all times that comes from the finite number of directions.</summary>
    public IReadOnlyDictionary<string, double> DirectionErrors { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
