namespace ParticleLimit.Comparison;

/// <summary>Takes the intervals between neighbours of two clouds on a line, from left to right, some at a time.</summary>
internal interface ISliceVisitor
{
    /// <summary>Intervals on which both cumulative distributions are constant; some have no length.</summary>
    /// <param name="first">F on each.</param>
    /// <param name="second">G on each.</param>
    /// <param name="lengths">The length of each.</param>
    void Visit(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> lengths);
}
