namespace ParticleLimit.Comparison;

/// <summary>W1 of particles against a density on the plane of phase space, d = 1, with a certified bracket: no sample or histogram of the density takes part.</summary>
/// <remarks>Beckmann's problem on boxes smaller than the particles' distance gives a flux and a potential, see <see cref="BeckmannFlow"/>. The flux, made anew on finer boxes in
/// tiles, see <see cref="FlowTiles"/>, and with a field of each particle's own in its box, proves an upper bound, see <see cref="FluxCost"/>. The potential gives each particle a
/// cone; their envelope is 1-Lipschitz and is integrated against the density itself, see <see cref="DistanceCells"/>: a lower bound.</remarks>
public static class DensityWasserstein
{
    /// <summary>The boxes along the distance of neighbouring particles where nothing else is said.</summary>
    public const double DefaultResolution = 8;

    /// <summary>The most boxes where nothing else is said: a GB and some seconds.</summary>
    public const int MostBoxes = 3 << 22;

    // Where the distance lies in the bracket, measured against known distances and much finer boxes: a twentieth to a fifth above the lower bound where
    // both bounds are of the same boxes, a fifth to a third where the upper one is of finer boxes.
    private const double Place = 0.1, PlaceInTiles = 0.25;

    // Tails are left out whose bound of W1 is such a part of the particles' distance. W1 is no less than about half of that.
    private const double Negligible = 2e-4;

    // The flux is done when a round of steps takes less than this part from the upper bound.
    private const double Stalled = 0.002;

    private const int FirstSteps = 20, RoundSteps = 10, MostRounds = 50, LeastBoxes = 128;
    private const double FirstResolution = 4, LeastGrowth = 1.5, MostGrowth = 8, MostResolution = 1000;
    private const double SquaresPerParticle = 4;

    // Finer boxes than these come from cutting coarse ones in tiles, which do for the lower bound, the sharper one: in four, or in more when that would take too many.
    private const double CoarseResolution = 6;
    private const int UsualFactor = 4, MostFactor = 16;

    // Boxes with mass in all tiles: some minutes.
    private const long MostFineBoxes = 3L << 25;

    /// <summary>W1 and its bracket.</summary>
    /// <param name="particles">Points (x, v) with their weights.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="resolution">The boxes along the distance of neighbouring particles, at least: twice as many nearly halve the bracket.</param>
    /// <param name="mostBoxes">The most boxes in all, whatever the resolution.</param>
    /// <param name="threads">The most threads to use; the bits do not depend on it.</param>
    /// <returns>The value is a tenth or a quarter of the bracket above its lower end, where the distance usually is. The bracket holds up to rounding.</returns>
    /// <exception cref="ArgumentException">The cloud or the metric is not of the plane, velocities are periodic, or the density is wider than the period.</exception>
    public static DistanceResult Distance(PointCloud particles, CellDensity density, GroundMetric metric, double resolution = DefaultResolution, int mostBoxes = MostBoxes, int threads = 1)
    {
        if (!(resolution is >= 1 and <= MostResolution)) throw new ArgumentOutOfRangeException(nameof(resolution), resolution, "There are 1 to 1000 boxes along the distance of neighbours.");
        return Refined(particles, density, metric, resolution, 0, mostBoxes, threads);
    }

    /// <summary>W1 with as many boxes as a bracket takes.</summary>
    /// <param name="particles">Points (x, v) with their weights.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="bracket">The width of the bracket asked for, as a part of the value: in ]0, 1].</param>
    /// <param name="mostBoxes">The most boxes in all; with so many it is given up, and the bracket is wider.</param>
    /// <param name="threads">The most threads to use; the bits do not depend on it.</param>
    /// <returns>As <see cref="Distance"/>.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Distance"/>.</exception>
    public static DistanceResult Within(PointCloud particles, CellDensity density, GroundMetric metric, double bracket, int mostBoxes = MostBoxes, int threads = 1)
    {
        if (!(bracket is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(bracket), bracket, "The width of a bracket is a part of the value.");
        return Refined(particles, density, metric, FirstResolution, bracket, mostBoxes, threads);
    }

    private static DistanceResult Refined(PointCloud particles, CellDensity density, GroundMetric metric, double resolution, double bracket, int mostBoxes, int threads)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBoxes, LeastBoxes * LeastBoxes);
        CheckPlane(particles, density, metric);

