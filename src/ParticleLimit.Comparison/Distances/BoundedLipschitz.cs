namespace ParticleLimit.Comparison;

/// <summary>The bounded-Lipschitz distance of particles from a density on the plane of phase space, d = 1, with a certified bracket: the largest int phi (mu - f) over 1-Lipschitz |phi| at most 1.</summary>
/// <remarks>It is the transport for the metric min(r, 2). A plan to rectangles much smaller than the particles' distance is the upper bound, see <see cref="DensityRectangles"/>. The potentials
/// u_i that it gives the particles prove the lower bound: min_i (min(|z - x_i|, 2) - u_i) is integrated against the density.</remarks>
internal static class BoundedLipschitz
{
    /// <summary>What distances cost.</summary>
    public static readonly GroundCost Ground = new(1, Most: 2);

    private const double Resolution = 6;

    // Tails are left out of such a mass, in particles' distances; each costs 2 at most.
    private const double Negligible = 1e-4;

    /// <summary>The distance and its bracket.</summary>
    /// <param name="particles">Points (x, v) with their weights.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="exactPoints">The most particles and rectangles together between which the transport is exact.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    /// <returns>The middle of the bracket, which holds up to rounding.</returns>
    /// <exception cref="ArgumentException">The cloud or the metric is not of the plane, velocities are periodic, or the density is wider than the period.</exception>
    public static DistanceResult Distance(PointCloud particles, CellDensity density, GroundMetric metric, int exactPoints = PhaseSpaceWasserstein.ExactPoints, int threads = 1)
    {
        DensityWasserstein.CheckPlane(particles, density, metric);
        double spacing = Math.Sqrt(density.EffectiveArea / particles.Count);
        CellDensity cut = DensityRectangles.Cut(density.Cropped(Negligible * spacing, out double dropped), Math.Min(spacing, 1) / Resolution);
        double error = density.Error + Ground.Most * dropped;
        (double[] x, double[] v, double[] shares) = Carriers.Merged(particles, metric);
        PointCloud rectangles = DensityRectangles.Lifted(cut);
        var transport = new RectangleTransport(x, v, shares, rectangles, metric, Ground, exactPoints, threads);

        double upper = transport.Upper, lower = LowerIntegral(x, v, transport.Potentials, cut, rectangles, metric, threads);
        for (int i = 0; i < x.Length; i++) lower += shares[i] * transport.Potentials[i];
        (lower, upper) = (Math.Max(lower - error, 0), Math.Min(upper + error, Ground.Most));
        lower = Math.Min(lower, upper);
        return new DistanceResult("bounded-lipschitz", (lower + upper) / 2, lower, upper,
            $"the middle of certified bounds, {particles.Count} particles against {density.Masses.GetLength(0)} x {density.Masses.GetLength(1)} cells of the density in {rectangles.Count} rectangles: a potential and a plan");
    }

    /// <summary>A lower bound of int min_i (min(|z - x_i|, 2) - u_i) f dz: to second order where |z - x_i| - u_i is the least, exactly where 2 - u_i is; between them values are within |z - centre| of the centre's.</summary>
    private static double LowerIntegral(double[] x, double[] v, double[] potentials, CellDensity density, PointCloud rectangles, GroundMetric metric, int threads)
    {
        double most = Ground.Most - potentials.Max(), radius = DensityRectangles.Radius(density), sum = 0, near = 0;
        double[] values = ConeEnvelope.Values([x, v], potentials, metric.Canonical(rectangles.Marginal(0, 2)), [.. metric.Periods], new GroundCost(1), threads);
        double[,] masses = new double[density.Masses.GetLength(0), density.Masses.GetLength(1)];
        for (int i = 0, k = 0; i < masses.GetLength(0); i++)
        {
            for (int j = 0; j < masses.GetLength(1); j++)
            {
                double mass = density.Masses[i, j];
                if (mass == 0) continue;
                double value = values[k++];
                if (value + radius <= most) (masses[i, j], near) = (mass, near + mass);
                else sum += mass * (value - radius >= most ? most : Math.Min(value, most) - radius / Math.Sqrt(3));
            }
        }

        if (near == 0) return sum;
        var part = new CellDensity(density.PositionFrom, density.PositionStep, density.VelocityFrom, density.VelocityStep, masses);
        return sum + near * new DistanceCells(x, v, part, metric.Periods[0], double.PositiveInfinity, threads).LowerIntegral(potentials);
    }
}
