namespace ParticleLimit.Comparison;

/// <summary>The chordal embedding x -> (L / 2 pi) (cos 2 pi x / L, sin 2 pi x / L) of each periodic axis; the identity on the others.</summary>
/// <remarks>A projection of a torus on a line is not defined, so sliced distances are taken in the embedding. The chord is at most the
/// geodesic and at least 2 / pi of it, and the map is injective: what is computed there is a genuine metric on measures of the torus.</remarks>
public static class TorusEmbedding
{
    /// <summary>The embedded cloud: D plus the number of periodic axes coordinates a point, the same weights.</summary>
    /// <exception cref="ArgumentException">The dimensions of cloud and metric differ.</exception>
    public static PointCloud Embed(PointCloud cloud, GroundMetric metric)
    {
        if (cloud.Dimension != metric.Dimension) throw new ArgumentException($"The cloud has {cloud.Dimension} axes, the metric {metric.Dimension}.", nameof(cloud));
        if (metric.Periods.All(double.IsInfinity)) return cloud;
        var coordinates = new List<double[]>();
        for (int axis = 0; axis < cloud.Dimension; axis++)
        {
            double[] values = cloud.Coordinates[axis];
            double period = metric.Periods[axis];
            if (double.IsInfinity(period))
            {
                coordinates.Add(values);
                continue;
            }

            double[] cosines = new double[values.Length], sines = new double[values.Length];
            double radius = period / (2 * Math.PI);
            for (int i = 0; i < values.Length; i++)
            {
                (double sine, double cosine) = Math.SinCos(metric.Canonical(values[i], axis) / radius);
                (cosines[i], sines[i]) = (radius * cosine, radius * sine);
            }

            coordinates.Add(cosines);
            coordinates.Add(sines);
        }

        return new PointCloud([.. coordinates], cloud.Weights);
    }
}
