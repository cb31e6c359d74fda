namespace ParticleLimit.Comparison;

/// <summary>The exact Wasserstein-1 or -2 distance of two weighted clouds, by a primal network simplex with a dual certificate.</summary>
/// <remarks>Of the N M arcs the simplex sees only those of small reduced cost, which a kd-tree finds: see <see cref="SparseTransport"/>.
/// The tree looks at all the others too before it ends. Memory is O(N + M).</remarks>
public static class ExactTransport
{
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
        var sources = TransportPoints.Of(from, supply, metric);
        var sinks = TransportPoints.Of(to, demand, metric);
        double[] periods = [.. metric.Periods], u = new double[from.Count], v = new double[to.Count];
        double bound = new TransportCosts(sources.Coordinates, sinks.Coordinates, periods, order).Bound();
        if (bound == 0) return new TransportResult(0, 0, 0, 0, "all points coincide") { SourcePotentials = u, SinkPotentials = v, Plan = AnyPlan(supply, demand, total) };

        var solved = SparseTransport.Solve(sources, sinks, periods, order, bound);
        double primal = 0, dual = 0;
        var flows = new List<TransportFlow>(solved.Tree.Root);
        for (int i = 0; i < sources.Count; i++)
        {
            u[supply.Points[sources.Order[i]]] = solved.SourcePotentials[i];
            dual += solved.SourcePotentials[i] * (sources.Masses[i] / total);
        }

        for (int j = 0; j < sinks.Count; j++)
        {
            v[demand.Points[sinks.Order[j]]] = solved.SinkPotentials[j];
            dual += solved.SinkPotentials[j] * (sinks.Masses[j] / total);
        }

        for (int node = 0; node < solved.Tree.Root; node++)
        {
            double mass = solved.Tree.Flow(node) / total;
            if (mass == 0) continue;
            primal += solved.Tree.Cost(node) * mass;
            int other = solved.Tree.Parent(node), source = Math.Min(node, other), sink = Math.Max(node, other) - sources.Count;
            if (other < solved.Tree.Root) flows.Add(new TransportFlow(supply.Points[sources.Order[source]], demand.Points[sinks.Order[sink]], mass));
        }

        dual = Math.Clamp(dual, 0, primal);
        if (order == 2) (primal, dual) = (Math.Sqrt(primal), Math.Sqrt(dual));
        string method = $"network simplex, {from.Count} x {to.Count} points, {solved.Pivots} pivots, {solved.Passes} pricing passes"
            + (solved.IsOptimal ? "" : ", stopped before the optimum");
        return new TransportResult(primal, dual, primal, solved.LargestViolation, method) { SourcePotentials = u, SinkPotentials = v, Plan = flows };
    }

    /// <summary>The optimal plan of order 1 between points of canonical coordinates and positive integer masses of one sum.</summary>
    internal static IEnumerable<(int From, int To, long Mass)> Plan(double[][] from, long[] supply, double[][] to, long[] demand, double[] periods)
    {
        TransportPoints sources = TransportPoints.Sorted(from, supply), sinks = TransportPoints.Sorted(to, demand);
        TransportTree tree = SparseTransport.Solve(sources, sinks, periods, 1, new TransportCosts(sources.Coordinates, sinks.Coordinates, periods, 1).Bound()).Tree;
        for (int node = 0; node < tree.Root; node++)
        {
            int other = tree.Parent(node);
            if (tree.Flow(node) > 0) yield return (sources.Order[Math.Min(node, other)], sinks.Order[Math.Max(node, other) - sources.Count], tree.Flow(node));
        }
    }

    /// <summary>The points of both clouds matched in their order: as good as any plan where nothing has to move.</summary>
    private static List<TransportFlow> AnyPlan(TransportMasses supply, TransportMasses demand, double total)
    {
        var flows = new List<TransportFlow>(supply.Points.Length + demand.Points.Length);
        long left = 0, wanted = 0;
        for (int i = -1, j = -1; ;)
        {
            if (left == 0 && ++i < supply.Points.Length) left = supply.Masses[i];
            if (wanted == 0 && ++j < demand.Points.Length) wanted = demand.Masses[j];
            if (left == 0 || wanted == 0) return flows;
            long mass = Math.Min(left, wanted);
            flows.Add(new TransportFlow(supply.Points[i], demand.Points[j], mass / total));
            (left, wanted) = (left - mass, wanted - mass);
        }
    }
}
