namespace ParticleLimit.Comparison;

/// <summary>The bounded-Lipschitz distance of particles from a density on the plane of phase space, d = 1, with a certified bracket: the largest int phi (mu - f) over 1-Lipschitz |phi| at most 1.</summary>
/// <remarks>It is the transport for the metric min(r, 2). The density's cells are cut into rectangles smaller than the particles' distance. One whose centre is r from a particle is at the mean
/// distance sqrt(r^2 + s^2) at most, s^2 the mean square of the distance from its own centre (Jensen, twice): so a plan to the centres, lifted by s above the plane, costs no less than the
/// same plan to the density, an upper bound. The potentials u_i that it gives the particles prove the lower bound: min_i (min(|z - x_i|, 2) - u_i) is integrated against the density.</remarks>
internal static class BoundedLipschitz
{
    /// <summary>What distances cost.</summary>
    public static readonly GroundCost Ground = new(1, Most: 2);

    private const double Resolution = 6;

    // Tails are left out of such a mass, in particles' distances; each costs 2 at most.
    private const double Negligible = 1e-4;

    private const int MostRectangles = 1 << 20;

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
        CellDensity core = density.Cropped(Negligible * spacing, out double dropped), cut = Cut(core, Math.Min(spacing, 1) / Resolution);
        double error = density.Error + Ground.Most * dropped;
        PointCloud centres = cut.Points(1), from = Lifted(particles, 0), to = Lifted(centres, Radius(cut) / Math.Sqrt(3));
        GroundMetric space = new([.. metric.Periods, double.PositiveInfinity]);

        double[] x, v, shares, potentials;
        double upper;
        if (from.Count + to.Count <= exactPoints)
        {
            TransportResult exact = ExactTransport.Solve(from, to, space, Ground);
            int[] carriers = [.. Enumerable.Range(0, from.Count).Where(i => from.Weight(i) > 0)];
            double[][] points = metric.Canonical(particles);
            int[] order = [.. PricingTree.Order([.. points.Select(values => Array.ConvertAll(carriers, i => values[i]))]).Select(k => carriers[k])];
            (x, v, shares, potentials, upper) = (Pick(points[0]), Pick(points[1]), Array.ConvertAll(order, from.Weight), Pick(exact.SourcePotentials), exact.Upper);

            double[] Pick(IReadOnlyList<double> values) => Array.ConvertAll(order, i => values[i]);
        }
        else
        {
            var bounds = new TransportBounds(from, to, space, Ground, PhaseSpaceWasserstein.DefaultCells, threads);
            double total = bounds.Few.Masses.Sum(mass => (double)mass);
            int[] order = PricingTree.Order(bounds.Few.Coordinates[..2]);
            (x, v, potentials) = (Pick(bounds.Few.Coordinates[0]), Pick(bounds.Few.Coordinates[1]), Pick(bounds.Potentials));
            (shares, upper) = (Array.ConvertAll(order, i => bounds.Few.Masses[i] / total), bounds.Upper);

            double[] Pick(double[] values) => Array.ConvertAll(order, i => values[i]);
        }

        double lower = LowerIntegral(x, v, potentials, cut, centres, metric, threads);
        for (int i = 0; i < x.Length; i++) lower += shares[i] * potentials[i];
        (lower, upper) = (Math.Max(lower - error, 0), Math.Min(upper + error, Ground.Most));
        lower = Math.Min(lower, upper);
        return new DistanceResult("bounded-lipschitz", (lower + upper) / 2, lower, upper,
            $"the middle of certified bounds, {particles.Count} particles against {density.Masses.GetLength(0)} x {density.Masses.GetLength(1)} cells of the density in {to.Count} rectangles: a potential and a plan");
    }

    /// <summary>A lower bound of int min_i (min(|z - x_i|, 2) - u_i) f dz: to second order where |z - x_i| - u_i is the least, exactly where 2 - u_i is; between them values are within |z - centre| of the centre's.</summary>
    private static double LowerIntegral(double[] x, double[] v, double[] potentials, CellDensity density, PointCloud centres, GroundMetric metric, int threads)
    {
        double most = Ground.Most - potentials.Max(), radius = Radius(density), sum = 0, near = 0;
        double[] values = ConeEnvelope.Values([x, v], potentials, metric.Canonical(centres), [.. metric.Periods], new GroundCost(1), threads);
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

    /// <summary>The same density on rectangles of at most a side, or of what a million of them allow.</summary>
    private static CellDensity Cut(CellDensity density, double side)
    {
        (int countX, int countV) = (density.Masses.GetLength(0), density.Masses.GetLength(1));
        int perX, perV;
        for (; ; side *= 1.25)
        {
            (double wantedX, double wantedV) = (Math.Max(1, Math.Ceiling(density.PositionStep / side)), Math.Max(1, Math.Ceiling(density.VelocityStep / side)));
            (perX, perV) = ((int)Math.Min(wantedX, MostRectangles), (int)Math.Min(wantedV, MostRectangles));
            if (wantedX * wantedV == 1 || wantedX * countX * wantedV * countV <= MostRectangles) break;
        }

        double[,] masses = new double[countX * perX, countV * perV];
        for (int i = 0; i < masses.GetLength(0); i++)
            for (int j = 0; j < masses.GetLength(1); j++) masses[i, j] = density.Masses[i / perX, j / perV];
        return new CellDensity(density.PositionFrom, density.PositionStep / perX, density.VelocityFrom, density.VelocityStep / perV, masses);
    }

    private static PointCloud Lifted(PointCloud cloud, double height)
    {
        double[] heights = new double[cloud.Count];
        Array.Fill(heights, height);
        return new PointCloud([.. cloud.Coordinates, heights], cloud.Weights);
    }

    /// <summary>The largest distance of a cell's points from its centre; the root of the mean square is that over sqrt(3).</summary>
    private static double Radius(CellDensity density) => Math.Sqrt(density.PositionStep * density.PositionStep + density.VelocityStep * density.VelocityStep) / 2;
}
