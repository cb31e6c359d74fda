namespace ParticleLimit.Comparison;

/// <summary>The arcs that the simplex prices between two passes over all of them.</summary>
internal sealed class TransportShortlist
{
    private int[] source, sink;
    private double[] cost;
    private int next;

    public TransportShortlist(int capacity)
    {
        source = new int[capacity];
        sink = new int[capacity];
        cost = new double[capacity];
    }

    public int Count { get; private set; }

    /// <summary>The source of each arc.</summary>
    public ReadOnlySpan<int> Sources => source.AsSpan(0, Count);

    public void Add(int from, int to, double arcCost)
    {
        if (Count == source.Length)
        {
            Array.Resize(ref source, 2 * Count);
            Array.Resize(ref sink, 2 * Count);
            Array.Resize(ref cost, 2 * Count);
        }

        (source[Count], sink[Count], cost[Count]) = (from, to, arcCost);
        Count++;
    }

    /// <summary>Pivots until no arc of the list has a reduced cost under minus the tolerance, or the pivots are used up.</summary>
    /// <remarks>Block search (M. D. Grigoriadis, Math. Programming Study 26, 1986): the best arc of the next block that has one enters.</remarks>
    public void Optimise(TransportTree tree, double tolerance, ref long pivotsLeft)
    {
        if (Count == 0) return;
        int block = Math.Max((int)Math.Sqrt(Count), 64);
        if (next >= Count) next = 0;
        int unproductive = 0;
        while (unproductive < Count && pivotsLeft > 0)
        {
            double best = -tolerance;
            int entering = -1;
            ReadOnlySpan<double> potentials = tree.Potentials;
            for (int scanned = 0; scanned < block; scanned++)
            {
                double reduced = cost[next] - potentials[source[next]] - potentials[sink[next]];
                if (reduced < best) (best, entering) = (reduced, next);
                if (++next == Count) next = 0;
            }

            unproductive += block;
            if (entering < 0) continue;
            tree.Pivot(source[entering], sink[entering], cost[entering]);
            unproductive = 0;
            pivotsLeft--;
        }
    }

    /// <summary>A first tree: flow goes greedily along the arcs of least reduced cost, and each tree of the forest they form hangs on the root.</summary>
    /// <remarks>Every arc chosen exhausts one of its ends, so a tree of the forest has at most one node with mass left: that node hangs on the root.</remarks>
    /// <param name="supply">The masses of the sources.</param>
    /// <param name="demand">The masses of the sinks.</param>
    /// <param name="guess">Feasible potentials, of which each point attains a cost: u_i, then v_j.</param>
    /// <param name="bound">A bound of every cost.</param>
    /// <param name="hub">The cost of an arc to or from the root where that is a hub; else infinite, and the root is for the start alone.</param>
    public TransportTree GreedyTree(long[] supply, long[] demand, double[] guess, double bound, double hub)
    {
        int nodes = supply.Length + demand.Length;
        long[] left = [.. supply, .. demand];
        double[] keys = cost[..Count];
        for (int k = 0; k < Count; k++) keys[k] -= guess[source[k]] + guess[sink[k]];
        int[] order = [.. Enumerable.Range(0, Count)];
        Array.Sort(keys, order);
        var chosen = new List<(int From, int To, long Flow, double Cost)>();
        foreach (int arc in order)
        {
            long moved = Math.Min(left[source[arc]], left[sink[arc]]);
            if (moved == 0) continue;
            left[source[arc]] -= moved;
            left[sink[arc]] -= moved;
            chosen.Add((source[arc], sink[arc], moved, cost[arc]));
        }

        ILookup<int, (int Node, long Flow, double Cost)> neighbours = chosen
            .SelectMany(arc => new[] { (At: arc.From, Node: arc.To, arc.Flow, arc.Cost), (At: arc.To, Node: arc.From, arc.Flow, arc.Cost) })
            .ToLookup(end => end.At, end => (end.Node, end.Flow, end.Cost));
        var tree = new TransportTree(supply.Length, demand.Length);
        var stack = new Stack<int>();
        for (int node = 0; node < nodes; node++)
            if (left[node] > 0) HangComponent(node);
        for (int node = 0; node < supply.Length; node++)
            if (tree.Parent(node) < 0) HangComponent(node); // no mass left anywhere: a source, whose empty arc points towards the root

        tree.Recompute();
        return tree;

        void HangComponent(int top)
        {
            tree.Hang(top, tree.Root, left[top], Math.Min(2 * bound + guess[top], hub));
            stack.Push(top);
            while (stack.TryPop(out int node))
            {
                foreach ((int other, long arcFlow, double arcCost) in neighbours[node])
                {
                    if (tree.Parent(other) >= 0) continue;
                    tree.Hang(other, node, arcFlow, arcCost);
                    stack.Push(other);
                }
            }
        }
    }
}
