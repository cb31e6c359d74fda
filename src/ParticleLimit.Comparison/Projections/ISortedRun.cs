namespace ParticleLimit.Comparison;

/// <summary>Takes the points of a line from left to right, some at a time.</summary>
internal interface ISortedRun<TPoint>
    where TPoint : unmanaged
{
    /// <summary>The next points, at least one, in ascending places.</summary>
    void Visit(ReadOnlySpan<TPoint> run);
}
