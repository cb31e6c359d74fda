namespace ParticleLimit.Comparison;

/// <summary>The sliced Wasserstein-1 distance: the mean over directions of W1 of the projections on a line.</summary>
public static class SlicedWasserstein
{
    /// <summary>The sliced W1 in the metric's space, periodic axes through <see cref="TorusEmbedding"/>.</summary>
    /// <param name="a">The first cloud.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="metric">The ground metric, whose periods say which axes to embed.</param>
    /// <param name="directions">K; deterministic directions, so that the same clouds give the same bits.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or K is less than 1.</exception>
    public static SlicedResult Distance(PointCloud a, PointCloud b, GroundMetric metric, int directions = SlicedComparison.DefaultDirections) =>
        new SlicedComparison(a, b, metric, directions).Wasserstein;
}
