namespace ParticleLimit.Comparison;

/// <summary>The points of a cloud on the plane of phase space that carry mass.</summary>
internal static class Carriers
{
    /// <summary>Their coordinates and masses in the order of <see cref="PricingTree"/>.</summary>
    public static (double[] X, double[] V, double[] Shares) Of(PointCloud particles, GroundMetric metric)
    {
        double[][] points = metric.Canonical(particles);
        int[] carriers = [.. Enumerable.Range(0, particles.Count).Where(point => particles.Weight(point) > 0)];
        return InOrder(Array.ConvertAll(carriers, point => points[0][point]), Array.ConvertAll(carriers, point => points[1][point]), Array.ConvertAll(carriers, particles.Weight));
    }

    /// <summary>The same, coincident ones as one.</summary>
    public static (double[] X, double[] V, double[] Shares) Merged(PointCloud particles, GroundMetric metric)
    {
        double[][] points = metric.Canonical(particles);
        var masses = new Dictionary<(double X, double V), double>(particles.Count);
        for (int i = 0; i < particles.Count; i++)
            if (particles.Weight(i) > 0) masses[(points[0][i], points[1][i])] = masses.GetValueOrDefault((points[0][i], points[1][i])) + particles.Weight(i);
        return InOrder([.. masses.Keys.Select(place => place.X)], [.. masses.Keys.Select(place => place.V)], [.. masses.Values]);
    }

    private static (double[] X, double[] V, double[] Shares) InOrder(double[] x, double[] v, double[] shares)
    {
        int[] order = PricingTree.Order([x, v]);
        return (Array.ConvertAll(order, k => x[k]), Array.ConvertAll(order, k => v[k]), Array.ConvertAll(order, k => shares[k]));
    }
}
