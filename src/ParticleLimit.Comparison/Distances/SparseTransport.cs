namespace ParticleLimit.Comparison;

/// <summary>The optimal transport between two sets of points, by a network simplex on a list of arcs that grows until no other arc would help.</summary>
/// <remarks>The potentials of a problem of a quarter as many points, solved first, say which arcs to begin with and from which tree. They are made
/// feasible by two c-transforms. Only the arcs of least reduced cost at each point are listed: with the nearest neighbours instead, and a tree that
/// takes the shortest arcs first, four times as many pivots follow between clouds that overlap, and more between clouds that do not.
/// Where costs have a bound, the root of the tree is the hub of <see cref="GroundCost"/>, and all arcs to and from it are listed: potentials are at most half the bound then,
/// so an arc whose cost is the bound is never violated.</remarks>
internal sealed class SparseTransport
{
    private const int Neighbours = 32, Dense = 64;

    private readonly TransportPoints from, to;
    private readonly TransportCosts costs;
    private readonly double tolerance;
    private readonly PricingTree sinks;
    private readonly double[] point, values = new double[Neighbours];
    private readonly int[] found = new int[Neighbours];
    private readonly TransportTree tree;

    private SparseTransport(TransportPoints from, TransportPoints to, double[] periods, GroundCost ground, double bound)
    {
        (this.from, this.to) = (from, to);
        costs = new TransportCosts(from.Coordinates, to.Coordinates, periods, ground);
        sinks = new PricingTree(to.Coordinates, periods, ground.Order);
        point = new double[periods.Length];
        SourcePotentials = new double[from.Count];
        SinkPotentials = new double[to.Count];

        // Rounding of a potential is about 1e-16 of the bound at each arc of its path: under this tolerance signs would be noise.
        tolerance = 1e-13 * bound;
        var list = new TransportShortlist(2 * Neighbours * (from.Count + to.Count));
        if (Math.Max(from.Count, to.Count) <= Dense) ListAll(list);
        else ListLeast(list, new SparseTransport(from.Coarser(), to.Coarser(), periods, ground, bound));
        tree = list.GreedyTree(from.Masses, to.Masses, [.. SourcePotentials, .. SinkPotentials], bound, ground.Half);
        if (ground.Half < double.PositiveInfinity)
        {
            for (int i = 0; i < from.Count; i++) list.Add(i, tree.Root, ground.Half);
            for (int j = 0; j < to.Count; j++) list.Add(tree.Root, from.Count + j, ground.Half);
        }

        Optimise(list);
    }

    /// <summary>The potentials u_i, feasible with <see cref="SinkPotentials"/>.</summary>
    public double[] SourcePotentials { get; }

    /// <summary>The potentials v_j.</summary>
    public double[] SinkPotentials { get; }

    /// <summary>How far the potentials of the tree exceed the cost of an arc at worst.</summary>
    public double LargestViolation { get; private set; }

    /// <summary>The pivots made.</summary>
    public long Pivots { get; private set; }

    /// <summary>The passes over all arcs.</summary>
    public int Passes { get; private set; }

    /// <summary>False when the pivots allowed were used up.</summary>
    public bool IsOptimal { get; private set; }

    /// <summary>Solves a problem whose costs are under a bound.</summary>
    public static SparseTransport Solve(TransportPoints from, TransportPoints to, double[] periods, GroundCost ground, double bound) =>
        new(from, to, periods, bound < ground.Most ? new GroundCost(ground.Order) : ground, bound);

    /// <summary>The cost from a source to a sink.</summary>
    public double Cost(int source, int sink) => costs.Cost(source, sink);

    /// <summary>The optimal plan. What comes to the hub goes on to those who wait there, in their order.</summary>
    public IEnumerable<(int From, int To, long Mass)> Flows()
    {
        var atHub = new Queue<(int From, long Mass)>();
        var wanted = new Queue<(int To, long Mass)>();
        for (int node = 0; node < tree.Root; node++)
        {
            (int other, long mass) = (tree.Parent(node), tree.Flow(node));
            if (mass == 0) continue;
            if (other < tree.Root) yield return (Math.Min(node, other), Math.Max(node, other) - from.Count, mass);
            else if (node < from.Count) atHub.Enqueue((node, mass));
            else wanted.Enqueue((node - from.Count, mass));
        }

        long left = 0, missing = 0;
        for (int source = 0, sink = 0; ;)
        {
            if (left == 0 && atHub.TryDequeue(out (int From, long Mass) next)) (source, left) = next;
            if (missing == 0 && wanted.TryDequeue(out (int To, long Mass) room)) (sink, missing) = room;
            long mass = Math.Min(left, missing);
            if (mass == 0) yield break;
            yield return (source, sink, mass);
            (left, missing) = (left - mass, missing - mass);
        }
    }

