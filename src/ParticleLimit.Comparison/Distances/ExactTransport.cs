namespace ParticleLimit.Comparison;

/// <summary>The exact Wasserstein-1 or -2 distance of two weighted clouds, by a primal network simplex with a dual certificate.</summary>
/// <remarks>The simplex works on a list of arcs that starts from the nearest neighbours; a pass over all N M arcs, whose costs are computed on
/// the fly, then adds violated arcs until there is none. Memory is O(N + M).</remarks>
public static class ExactTransport
{
    private const int Neighbours = 8, Segments = 16;

    /// <summary>The transport distance of order 1 or 2.</summary>
    /// <param name="from">The first cloud, N points.</param>
    /// <param name="to">The second cloud, M points.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="order">1 for the mean distance, 2 for the root of the mean squared distance.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is neither 1 nor 2.</exception>
    public static TransportResult Solve(PointCloud from, PointCloud to, GroundMetric metric, int order = 1)
    {
        if (order is not (1 or 2)) throw new ArgumentOutOfRangeException(nameof(order), order, "The order of a transport distance is 1 or 2 here.");
        (TransportMasses supply, TransportMasses demand, double total) = TransportMasses.Of(from, to);
        double[][] starts = Select(metric.Canonical(from), supply.Points), ends = Select(metric.Canonical(to), demand.Points);
        double[] periods = [.. metric.Periods];
        var costs = new TransportCosts(starts, ends, periods, order);
        double bound = costs.Bound();
        if (bound == 0)
            return new TransportResult(0, 0, 0, 0, "all points coincide") { SourcePotentials = new double[from.Count], SinkPotentials = new double[to.Count] };

        var list = new TransportShortlist(2 * Neighbours * (costs.Sources + costs.Sinks));
        AddNearest(starts);
        if (CloudAlignment.Map(starts, supply.Masses, ends, demand.Masses, periods) is { } images) AddNearest(images);
        TransportTree tree = list.GreedyTree(supply.Masses, demand.Masses, bound);

        // Rounding of a potential is about 1e-16 of the bound at each arc of its path: under this tolerance signs would be noise.
        double tolerance = 1e-13 * bound;
        double[] least = new double[costs.Sources];
        long pivots = 1000L * (costs.Sources + costs.Sinks) + 1_000_000, pivotsLeft = pivots;
        int passes = 0;
        while (true)
        {
            list.Optimise(tree, tolerance, ref pivotsLeft);
            tree.Recompute();
            int before = list.Count;
            costs.Price(list, tree.Potentials, tolerance, Segments, least);
            passes++;
            if (list.Count == before || pivotsLeft <= 0) break;
        }

        string method = $"network simplex, {from.Count} x {to.Count} points, {pivots - pivotsLeft} pivots, {passes} pricing passes"
            + (pivotsLeft <= 0 ? ", stopped before the optimum" : "");
        return Certified(from, to, supply, demand, costs, tree, least, total, order, method);

        void AddNearest(double[][] origins)
        {
            new TransportCosts(origins, ends, periods, order).VisitNearest(Neighbours, (i, j) => list.Add(i, j + costs.Sources, costs.Cost(i, j)));
            new TransportCosts(ends, origins, periods, order).VisitNearest(Neighbours, (j, i) => list.Add(i, j + costs.Sources, costs.Cost(i, j)));
        }
    }

    private static TransportResult Certified(PointCloud from, PointCloud to, TransportMasses supply, TransportMasses demand,
        TransportCosts costs, TransportTree tree, double[] least, double total, int order, string method)
    {
        double[] u = new double[from.Count], v = new double[to.Count];
        double primal = 0, dual = 0, violation = 0;
        for (int i = 0; i < costs.Sources; i++)
        {
            u[supply.Points[i]] = tree.Potentials[i] + least[i];
            violation = Math.Max(violation, -least[i]);
            dual += u[supply.Points[i]] * (supply.Masses[i] / total);
        }

        for (int j = 0; j < costs.Sinks; j++)
        {
            v[demand.Points[j]] = tree.Potentials[costs.Sources + j];
            dual += v[demand.Points[j]] * (demand.Masses[j] / total);
        }

        for (int node = 0; node < tree.Root; node++) primal += tree.Cost(node) * (tree.Flow(node) / total);
        dual = Math.Clamp(dual, 0, primal);
        if (order == 2) (primal, dual) = (Math.Sqrt(primal), Math.Sqrt(dual));
        return new TransportResult(primal, dual, primal, violation, method) { SourcePotentials = u, SinkPotentials = v };
    }

    private static double[][] Select(double[][] coordinates, int[] points) =>
        points.Length == coordinates[0].Length ? coordinates : [.. coordinates.Select(values => Array.ConvertAll(points, point => values[point]))];
}
