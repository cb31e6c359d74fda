namespace ParticleLimit.Comparison;

/// <summary>The optimal transport between two sets of points, by a network simplex on a list of arcs that grows until no other arc would help.</summary>
/// <remarks>The potentials of a problem of a quarter as many points, solved first, say which arcs to begin with and from which tree. They are made
/// feasible by two c-transforms. Only the arcs of least reduced cost at each point are listed: with the nearest neighbours instead, and a tree that
/// takes the shortest arcs first, four times as many pivots follow between clouds that overlap, and more between clouds that do not.</remarks>
internal sealed class SparseTransport
{
    private const int Neighbours = 32, Dense = 64;

    private readonly TransportPoints from, to;
    private readonly TransportCosts costs;
    private readonly double tolerance;
    private readonly PricingTree sinks;
    private readonly double[] point, values = new double[Neighbours];
    private readonly int[] found = new int[Neighbours];

    private SparseTransport(TransportPoints from, TransportPoints to, double[] periods, int order, double bound)
    {
        (this.from, this.to) = (from, to);
        costs = new TransportCosts(from.Coordinates, to.Coordinates, periods, order);
        sinks = new PricingTree(to.Coordinates, periods, order);
        point = new double[periods.Length];
        SourcePotentials = new double[from.Count];
        SinkPotentials = new double[to.Count];

        // Rounding of a potential is about 1e-16 of the bound at each arc of its path: under this tolerance signs would be noise.
        tolerance = 1e-13 * bound;
        var list = new TransportShortlist(2 * Neighbours * (from.Count + to.Count));
        if (Math.Max(from.Count, to.Count) <= Dense) ListAll(list);
        else ListLeast(list, new SparseTransport(from.Coarser(), to.Coarser(), periods, order, bound));
        Tree = list.GreedyTree(from.Masses, to.Masses, [.. SourcePotentials, .. SinkPotentials], bound);
        Optimise(list);
    }

    /// <summary>The optimal tree.</summary>
    public TransportTree Tree { get; }

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
    public static SparseTransport Solve(TransportPoints from, TransportPoints to, double[] periods, int order, double bound) => new(from, to, periods, order, bound);

    private void ListAll(TransportShortlist list)
    {
        for (int i = 0; i < from.Count; i++)
            for (int j = 0; j < to.Count; j++) list.Add(i, from.Count + j, costs.Cost(i, j));
        Transform(sinks, from, SourcePotentials);
    }

    private void ListLeast(TransportShortlist list, SparseTransport coarse)
    {
        coarse.sinks.SetPotentials(coarse.SinkPotentials);
        Transform(coarse.sinks, from, SourcePotentials);
        var sources = new PricingTree(from.Coordinates, costs.Periods, costs.Order);
        sources.SetPotentials(SourcePotentials);
        for (int j = 0; j < to.Count; j++)
        {
            to.CopyTo(j, point);
            int count = sources.Least(point, double.PositiveInfinity, values, found);
            SinkPotentials[j] = values[0];
            for (int k = 0; k < count; k++) list.Add(found[k], from.Count + j, costs.Cost(found[k], j));
        }

        int perSink = list.Count / to.Count;
        sinks.SetPotentials(SinkPotentials);
        for (int i = 0; i < from.Count; i++)
        {
            from.CopyTo(i, point);
            int count = sinks.Least(point, double.PositiveInfinity, values, found);
            SourcePotentials[i] = values[0];
            for (int k = 0; k < count; k++)
                if (!list.Sources.Slice(found[k] * perSink, perSink).Contains(i)) list.Add(i, from.Count + found[k], costs.Cost(i, found[k]));
        }
    }

    /// <summary>The least of cost(x, y_j) - v_j over the points of a tree, at each of the other points.</summary>
    private static void Transform(PricingTree tree, TransportPoints at, Span<double> least)
    {
        Span<double> point = stackalloc double[at.Coordinates.Length];
        int ignored = 0;
        for (int i = 0; i < at.Count; i++)
        {
            at.CopyTo(i, point);
            tree.Least(point, double.PositiveInfinity, least.Slice(i, 1), new Span<int>(ref ignored));
        }
    }

    private void Optimise(TransportShortlist list)
    {
        long allowed = 1000L * (from.Count + to.Count) + 1_000_000, left = allowed;
        do
        {
            list.Optimise(Tree, tolerance / 2, ref left);
            Tree.Recompute();
            Tree.Potentials.AsSpan(0, from.Count).CopyTo(SourcePotentials);
            Tree.Potentials.AsSpan(from.Count, to.Count).CopyTo(SinkPotentials);
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
        sinks.SetPotentials(SinkPotentials);
        for (int i = 0; i < from.Count; i++)
        {
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
    }
}
