namespace ParticleLimit.Comparison;

/// <summary>W1 of particles against a density on the plane of phase space, d = 1, with a certified bracket: no sample or histogram of the density takes part.</summary>
/// <remarks>The dual of the semi-discrete problem is maximised by Newton's method (J. Kitagawa, Q. Merigot, B. Thibert, "Convergence of a Newton
/// algorithm for semi-discrete optimal transport", J. Eur. Math. Soc. 21 (2019); V. Hartmann, D. Schuhmacher, "Semi-discrete optimal transport:
/// a solution procedure for the unsquared Euclidean distance case", Math. Methods Oper. Res. 92 (2020)), from the potentials of the exact
/// transport to points that stand for the density. Any potentials prove a lower bound. Sending the density to the particles of least distance
/// less potential, and then from those with too much to those with too little, is a plan, whose cost is an upper bound.</remarks>
public static class DensityWasserstein
{
    private const int PointsPerParticle = 4, LeastPoints = 4000, MostPoints = 50_000;

    /// <summary>W1 and its bracket.</summary>
    /// <param name="particles">Points (x, v) with their weights.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="squares">How many squares each particle's share of the density is cut in at least; four times as many narrow the bracket to less than a half.</param>
    /// <param name="threads">The most threads to use; the bits do not depend on it.</param>
    /// <returns>The value is the middle of the bracket. The bracket holds up to rounding.</returns>
    /// <exception cref="ArgumentException">The cloud or the metric is not of the plane, velocities are periodic, or the density is wider than the period.</exception>
    public static DistanceResult Distance(PointCloud particles, CellDensity density, GroundMetric metric, double squares = 6, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (!(squares >= 1)) throw new ArgumentOutOfRangeException(nameof(squares), squares, "A particle's share is at least one square.");
        if (metric.Dimension != 2 || particles.Dimension != 2) throw new ArgumentException("The distance to a density is for d = 1, a plane of phase space.", nameof(metric));
        if (!double.IsInfinity(metric.Periods[1])) throw new ArgumentException("Velocities are not periodic.", nameof(metric));
        if (!density.FitsIn(metric.Periods[0])) throw new ArgumentException("The density is wider than the period.", nameof(density));

        int[] carriers = [.. Enumerable.Range(0, particles.Count).Where(point => particles.Weight(point) > 0)];
        double[][] points = [.. metric.Canonical(particles).Select(values => Array.ConvertAll(carriers, point => values[point]))];
        int[] order = PricingTree.Order(points);
        points = [.. points.Select(values => Array.ConvertAll(order, point => values[point]))];
        double[] shares = Array.ConvertAll(order, point => particles.Weight(carriers[point]));

        double spacing = Math.Sqrt(density.SupportArea / shares.Length);
        var cells = new DistanceCells(points, density, metric.Periods[0], spacing / Math.Sqrt(squares), threads);
        var dual = new SemiDiscreteDual(cells, shares, Start(new PointCloud(points, shares), density, metric), spacing);
        dual.Ascend();
        double[] received = new double[shares.Length];
        double upper = cells.PlanCost(dual.Potentials, received) + Moved(points, shares, received, metric), lower = Math.Clamp(dual.Value, 0, upper);
        return new DistanceResult("w1", (lower + upper) / 2, lower, upper,
            $"semi-discrete: {shares.Length} particles against {density.Masses.GetLength(0)} x {density.Masses.GetLength(1)} cells, {dual.Steps} Newton steps, {dual.MisplacedMass:G2} of mass misplaced");
    }

    private static double[] Start(PointCloud particles, CellDensity density, GroundMetric metric)
    {
        int wanted = Math.Clamp(PointsPerParticle * particles.Count, LeastPoints, Math.Max(MostPoints, particles.Count));
        PointCloud points = density.Points(wanted);
        if (points.Count > 2 * wanted) points = CellPartition.Quantise(points, points, metric, wanted).First.Cloud;
        return ExactTransport.Solve(particles, points, metric).SourcePotentials;
    }

    /// <summary>What it costs to bring the masses received to those of the particles: only the differences move.</summary>
    private static double Moved(double[][] points, double[] shares, double[] received, GroundMetric metric)
    {
        double[] surplus = [.. received.Zip(shares, (mass, share) => mass - share)], missing = Array.ConvertAll(surplus, mass => -mass);
        double mass = Math.Min(surplus.Where(mass => mass > 0).Sum(), missing.Where(mass => mass > 0).Sum());
        return mass <= 1e-15 ? 0 : mass * ExactTransport.Solve(Positive(surplus), Positive(missing), metric).Upper;

        PointCloud Positive(double[] masses)
        {
            int[] chosen = [.. Enumerable.Range(0, masses.Length).Where(i => masses[i] > 0)];
            double sum = chosen.Sum(i => masses[i]);
            return new PointCloud([.. points.Select(axis => Array.ConvertAll(chosen, i => axis[i]))], Array.ConvertAll(chosen, i => masses[i] / sum));
        }
    }
}
