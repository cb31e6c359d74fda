namespace ParticleLimit.Comparison;

/// <summary>The points of a cloud on the plane of phase space that carry mass.</summary>
internal static class Carriers
{
    /// <summary>Their coordinates and masses in the order of <see cref="PricingTree"/>, coincident ones as one.</summary>
    public static (double[] X, double[] V, double[] Shares) Of(PointCloud particles, GroundMetric metric)
    {
        double[][] points = metric.Canonical(particles);
        var masses = new Dictionary<(double X, double V), double>(particles.Count);
        for (int i = 0; i < particles.Count; i++)
            if (particles.Weight(i) > 0) masses[(points[0][i], points[1][i])] = masses.GetValueOrDefault((points[0][i], points[1][i])) + particles.Weight(i);
        (double X, double V)[] places = [.. masses.Keys];
        int[] order = PricingTree.Order([[.. places.Select(place => place.X)], [.. places.Select(place => place.V)]]);
        return ([.. order.Select(k => places[k].X)], [.. order.Select(k => places[k].V)], [.. order.Select(k => masses[places[k]])]);
    }
}