    private void ListAll(TransportShortlist list)
    {
        for (int i = 0; i < from.Count; i++)
            for (int j = 0; j < to.Count; j++) list.Add(i, from.Count + j, costs.Cost(i, j));
        Transform(sinks, SourcePotentials);
    }

    private void ListLeast(TransportShortlist list, SparseTransport coarse)
    {
        coarse.sinks.SetPotentials(coarse.SinkPotentials);
        Transform(coarse.sinks, SourcePotentials);
        var sources = new PricingTree(from.Coordinates, costs.Periods, costs.Ground.Order);
        sources.SetPotentials(SourcePotentials);
        for (int j = 0; j < to.Count; j++)
        {
            to.CopyTo(j, point);
            int count = sources.Least(point, double.PositiveInfinity, values, found);
            SinkPotentials[j] = Math.Min(values[0], costs.Ground.Half);
            for (int k = 0; k < count; k++) list.Add(found[k], from.Count + j, costs.Cost(found[k], j));
        }

        int perSink = list.Count / to.Count;
        sinks.SetPotentials(SinkPotentials);
        for (int i = 0; i < from.Count; i++)
        {
            from.CopyTo(i, point);
            int count = sinks.Least(point, double.PositiveInfinity, values, found);
            SourcePotentials[i] = Math.Min(values[0], costs.Ground.Half);
            for (int k = 0; k < count; k++)
                if (!list.Sources.Slice(found[k] * perSink, perSink).Contains(i)) list.Add(i, from.Count + found[k], costs.Cost(i, found[k]));
        }
    }

    /// <summary>The least of cost(x, y_j) - v_j over the points of a tree, at each source.</summary>
    private void Transform(PricingTree others, double[] least)
    {
        int ignored = 0;
        for (int i = 0; i < from.Count; i++)
        {
            from.CopyTo(i, point);
            others.Least(point, double.PositiveInfinity, least.AsSpan(i, 1), new Span<int>(ref ignored));
            least[i] = Math.Min(least[i], costs.Ground.Half);
        }
    }

    private void Optimise(TransportShortlist list)
    {
        long allowed = 1000L * (from.Count + to.Count) + 1_000_000, left = allowed;
        do
        {
            list.Optimise(tree, tolerance / 2, ref left);
            tree.Recompute();
            tree.Potentials.AsSpan(0, from.Count).CopyTo(SourcePotentials);
            tree.Potentials.AsSpan(from.Count, to.Count).CopyTo(SinkPotentials);
            Passes++;
            IsOptimal = !ListViolated(list);
        }
        while (!IsOptimal && left > 0);
        Pivots = allowed - left;
    }

    /// <summary>Lists the most violated arcs of each source, and lowers its potential until none is.</summary>
    private bool ListViolated(TransportShortlist list)
    {
        LargestViolation = 0;
        for (int j = 0; j < to.Count; j++) KeepUnderHub(ref SinkPotentials[j]);
        sinks.SetPotentials(SinkPotentials);
        for (int i = 0; i < from.Count; i++)
        {
            KeepUnderHub(ref SourcePotentials[i]);
            from.CopyTo(i, point);
            int count = sinks.Least(point, SourcePotentials[i], values, found);
            if (count == 0) continue;
            double violation = SourcePotentials[i] - values[0];
            LargestViolation = Math.Max(LargestViolation, violation);
            SourcePotentials[i] = values[0];
            if (violation <= tolerance) continue;
            for (int k = 0; k < count; k++) list.Add(i, from.Count + found[k], costs.Cost(i, found[k]));
        }

        return LargestViolation > tolerance;

        void KeepUnderHub(ref double potential)
        {
            LargestViolation = Math.Max(LargestViolation, potential - costs.Ground.Half);
            potential = Math.Min(potential, costs.Ground.Half);
        }
    }
}
