namespace ParticleLimit.Comparison;

/// <summary>The points of a cloud that carry mass, those at one place as one.</summary>
/// <remarks>Many arcs of one cost between the same two places would keep the simplex busy with pivots that change nothing.</remarks>
internal sealed class CoincidentPoints
{
    // The points at the k-th place are members[starts[k]..starts[k + 1]], as the cloud counts them; left is what a plan has yet to take of each, from next[k] on.
    private readonly int[] starts, members, next;
    private readonly long[] left;

    private CoincidentPoints(double[][] coordinates, long[] masses, int[] starts, int[] members, long[] left) =>
        (Coordinates, Masses, this.starts, this.members, this.left, next) = (coordinates, masses, starts, members, left, starts[..^1]);

    /// <summary>The places, axis by axis.</summary>
    public double[][] Coordinates { get; }

    /// <summary>The mass at each place.</summary>
    public long[] Masses { get; }

    /// <summary>The places of a cloud.</summary>
    public static CoincidentPoints Of(PointCloud cloud, TransportMasses masses, GroundMetric metric)
    {
        double[][] points = metric.Canonical(cloud);
        int[] order = [.. Enumerable.Range(0, masses.Points.Length)];
        var starts = new List<int>(order.Length + 1);
        Sort(0, order.Length, 0);
        if (starts.Count == order.Length) order = [.. Enumerable.Range(0, order.Length)]; // where no two coincide they stay in their order
        starts.Add(order.Length);

        int[] members = Array.ConvertAll(order, k => masses.Points[k]);
        long[] own = Array.ConvertAll(order, k => masses.Masses[k]), sums = new long[starts.Count - 1];
        for (int place = 0; place < sums.Length; place++)
            for (int k = starts[place]; k < starts[place + 1]; k++) sums[place] += own[k];
        int[] firsts = [.. Enumerable.Range(0, sums.Length).Select(place => members[starts[place]])];
        return new CoincidentPoints([.. points.Select(values => Array.ConvertAll(firsts, point => values[point]))], sums, [.. starts], members, own);

        void Sort(int start, int end, int axis)
        {
            Span<int> range = order.AsSpan(start, end - start);
            if (end - start == 1 || axis == points.Length)
            {
                range.Sort();
                starts.Add(start);
                return;
            }

            double[] keys = new double[end - start];
            for (int k = 0; k < keys.Length; k++) keys[k] = points[axis][masses.Points[range[k]]];
            keys.AsSpan().Sort(range);
            for (int from = 0, to; from < keys.Length; from = to)
            {
                for (to = from + 1; to < keys.Length && keys[to] == keys[from];) to++;
                Sort(start + from, start + to, axis + 1);
            }
        }
    }

    /// <summary>Gives all points at a place one value.</summary>
    /// <param name="place">The place.</param>
    /// <param name="value">The value.</param>
    /// <param name="values">The values of the cloud's points.</param>
    public void Assign(int place, double value, double[] values)
    {
        foreach (int point in members.AsSpan(starts[place]..starts[place + 1])) values[point] = value;
    }

    /// <summary>A flow between two places as flows between points, each taking what those before it have left. To be called for every flow of a plan once.</summary>
    public void Split(int place, CoincidentPoints to, int toPlace, long mass, double total, List<TransportFlow> flows)
    {
        while (mass > 0)
        {
            ref int from = ref next[place];
            ref int other = ref to.next[toPlace];
            long moved = Math.Min(mass, Math.Min(left[from], to.left[other]));
            flows.Add(new TransportFlow(members[from], to.members[other], moved / total));
            mass -= moved;
            if ((left[from] -= moved) == 0) from++;
            if ((to.left[other] -= moved) == 0) other++;
        }
    }
}
