using ParticleLimit.Experiments;
using static System.FormattableString;

namespace ParticleLimit.Cli;

/// <summary>What an experiment will cost, said before it starts.</summary>
internal sealed class CostAnnouncement
{
    // Particle-steps per second and core in d = 1, 2, 3: a deliberately low figure, for an estimate of the order of magnitude.
    private static readonly double[] AssumedSpeed = [8e6, 4e6, 2e6];

    public CostAnnouncement(ExperimentPlan plan, int jobs)
    {
        ExperimentSpecification specification = plan.Specification;
        double steps = plan.EstimateParticleSteps();
        double seconds = steps / AssumedSpeed[specification.Dimension - 1] / Math.Min(jobs, Environment.ProcessorCount);
        double memory = plan.EstimateMemory(jobs), available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        Text = Invariant(
            $"{specification.Name}: {plan.Cells.Length} cells, at most {steps:G2} particle-steps, about {Duration(seconds)}, {Size(memory)} of memory, {Size(plan.EstimateDisk())} of snapshots.");
        List<string> concerns = [];
        if (seconds > 24 * 3600) concerns.Add($"the time, about {Duration(seconds)}");
        if (memory > available) concerns.Add($"the memory, {Size(memory)} of {Size(available)}");
        if (concerns.Count > 0)
            Warning = $"Warning: this ladder is out of reach here: {string.Join(" and ", concerns)}. Its finest rung is N = {specification.Ladder[^1]}; shorten it with --set ladder=[..].";
    }

    /// <summary>One line.</summary>
    public string Text { get; }

    /// <summary>A second line where the cost is hopeless; else null.</summary>
    public string? Warning { get; }

    /// <summary>A duration in its own unit.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 100 => Invariant($"{Math.Ceiling(seconds)} s"),
        < 6000 => Invariant($"{seconds / 60:F0} min"),
        < 48 * 3600 => Invariant($"{seconds / 3600:F0} h"),
        < 1e9 => Invariant($"{seconds / 86400:F0} days"),
        _ => Invariant($"{seconds / 3.156e7:G2} years"),
    };

    private static string Size(double bytes) => bytes switch
    {
        < 1e6 => Invariant($"{bytes / 1e3:F0} kB"),
        < 1e9 => Invariant($"{bytes / 1e6:F0} MB"),
        _ => Invariant($"{bytes / 1e9:G3} GB"),
    };
}
