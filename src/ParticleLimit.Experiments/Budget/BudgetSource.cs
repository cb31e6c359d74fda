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

    /// <summary>The distance between (1.3), whose force is taken at a point, and the equation whose force is averaged over the range of the particles.</summary>
    public static BudgetSource Locality { get; } = new("locality", "locality", "end the ladder later, or compare with the averaged equation (\"range\": \"epsilon\" of a grid reference)");

    /// <summary>The points that stand for f where a distance needs them.</summary>
    public static BudgetSource ReferenceCloud { get; } = new("referenceCloud", "the cloud that stands for f", "end the ladder earlier, or take a measure of f itself");

    /// <summary>What certified bounds leave open.</summary>
    public static BudgetSource Binning { get; } = new("binning", "the width of the certified bounds", "end the ladder earlier");

    /// <summary>The distance of an independent sample.</summary>
    public static BudgetSource SamplingFloor { get; } =
        new("samplingFloor", "the sampling floor", "average over more replicas, or take the coupling, which has no floor");

    /// <summary>Every source, in the order in which they are shown.</summary>
    public static IReadOnlyList<BudgetSource> All { get; } = [TimeStepping, ReferenceSolver, Locality, ReferenceCloud, Binning, SamplingFloor];
}
