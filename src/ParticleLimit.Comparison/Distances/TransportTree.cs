namespace ParticleLimit.Comparison;

/// <summary>A strongly feasible spanning tree of the transportation problem: its flows, its potentials and its pivots.</summary>
/// <remarks>Nodes are the sources, then the sinks, then a root joined to every node by an artificial arc. Its cost is 2 A and the node's first
/// potential, where A bounds every cost: first potentials that are feasible and attained leave no reduced cost over 2 A, so a path through the
/// root is never kept, as the graph is complete. Arcs point from sources to sinks, so the kind of a child tells the direction of the arc to its
/// parent. Every arc without flow points towards the root, and the last blocking arc of a cycle leaves, which excludes cycling:
/// W. H. Cunningham, "A network simplex method", Math. Programming 11 (1976); R. K. Ahuja, T. L. Magnanti, J. B. Orlin, "Network Flows"
/// (1993), chapter 11.</remarks>
internal sealed class TransportTree
{
    private readonly int sources;
    private readonly int[] parent, depth, firstChild, nextSibling, previousSibling;
    private readonly long[] flow;
    private readonly double[] cost;

    /// <summary>A root and nodes that <see cref="Hang"/> has yet to join to it, before <see cref="Recompute"/> gives their potentials.</summary>
    public TransportTree(int sources, int sinks)
    {
        this.sources = sources;
        Root = sources + sinks;
        parent = new int[Root + 1];
        depth = new int[Root + 1];
        firstChild = new int[Root + 1];
        nextSibling = new int[Root + 1];
        previousSibling = new int[Root + 1];
        flow = new long[Root + 1];
        cost = new double[Root + 1];
        Potentials = new double[Root + 1];
        Array.Fill(firstChild, -1);
        Array.Fill(parent, -1);
    }

    public int Root { get; }

    /// <summary>u_i at the sources, then v_j at the sinks, zero at the root: u_i + v_j is the cost of every arc of the tree.</summary>
    public double[] Potentials { get; }

    public int Parent(int node) => parent[node];

    public long Flow(int node) => flow[node];

    public double Cost(int node) => cost[node];

    /// <summary>Hangs a node that has no parent yet, with the arc that joins them.</summary>
    public void Hang(int child, int under, long arcFlow, double arcCost)
    {
        parent[child] = under;
        flow[child] = arcFlow;
        cost[child] = arcCost;
        int sibling = firstChild[under];
        nextSibling[child] = sibling;
        previousSibling[child] = -1;
        if (sibling >= 0) previousSibling[sibling] = child;
        firstChild[under] = child;
    }

    /// <summary>Depths and potentials from the root, which also removes the rounding that pivots have piled up.</summary>
    public void Recompute()
    {
        Potentials[Root] = 0;
        depth[Root] = 0;
        for (int node = Next(Root, Root); node >= 0; node = Next(node, Root))
        {
            int above = parent[node];
            depth[node] = depth[above] + 1;
            Potentials[node] = cost[node] - Potentials[above];
        }
    }

    /// <summary>Lets the arc of negative reduced cost enter and the last blocking arc of its cycle leave.</summary>
    public void Pivot(int source, int sink, double arcCost)
    {
        double reduced = arcCost - Potentials[source] - Potentials[sink];
        (int leaving, bool underSink, long push) = LastBlocking(source, sink, out int apex);
        if (push > 0)
        {
            for (int node = sink; node != apex; node = parent[node]) flow[node] += node < sources ? push : -push;
            for (int node = source; node != apex; node = parent[node]) flow[node] += node < sources ? -push : push;
        }

        (int child, int under) = underSink ? (sink, source) : (source, sink);
        Reverse(child, under, leaving, push, arcCost);

        double atSources = underSink ? -reduced : reduced;
        for (int node = child; node >= 0; node = Next(node, child))
        {
            depth[node] = depth[parent[node]] + 1;
            Potentials[node] += node < sources ? atSources : -atSources;
        }
    }

    /// <summary>Flow goes from the source to the sink, up to the apex and down again: later arcs are nearer the apex on the sink's side and
    /// farther from it on the source's side.</summary>
    private (int Leaving, bool UnderSink, long Push) LastBlocking(int source, int sink, out int apex)
    {
        int onSource = source, onSink = sink, leavingSource = -1, leavingSink = -1;
        long pushSource = long.MaxValue, pushSink = long.MaxValue;
        while (onSource != onSink)
        {
            if (depth[onSource] >= depth[onSink])
            {
                if (onSource < sources && flow[onSource] < pushSource) (pushSource, leavingSource) = (flow[onSource], onSource);
                onSource = parent[onSource];
            }
            else
            {
                if (onSink >= sources && flow[onSink] <= pushSink) (pushSink, leavingSink) = (flow[onSink], onSink);
                onSink = parent[onSink];
            }
        }

        apex = onSource;
        return pushSink <= pushSource ? (leavingSink, true, pushSink) : (leavingSource, false, pushSource);
    }

    /// <summary>Hangs the subtree of <paramref name="leaving"/> by its node <paramref name="child"/>, turning round the arcs between them.</summary>
    private void Reverse(int child, int under, int leaving, long arcFlow, double arcCost)
    {
        while (true)
        {
            (int above, long nextFlow, double nextCost) = (parent[child], flow[child], cost[child]);
            Detach(child, above);
            Hang(child, under, arcFlow, arcCost);
            if (child == leaving) return;
            (child, under, arcFlow, arcCost) = (above, child, nextFlow, nextCost);
        }
    }

    private void Detach(int child, int above)
    {
        int before = previousSibling[child], after = nextSibling[child];
        if (before >= 0) nextSibling[before] = after;
        else firstChild[above] = after;
        if (after >= 0) previousSibling[after] = before;
    }

    /// <summary>The node after this one in the preorder of the subtree of <paramref name="top"/>; -1 at its end.</summary>
    private int Next(int node, int top)
    {
        if (firstChild[node] >= 0) return firstChild[node];
        while (node != top)
        {
            if (nextSibling[node] >= 0) return nextSibling[node];
            node = parent[node];
        }

        return -1;
    }
}
