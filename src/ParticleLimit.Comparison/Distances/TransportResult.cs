namespace ParticleLimit.Comparison;

/// <summary>The optimal cost of transporting one cloud on another, with the certificate of its dual.</summary>
/// <param name="Value">The transport distance: the plan's mean cost for order 1, its square root for order 2.</param>
/// <param name="Lower">The distance that a feasible dual proves, rounded down.</param>
/// <param name="Upper">The distance that the plan attains, rounded up.</param>
/// <param name="LargestViolation">How far the simplex's potentials exceed the cost of an arc at worst, in units of cost; zero when they are feasible.</param>
/// <param name="Method">The algorithm, its sizes and its number of pivots.</param>
public sealed record TransportResult(double Value, double Lower, double Upper, double LargestViolation, string Method)
{
    /// <summary>The feasible dual potentials u_i of the points of the first cloud: u_i + v_j is at most the cost of (i, j),
    /// for points without weight too.</summary>
    public double[] SourcePotentials { get; init; } = [];

    /// <summary>The feasible dual potentials v_j of the points of the second cloud.</summary>
    public double[] SinkPotentials { get; init; } = [];

    /// <summary>The optimal plan: at most N + M - 1 flows.</summary>
    public IReadOnlyList<TransportFlow> Plan { get; init; } = [];
}
