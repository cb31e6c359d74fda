namespace ParticleLimit.Experiments;

/// <summary>A source of error that is not the limit's own.</summary>
/// <param name="Key">Its name in budget.json.</param>
/// <param name="Words">What it is called in sentences.</param>
/// <param name="Remedy">What makes it smaller.</param>
public sealed record BudgetSource(string Key, string Words, string Remedy)
{
    /// <summary>Every source, in the order in which they are shown.</summary>
    public static IReadOnlyList<BudgetSource> All { get; } =
    [
        new("timeStepping", "time stepping", "lower timeStep.fraction"),
        new("referenceSolver", "the reference solver", "refine the reference"),
        new("referenceCloud", "the cloud that stands for f", "end the ladder earlier, or take a measure of f itself"),
        new("binning", "the width of the certified bounds", "end the ladder earlier"),
        new("samplingFloor", "the sampling floor", "average over more replicas, or take the coupling, which has no floor"),
    ];
}
