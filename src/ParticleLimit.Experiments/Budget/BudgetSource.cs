namespace ParticleLimit.Experiments;

/// <summary>A source of error that is not the limit's own.</summary>
/// <param name="Key">Its name in budget.json.</param>
/// <param name="Words">What it is called in sentences.</param>
/// <param name="Remedy">What makes it smaller.</param>
public sealed record BudgetSource(string Key, string Words, string Remedy)
{
    /// <summary>The step of the particles.</summary>
    public static BudgetSource TimeStepping { get; } = new("timeStepping", "time stepping", "lower timeStep.fraction");

    /// <summary>The resolution of the reference.</summary>
    public static BudgetSource ReferenceSolver { get; } = new("referenceSolver", "the reference solver", "refine the reference");

    /// <summary>The points that stand for f where a distance needs them.</summary>
    public static BudgetSource ReferenceCloud { get; } = new("referenceCloud", "the cloud that stands for f", "end the ladder earlier, or take a measure of f itself");

    /// <summary>What certified bounds leave open.</summary>
    public static BudgetSource Binning { get; } = new("binning", "the width of the certified bounds", "end the ladder earlier");

    /// <summary>The distance of an independent sample.</summary>
    public static BudgetSource SamplingFloor { get; } =
        new("samplingFloor", "the sampling floor", "average over more replicas, or take the coupling, which has no floor");

    /// <summary>Every source, in the order in which they are shown.</summary>
    public static IReadOnlyList<BudgetSource> All { get; } = [TimeStepping, ReferenceSolver, ReferenceCloud, Binning, SamplingFloor];
}
