namespace ParticleLimit.Comparison;

/// <summary>Two clouds projected on a line and sorted as one.</summary>
internal abstract class JointProjection
{
    /// <summary>The projection of two clouds, whose buffers one thread may use at a time.</summary>
    public static JointProjection Of(PointCloud a, PointCloud b)
    {
        if (a.Dimension != b.Dimension) throw new ArgumentException($"The clouds have {a.Dimension} and {b.Dimension} axes.", nameof(b));
        return a.Weights is null && b.Weights is null ? new BucketedProjection<EqualPoint>(a, b) : new BucketedProjection<WeightedPoint>(a, b);
    }

    /// <summary>Visits the intervals between neighbours of the N + M points on the line of a direction; empty ones are left out.</summary>
    public abstract void Visit<TVisitor>(ReadOnlySpan<double> direction, ref TVisitor visitor)
        where TVisitor : struct, ISliceVisitor;
}
