namespace ParticleLimit.Comparison;

/// <summary>W2 of particles against a density that is constant on cells, d = 1: the semi-discrete problem, by a damped Newton method.</summary>
/// <remarks>J. Kitagawa, Q. Merigot, B. Thibert, "Convergence of a Newton algorithm for semi-discrete optimal transport", J. Eur. Math. Soc. 21 (2019). Potentials are sought for which
/// each particle's Laguerre cell has the particle's mass. Their steps need all cells to have mass: where some
/// have none, potentials from a coarse problem come first, and if that is not enough the density is mixed with less and less of a uniform one.
/// Where f has gaps and there are more than about ten thousand particles the steps may fail: then the bracket is wide.</remarks>
public static class SemiDiscreteWasserstein
{
    private const int FewestStartCells = 3000, MostStartCells = 20_000, MixedSteps = 5, MostSteps = 30, MostHalvings = 10, MostIterations = 500;
    private const double Enough = 1e-10;

    /// <summary>W2 and its bracket.</summary>
    /// <param name="particles">Points (x, v) with their weights.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    /// <returns>The middle of the bracket. Its lower end is the dual's value, its upper end the cost of a plan: of each cell to its particle as far as that has room, and of the rest by
    /// the diameter. Both hold up to rounding.</returns>
    /// <exception cref="ArgumentException">The cloud or the metric is not of the plane, velocities are periodic, or the density is wider than the period.</exception>
    public static DistanceResult Distance(PointCloud particles, CellDensity density, GroundMetric metric, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(density);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        DensityWasserstein.CheckPlane(particles, density, metric);
        (double[] x, double[] v, double[] shares) = Merged(particles, metric);
        var cells = new LaguerreCells(x, v, density, metric.Periods[0], threads);
        double[] potentials = new double[x.Length];
        double least = shares.Min();
        int steps = 0;
        cells.Cut(potentials, 0);
        if (!CanStart())
        {
            potentials = FromCells(x, v, particles, density, metric);
            cells.Cut(potentials, 0);
        }

        for (double uniformPart = CanStart() ? 0 : 0.01; uniformPart > 0; uniformPart = uniformPart < least / 4 ? 0 : uniformPart / 10)
        {
            cells.Cut(potentials, uniformPart);
            steps += Newton(cells, potentials, shares, uniformPart, least / 10, MixedSteps);
        }

        cells.Cut(potentials, 0);
        steps += Newton(cells, potentials, shares, 0, Enough / x.Length, MostSteps);

        double lower = 0, upper = 0, surplus = 0;
        for (int i = 0; i < x.Length; i++)
        {
            (double mass, double moment) = (cells.Masses[i], cells.Moments[i]);
            lower += moment + potentials[i] * (shares[i] - mass);
            upper += moment * (mass > shares[i] ? shares[i] / mass : 1);
            surplus += Math.Max(mass - shares[i], 0);
        }

        upper += surplus * cells.SquaredDiameter;
        (lower, upper) = (Math.Sqrt(Math.Clamp(lower, 0, upper)), Math.Sqrt(upper));
        lower = Math.Max(lower - density.RootMeanSquareError, 0);
        upper += density.RootMeanSquareError;
        return new DistanceResult("w2", (lower + upper) / 2, lower, upper,
            $"semi-discrete: Laguerre cells of {x.Length} particles in {density.Masses.GetLength(0)} x {density.Masses.GetLength(1)} cells of the density, {steps} Newton steps, "
            + $"{surplus:G2} of mass misplaced, density known to {density.RootMeanSquareError:G2}");

        bool CanStart() => cells.Masses.Min() > 0.01 * least && cells.IsConnected;
    }

    /// <summary>First potentials from the exact transport of both measures merged in the boxes of a common partition.</summary>
    private static double[] FromCells(double[] x, double[] v, PointCloud particles, CellDensity density, GroundMetric metric)
    {
        int most = Math.Clamp(2 * x.Length, FewestStartCells, MostStartCells);
        (PointCloud from, PointCloud to) = CellPartition.Quantise(particles, density.Points(most), metric, most);
        var tree = PricingTree.Over(metric.Canonical(to), ExactTransport.Solve(from, to, metric, order: 2).SinkPotentials, [.. metric.Periods], order: 2);
        double[] potentials = new double[x.Length];
        int ignored = 0;
        for (int i = 0; i < x.Length; i++) tree.Least([x[i], v[i]], double.PositiveInfinity, potentials.AsSpan(i, 1), new Span<int>(ref ignored));
        return potentials;
    }

    /// <summary>The points that carry mass in the order of <see cref="PricingTree"/>, coincident ones as one.</summary>
    private static (double[] X, double[] V, double[] Shares) Merged(PointCloud particles, GroundMetric metric)
    {
        double[][] points = metric.Canonical(particles);
        var masses = new Dictionary<(double X, double V), double>(particles.Count);
        for (int i = 0; i < particles.Count; i++)
            if (particles.Weight(i) > 0) masses[(points[0][i], points[1][i])] = masses.GetValueOrDefault((points[0][i], points[1][i])) + particles.Weight(i);
        (double X, double V)[] places = [.. masses.Keys];
        int[] order = PricingTree.Order([[.. places.Select(place => place.X)], [.. places.Select(place => place.V)]]);
        return ([.. order.Select(k => places[k].X)], [.. order.Select(k => places[k].V)], [.. order.Select(k => masses[places[k]])]);
    }

    /// <summary>Newton steps until no cell's mass is wrong by more than allowed; a step is halved until it keeps half of the least mass and lessens the error.</summary>
    private static int Newton(LaguerreCells cells, double[] potentials, double[] shares, double uniformPart, double allowed, int most)
    {
        double[] right = new double[shares.Length], trial = new double[shares.Length];
        double keep = Math.Min(cells.Masses.Min(), shares.Min()) / 2, error = Error();
        for (int step = 0; step < most; step++)
        {
            if (right.Max(Math.Abs) <= allowed) return step;
            double[] direction = new GraphLaplacian(cells.Couplings).Solve(right, Math.Min(0.01, error), MostIterations);
            double part = 1, before = error;
            for (int halving = 0; ; halving++, part /= 2)
            {
                for (int i = 0; i < trial.Length; i++) trial[i] = potentials[i] + part * direction[i];
                cells.Cut(trial, uniformPart);
                error = Error();
                if (cells.Masses.Min() >= keep && error <= (1 - part / 2) * before) break;
                if (halving < MostHalvings) continue;
                cells.Cut(potentials, uniformPart);
                return step;
            }

            trial.CopyTo(potentials, 0);
        }

        return most;

        double Error()
        {
            double squares = 0;
            for (int i = 0; i < right.Length; i++)
            {
                right[i] = shares[i] - cells.Masses[i];
                squares += right[i] * right[i];
            }

            return Math.Sqrt(squares);
        }
    }
}
