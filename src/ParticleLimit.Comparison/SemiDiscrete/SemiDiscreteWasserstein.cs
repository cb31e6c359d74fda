using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>W2 of particles against a density that is constant on cells, d = 1: the semi-discrete problem, by a damped Newton method.</summary>
/// <remarks>Potentials are sought for which each particle's Laguerre cell has the particle's mass, see <see cref="LaguerreNewton"/>. They start from those that take mean and variances to each
/// other; where these leave many cells without mass, from a coarse problem.</remarks>
public static class SemiDiscreteWasserstein
{
    private const int FewestStartCells = 3000, MostStartCells = 20_000;
    private const double Enough = 1e-8, MostEmpty = 0.05, Rounding = 1e-15, Narrow = 1e-3;

    // Tails are left out whose cost may be such a part of the particles' squared distance.
    private const double Negligible = 1e-6, Unseen = 1e-3;

    /// <summary>W2 and its bracket.</summary>
    /// <param name="particles">Points (x, v) with their weights.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    /// <returns>The dual's value in its bracket. The lower end is that value, the upper end the cost of a plan: of each cell to its particle as far as that has room, and of the rest by
    /// <see cref="LeftoverPlan"/>. Both allow for the mass that rounding loses or makes. Where the steps do not end, as for particles much closer to each other than the density is thick,
    /// a plan to rectangles gives both ends, see <see cref="RectangleBounds"/>.</returns>
    /// <exception cref="ArgumentException">The cloud or the metric is not of the plane, velocities are periodic, or the density is wider than the period.</exception>
    public static DistanceResult Distance(PointCloud particles, CellDensity density, GroundMetric metric, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        DensityWasserstein.CheckPlane(particles, density, metric);
        (double[] x, double[] v, double[] shares) = Carriers.Merged(particles, metric);
        double spacing = density.EffectiveArea / x.Length; // squared
        CellDensity core = density.Cropped(Negligible * spacing / Math.Pow(density.Diameter, 2), out double dropped);
        var cells = new LaguerreCells(x, v, core, metric.Periods[0], threads);
        double[] potentials = Matched(x, v, shares, core, metric);
        cells.Cut(potentials);
        if (cells.Masses.Count(mass => mass == 0) > MostEmpty * x.Length)
        {
            potentials = FromCells(x, v, particles, core, metric, threads);
            cells.Cut(potentials);
        }

        var newton = new LaguerreNewton(cells, shares, potentials);
        bool isDone = newton.Run(Enough);
        Bracket bracket = Laguerre(cells, x, v, shares, newton.Potentials, metric, threads, out double misplaced);
        string by = $"{newton.Steps} Newton steps";
        if (!isDone && bracket.Upper - bracket.Lower > Narrow * bracket.Upper)
        {
            // What is left out costs the squared diameter at most, beside what the whole is known to cost.
            CellDensity most = core.Cropped(Unseen * Math.Max(bracket.Lower, spacing) / cells.SquaredDiameter, out double unseen);
            (double below, double above, int rectangles) = RectangleBounds.Of(x, v, shares, most, metric, threads);
            (below, above) = (Math.Max(bracket.Lower, below - unseen * cells.SquaredDiameter), Math.Min(bracket.Upper, above + unseen * cells.SquaredDiameter));
            bracket = new Bracket((below + above) / 2, below, above);
            by += $" without end, a plan to {rectangles} rectangles and its potentials";
        }
        else by += $", {misplaced:G2} of mass misplaced";

        // Mass that is left out costs between nothing and the square of the longest way.
        double left = dropped * Math.Pow(density.Diameter + Math.Sqrt(cells.SquaredDiameter), 2);
        double upper = Math.Sqrt(bracket.Upper + left), lower = Math.Min(Math.Sqrt(Math.Max(bracket.Lower - left, 0)), upper);
        double value = Math.Clamp(Math.Sqrt(Math.Max(bracket.Value, 0)), lower, upper);
        double error = density.RootMeanSquareError;
        return new DistanceResult("w2", value, Math.Max(lower - error, 0), upper + error,
            $"semi-discrete: Laguerre cells of {x.Length} particles in {density.Masses.GetLength(0)} x {density.Masses.GetLength(1)} cells of the density, {by}, density known to {error:G2}");
    }

