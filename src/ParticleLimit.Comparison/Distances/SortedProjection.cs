namespace ParticleLimit.Comparison;

/// <summary>The projection of a cloud on a line, sorted, in buffers that serve one direction after the other.</summary>
internal sealed class SortedProjection
{
    private readonly PointCloud cloud;
    private readonly RadixSort sort;

    public SortedProjection(PointCloud cloud)
    {
        this.cloud = cloud;
        Values = new double[cloud.Count];
        Weights = cloud.Weights is null ? null : new double[cloud.Count];
        sort = new RadixSort(cloud.Count, Weights is not null);
    }

    public int Count => Values.Length;

    /// <summary>The projected points, ascending.</summary>
    public double[] Values { get; }

    /// <summary>Their weights in the same order; null when equal.</summary>
    public double[]? Weights { get; }

    /// <summary>Takes one coordinate as the projection.</summary>
    public void Load(double[] coordinates)
    {
        coordinates.CopyTo(Values, 0);
        Order();
    }

    /// <summary>Projects the cloud on a direction of R^D.</summary>
    public void Project(ReadOnlySpan<double> direction)
    {
        double[] values = Values;
        Array.Clear(values);
        for (int axis = 0; axis < cloud.Dimension; axis++)
        {
            double[] coordinates = cloud.Coordinates[axis];
            double component = direction[axis];
            for (int i = 0; i < values.Length; i++) values[i] += component * coordinates[i];
        }

        Order();
    }

    private void Order()
    {
        cloud.Weights?.CopyTo(Weights!, 0);
        sort.Sort(Values, Weights);
    }
}