        (double[] x, double[] v, double[] shares) = Carriers.Of(particles, metric);
        double spacing = Math.Sqrt(density.EffectiveArea / shares.Length);
        CellDensity core = density.Cropped(Negligible * spacing / density.Diameter, out double dropped);
        double error = density.Error + dropped * density.Diameter, period = Period(core, x, metric.Periods[0]);
        (double lower, double upper) = (0, double.PositiveInfinity);
        while (true)
        {
            int factor = Math.Min(Factor(resolution / CoarseResolution), UsualFactor);
            var grid = new FlowGrid(core, x, v, period, spacing * factor / resolution, LeastBoxes, mostBoxes);
            factor = Factor(Math.Max(grid.StepX, grid.StepV) * resolution / spacing * (1 - 1e-9));
            while (factor > 1 && core.SupportArea * factor * factor > MostFineBoxes * grid.StepX * grid.StepV) factor /= 2;
            Bounds bounds = On(grid, factor, x, v, shares, core, period, threads);
            (lower, upper) = (Math.Max(lower, bounds.Lower - error), Math.Min(upper, bounds.Upper + error));
            lower = Math.Min(lower, upper);
            double value = lower + (factor > 1 ? PlaceInTiles : Place) * (upper - lower), width = (upper - lower) / value;
            bool finest = Math.Max(grid.StepX, grid.StepV) > factor * spacing / resolution * (1 + 1e-9) || resolution == MostResolution;
            if (finest || !(width > bracket) || bracket == 0)
            {
                return new DistanceResult("w1", value, lower, upper,
                    $"{x.Length} particles against {density.Masses.GetLength(0)} x {density.Masses.GetLength(1)} cells of the density: flux and potential on {grid.CountX} x {grid.CountV} boxes{(factor > 1 ? $", the flux anew on those of {factor * grid.CountX} x {factor * grid.CountV} with mass" : "")}");
            }

            // The bracket is nearly in proportion to the boxes' size.
            resolution = Math.Min(resolution * Math.Clamp(1.25 * width / bracket, LeastGrowth, MostGrowth), MostResolution);
        }
    }

    /// <summary>The least power of two that is no less than a number, from 1 to <see cref="MostFactor"/>.</summary>
    private static int Factor(double least)
    {
        int factor = 1;
        while (factor < Math.Min(least, MostFactor)) factor *= 2;
        return factor;
    }

    /// <summary>Both bounds by boxes of one size, for the flux cut along both axes.</summary>
    private static Bounds On(FlowGrid grid, int factor, double[] x, double[] v, double[] shares, CellDensity density, double period, int threads)
    {
        (double[,] masses, PointMass[][] boxed) = new BoxMasses(grid, x, v, shares, density, threads).All(out double moved);
        var flow = new BeckmannFlow(grid, masses, boxed, threads);
        flow.Run(FirstSteps);
        (double cost, double before) = (FluxCost.Of(grid, flow, masses, boxed, threads), double.PositiveInfinity);
        for (int round = 0; round < MostRounds && cost < (1 - Stalled) * before; round++)
        {
            before = cost;
            flow.Run(RoundSteps);
            cost = Math.Min(cost, FluxCost.Of(grid, flow, masses, boxed, threads));
        }

        double upper = factor == 1 ? cost + moved : new FlowTiles(grid, flow, masses, boxed, factor, x, v, shares, density, threads).UpperBound();

        // A grid's potentials are 1-Lipschitz up to a per cent or so only, which adds up over long ways. Raised as high as the cones of the others are at its particle, a potential leaves the
        // envelope as it is and makes the bound larger; cones that lie above the envelope make it no different.
        double[] potentials = [.. x.Zip(v, (atX, atV) => grid.LeastCone(flow, atX, atV))];
        double[] raised = [.. ConeEnvelope.Values([x, v], potentials, [x, v], [period, double.PositiveInfinity], new GroundCost(1), threads).Zip(potentials, (envelope, potential) => Math.Max(potential, -envelope))];
        int[] kept = [.. Enumerable.Range(0, x.Length).Where(k => raised[k] == potentials[k])];
        var cells = new DistanceCells(Array.ConvertAll(kept, k => x[k]), Array.ConvertAll(kept, k => v[k]), density, period, Math.Sqrt(density.EffectiveArea / (SquaresPerParticle * shares.Length)), threads);
        double dual = cells.LowerIntegral(Array.ConvertAll(kept, k => potentials[k]));
        for (int k = 0; k < x.Length; k++) dual += shares[k] * raised[k];
        return new Bounds(dual, upper);
    }

    private readonly record struct Bounds(double Lower, double Upper);

    /// <summary>No period where all that there is lies within half of one: no way round is shorter then, and the boxes cover less.</summary>
    private static double Period(CellDensity density, double[] x, double period)
    {
        double from = Math.Min(density.PositionFrom, x.Min()), to = Math.Max(density.PositionFrom + density.PositionStep * density.Masses.GetLength(0), x.Max());
        return to - from <= period / 2 ? double.PositiveInfinity : period;
    }

    /// <summary>Refuses what is not of the plane of phase space.</summary>
    internal static void CheckPlane(PointCloud particles, CellDensity density, GroundMetric metric)
    {
        if (metric.Dimension != 2 || particles.Dimension != 2) throw new ArgumentException("The distance to a density is for d = 1, a plane of phase space.", nameof(metric));
        if (!double.IsInfinity(metric.Periods[1])) throw new ArgumentException("Velocities are not periodic.", nameof(metric));
        if (!density.FitsIn(metric.Periods[0])) throw new ArgumentException("The density is wider than the period.", nameof(density));
    }
}
