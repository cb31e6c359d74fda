using ParticleLimit.Model;

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
    /// <exception cref="ArgumentException">The dimensions differ, or squares of distances are too large or too small for a double.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The order is neither 1 nor 2.</exception>
    public static TransportResult Solve(PointCloud from, PointCloud to, GroundMetric metric, int order = 1)
    {
        return Solve(from, to, metric, GroundCost.OfOrder(order));
    }

    /// <summary>The transport of order 1 for the metric min(r, m), where r is the ground metric: no distance counts for more than m.</summary>
    /// <param name="from">The first cloud.</param>
    /// <param name="to">The second cloud.</param>
    /// <param name="metric">The ground metric.</param>
    /// <param name="most">m. For m = 2 it is the bounded-Lipschitz distance: a function is 1-Lipschitz for min(r, 2) if it is so for r and its values are within 2 of each other.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or squares of distances are too large or too small for a double.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public static TransportResult SolveBounded(PointCloud from, PointCloud to, GroundMetric metric, double most = 2)
    {
        if (!(most > 0)) throw new ArgumentOutOfRangeException(nameof(most), most, "The bound of the distances is positive.");
        return Solve(from, to, metric, new GroundCost(1, most));
    }

    /// <summary>The transport for any ground cost.</summary>
    internal static TransportResult Solve(PointCloud from, PointCloud to, GroundMetric metric, GroundCost ground)
    {
        (TransportMasses supply, TransportMasses demand, double total) = TransportMasses.Of(from, to);
        CoincidentPoints starts = CoincidentPoints.Of(from, supply, metric), ends = CoincidentPoints.Of(to, demand, metric);
        TransportPoints sources = TransportPoints.Of(starts), sinks = TransportPoints.Of(ends);
        double[] periods = [.. metric.Periods], u = new double[from.Count], v = new double[to.Count];
        double bound = new TransportCosts(sources.Coordinates, sinks.Coordinates, periods, ground).Bound();
        if (!(bound == 0 || (bound > 1e-280 && bound < 1e280))) throw new ArgumentException($"Costs of up to {bound:G3} are beyond what doubles can compare: scale the clouds.", nameof(from));
        var rounding = new CostRounding(from, to, metric, ground.Order, bound);
        if (bound == 0) return new TransportResult(0, 0, rounding.Above(0), 0, "all points coincide") { SourcePotentials = u, SinkPotentials = v, Plan = AnyPlan(supply, demand, total) };

        SparseTransport solved = SparseTransport.Solve(sources, sinks, periods, ground, bound);
        CompensatedSum primal = default, dual = default;
        Array.Fill(v, double.NegativeInfinity); // points without mass bound no potential until they have theirs
        for (int i = 0; i < sources.Count; i++)
        {
            // The costs less v are this at least when rounded: one step lower no rounding is left.
            double potential = Math.BitDecrement(solved.SourcePotentials[i]);
            starts.Assign(sources.Order[i], potential, u);
            dual.AddProduct(potential, sources.Masses[i]);
        }

        for (int j = 0; j < sinks.Count; j++)
        {
            ends.Assign(sinks.Order[j], solved.SinkPotentials[j], v);
            dual.AddProduct(solved.SinkPotentials[j], sinks.Masses[j]);
        }

        FillMassless(from, supply, u, to, v, metric, ground);
        FillMassless(to, demand, v, from, u, metric, ground);

        var flows = new List<TransportFlow>(from.Count + to.Count);
        foreach ((int source, int sink, long mass) in solved.Flows())
        {
            primal.AddProduct(solved.Cost(source, sink), mass);
            starts.Split(sources.Order[source], ends, sinks.Order[sink], mass, total, flows);
        }

        double attained = primal.Value / total, proven = Math.Clamp(dual.Value / total, 0, attained);
        string method = $"network simplex, {from.Count} x {to.Count} points, {solved.Pivots} pivots, {solved.Passes} pricing passes"
            + (solved.IsOptimal ? "" : ", stopped before the optimum");
        return new TransportResult(ground.Order == 1 ? attained : Math.Sqrt(attained), rounding.Below(proven), rounding.Above(attained), solved.LargestViolation, method)
        {
            SourcePotentials = u,
            SinkPotentials = v,
            Plan = flows,
        };
    }

    /// <summary>The optimal plan between points of canonical coordinates and positive integer masses of one sum.</summary>
    internal static IEnumerable<(int From, int To, long Mass)> Plan(double[][] from, long[] supply, double[][] to, long[] demand, double[] periods, GroundCost ground)
    {
        TransportPoints sources = TransportPoints.Sorted(from, supply), sinks = TransportPoints.Sorted(to, demand);
        double bound = new TransportCosts(sources.Coordinates, sinks.Coordinates, periods, ground).Bound();
        return SparseTransport.Solve(sources, sinks, periods, ground, bound).Flows().Select(flow => (sources.Order[flow.From], sinks.Order[flow.To], flow.Mass));
    }

    /// <summary>Gives points without mass, or with less than counts, the largest potentials that are feasible.</summary>
    private static void FillMassless(PointCloud cloud, TransportMasses masses, double[] potentials, PointCloud others, double[] theirs, GroundMetric metric, GroundCost ground)
    {
        if (masses.Points.Length == cloud.Count) return;
        int[] massless = [.. Enumerable.Range(0, cloud.Count).Except(masses.Points)];
        double[][] at = [.. metric.Canonical(cloud).Select(values => Array.ConvertAll(massless, point => values[point]))];
        double[] largest = ConeEnvelope.Values(metric.Canonical(others), theirs, at, [.. metric.Periods], ground, threads: 1);
        for (int k = 0; k < massless.Length; k++) potentials[massless[k]] = Math.BitDecrement(largest[k]);
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
