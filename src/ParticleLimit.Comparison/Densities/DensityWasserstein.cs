namespace ParticleLimit.Comparison;

/// <summary>W1 of particles against a density on the plane of phase space, d = 1, with a certified bracket: no sample or histogram of the density takes part.</summary>
/// <remarks>Beckmann's problem on boxes much smaller than the particles' distance gives a flux and a potential, see <see cref="BeckmannFlow"/>. The flux, with a field of each
/// particle's own in its box, proves an upper bound, see <see cref="FluxCost"/>. The potential gives each particle a cone; their envelope is 1-Lipschitz and is
/// integrated against the density itself, see <see cref="DistanceCells"/>: a lower bound.</remarks>
public static class DensityWasserstein
{
    /// <summary>The boxes along the distance of neighbouring particles where nothing else is said.</summary>
    public const double DefaultResolution = 8;

    /// <summary>The most boxes where nothing else is said: 2 GB and half a minute.</summary>
    public const int MostBoxes = 3 << 23;

    // Where the distance lies in the bracket: a twentieth to a fifth above the lower bound, measured against known distances and much finer boxes.
    private const double Place = 0.1;

    private const int Steps = 30, LeastBoxes = 128;
    private const double SquaresPerParticle = 6;

    /// <summary>W1 and its bracket.</summary>
    /// <param name="particles">Points (x, v) with their weights.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="resolution">The boxes along the distance of neighbouring particles, at least: twice as many nearly halve the bracket.</param>
    /// <param name="mostBoxes">The most boxes in all, whatever the resolution.</param>
    /// <param name="threads">The most threads to use; the bits do not depend on it.</param>
    /// <returns>The value is a tenth of the bracket above its lower end, where the distance usually is. The bracket holds up to rounding.</returns>
    /// <exception cref="ArgumentException">The cloud or the metric is not of the plane, velocities are periodic, or the density is wider than the period.</exception>
    public static DistanceResult Distance(PointCloud particles, CellDensity density, GroundMetric metric, double resolution = DefaultResolution, int mostBoxes = MostBoxes, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBoxes, LeastBoxes * LeastBoxes);
        if (!(resolution is >= 1 and <= 1000)) throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "There are 1 to 1000 boxes along the distance of neighbours.");
        CheckPlane(particles, density, metric);

        int[] carriers = [.. Enumerable.Range(0, particles.Count).Where(point => particles.Weight(point) > 0)];
        double[][] points = [.. metric.Canonical(particles).Select(values => Array.ConvertAll(carriers, point => values[point]))];
        int[] order = PricingTree.Order(points);
        double[] x = Array.ConvertAll(order, point => points[0][point]), v = Array.ConvertAll(order, point => points[1][point]);
        double[] shares = Array.ConvertAll(order, point => particles.Weight(carriers[point]));

        double spacing = Math.Sqrt(density.EffectiveArea / shares.Length);
        var grid = new FlowGrid(density, x, v, metric.Periods[0], spacing / resolution, LeastBoxes, mostBoxes);
        (double[,] masses, PointMass[][] boxed) = grid.Difference(x, v, shares, density, out double moved);
        var flow = new BeckmannFlow(grid, masses, boxed, threads);
        flow.Run(Steps);
        double upper = FluxCost.Of(grid, flow, masses, boxed) + moved + density.Error;

        double[] potentials = [.. x.Zip(v, (atX, atV) => grid.LeastCone(flow, atX, atV))];
        double dual = new DistanceCells(x, v, density, metric.Periods[0], spacing / Math.Sqrt(SquaresPerParticle), threads).LowerIntegral(potentials);
        for (int k = 0; k < x.Length; k++) dual += shares[k] * potentials[k];
        double lower = Math.Clamp(dual - density.Error, 0, upper);
        return new DistanceResult("w1", lower + Place * (upper - lower), lower, upper,
            $"{x.Length} particles against {density.Masses.GetLength(0)} x {density.Masses.GetLength(1)} cells of the density: flux and potential on {grid.CountX} x {grid.CountV} boxes");
    }

    /// <summary>Refuses what is not of the plane of phase space.</summary>
    internal static void CheckPlane(PointCloud particles, CellDensity density, GroundMetric metric)
    {
        if (metric.Dimension != 2 || particles.Dimension != 2) throw new ArgumentException("The distance to a density is for d = 1, a plane of phase space.", nameof(metric));
        if (!double.IsInfinity(metric.Periods[1])) throw new ArgumentException("Velocities are not periodic.", nameof(metric));
        if (!density.FitsIn(metric.Periods[0])) throw new ArgumentException("The density is wider than the period.", nameof(density));
    }
}