    /// <summary>A squared distance.</summary>
    private readonly record struct Bracket(double Value, double Lower, double Upper);

    /// <summary>What Laguerre cells prove.</summary>
    private static Bracket Laguerre(LaguerreCells cells, double[] x, double[] v, double[] shares, double[] potentials, GroundMetric metric, int threads, out double misplaced)
    {
        // With the largest potential zero, min_i |z - x_i|^2 - psi_i is between zero and the squared diameter wherever rounding has lost mass, or counted it twice.
        CompensatedSum dual = default, primal = default, mass = default;
        double highest = potentials.Max();
        double[] surplus = new double[x.Length], squares = new double[x.Length];
        misplaced = 0;
        for (int i = 0; i < x.Length; i++)
        {
            (double own, double moment) = (cells.Masses[i], cells.Moments[i]);
            (surplus[i], squares[i]) = (own - shares[i], own > 0 ? moment / own : 0);
            misplaced += Math.Max(surplus[i], 0);
            mass.Add(own);
            dual.Add(moment);
            dual.Add((highest - potentials[i]) * surplus[i]);
            primal.Add(Math.Min(own, shares[i]) * squares[i]);
        }

        double leftover = LeftoverPlan.Cost([x, v], surplus, squares, [.. metric.Periods], cells.SquaredDiameter, threads);
        double wrong = (Math.Abs(mass.Value - 1) + Rounding) * cells.SquaredDiameter;
        return new Bracket(dual.Value, dual.Value - wrong, Math.Min(primal.Value + leftover + wrong, cells.SquaredDiameter));
    }

    /// <summary>Potentials that are optimal where mean and variances along the axes are all that differs: of the map to them, along x only where that is no circle.</summary>
    private static double[] Matched(double[] x, double[] v, double[] shares, CellDensity density, GroundMetric metric)
    {
        double[] potentials = new double[x.Length];
        PointCloud cells = density.Points(1);
        Add(v, cells.Coordinates[1], density.VelocityStep);
        if (double.IsInfinity(metric.Periods[0])) Add(x, cells.Coordinates[0], density.PositionStep);
        return potentials;

        void Add(double[] at, double[] centres, double side)
        {
            (double mean, double variance) = Moments(at, i => shares[i]);
            (double there, double squared) = Moments(centres, cells.Weight);
            double stretch = variance > 0 ? Math.Sqrt((squared + side * side / 12) / variance) : 1;
            for (int i = 0; i < at.Length; i++) potentials[i] += (at[i] - mean) * ((1 - stretch) * (at[i] - mean) - 2 * (there - mean));
        }

        static (double Mean, double Variance) Moments(double[] at, Func<int, double> weight)
        {
            double mean = 0, variance = 0;
            for (int i = 0; i < at.Length; i++) mean += weight(i) * at[i];
            for (int i = 0; i < at.Length; i++) variance += weight(i) * (at[i] - mean) * (at[i] - mean);
            return (mean, variance);
        }
    }

    /// <summary>First potentials from the exact transport of both measures merged in the boxes of a common partition.</summary>
    private static double[] FromCells(double[] x, double[] v, PointCloud particles, CellDensity density, GroundMetric metric, int threads)
    {
        // Four cells to a particle: most belong to one alone, so that its Laguerre cell has room about them. More particles than that are merged with the cells, box by box.
        int most = Math.Clamp(4 * x.Length, FewestStartCells, MostStartCells);
        PointCloud from = particles, to = density.Points(most);
        if (x.Length > most / 4 || to.Count > 2 * most) (from, to) = CellPartition.Quantise(particles, to, metric, most);
        return ConeEnvelope.Values(metric.Canonical(to), [.. ExactTransport.Solve(from, to, metric, order: 2).SinkPotentials], [x, v], [.. metric.Periods], new GroundCost(2), threads);
    }
}
