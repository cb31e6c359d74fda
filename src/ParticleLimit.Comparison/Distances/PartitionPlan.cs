using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>A transport plan between two sets of points, evaluated with the true cost: an upper bound that local exact solves make smaller.</summary>
/// <remarks>Points go to their owners as far as these have room; what is left is matched in the smallest box of the tree of the few points that has room, and so up.
/// Then the plan is cut in parts by boxes, and each part is made optimal by itself, first in the tree's own boxes and then in those of turned axes.</remarks>
internal sealed class PartitionPlan
{
    private const int PartSize = 400;

    private readonly TransportPoints few, many;
    private readonly TransportCosts costs;
    private readonly double total;
    private List<(int From, int To, long Mass)> flows = [];

    /// <summary>The plan by owners.</summary>
    /// <param name="few">Where mass goes.</param>
    /// <param name="many">Where it comes from.</param>
    /// <param name="owners">To which of the few each of the many would go.</param>
    /// <param name="periods">The period of each axis, infinite where there is none.</param>
    /// <param name="ground">What distances cost.</param>
    public PartitionPlan(TransportPoints few, TransportPoints many, int[] owners, double[] periods, GroundCost ground)
    {
        (this.few, this.many, costs) = (few, many, new TransportCosts(many.Coordinates, few.Coordinates, periods, ground));
        foreach (long mass in few.Masses) total += mass;
        long[] room = [.. few.Masses];
        ILookup<int, int> clients = Enumerable.Range(0, many.Count).ToLookup(j => owners[j]);
        var waiting = new Stack<(int Point, long Mass)>();
        var open = new Stack<int>();
        Match(0, few.Count);

        void Match(int start, int end)
        {
            (int waitingBefore, int openBefore) = (waiting.Count, open.Count);
            if (end - start > 1)
            {
                int middle = (start + end) / 2;
                Match(start, middle);
                Match(middle, end);
            }
            else
            {
                foreach (int j in clients[start]) waiting.Push((j, many.Masses[j]));
                open.Push(start);
            }

            while (waiting.Count > waitingBefore && open.Count > openBefore)
            {
                (int from, long mass) = waiting.Pop();
                int to = open.Pop();
                long moved = Math.Min(mass, room[to]);
                flows.Add((from, to, moved));
                room[to] -= moved;
                if (room[to] > 0) open.Push(to);
                if (mass > moved) waiting.Push((from, mass - moved));
            }
        }
    }

    /// <summary>What is taken from each of the many, and at what cost.</summary>
    public IEnumerable<(int From, double Cost, long Mass)> Flows => flows.Select(flow => (flow.From, costs.Cost(flow.From, flow.To), flow.Mass));

    /// <summary>The mean cost.</summary>
    public double Cost
    {
        get
        {
            var sum = default(CompensatedSum);
            foreach ((int from, int to, long mass) in flows) sum.AddProduct(costs.Cost(from, to), mass);
            return sum.Value / total;
        }
    }

    /// <summary>Makes parts of the plan optimal.</summary>
    /// <param name="sweep">Even sweeps cut by the axes, odd ones by turned axes.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    public void Improve(int sweep, int threads)
    {
        int[] order = PricingTree.Order(Turned(sweep)), place = new int[few.Count];
        for (int k = 0; k < order.Length; k++) place[order[k]] = k;
        int parts = Math.Clamp(flows.Count / PartSize, 1, few.Count);
        List<(int From, int To, long Mass)>[] cut = [.. Enumerable.Range(0, parts).Select(_ => new List<(int, int, long)>())];
        foreach (var flow in flows) cut[(int)((long)place[flow.To] * parts / few.Count)].Add(flow);
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => cut[part] = Optimal(cut[part]));
        flows = [.. cut.SelectMany(part => part)];
    }

    private double[][] Turned(int sweep)
    {
        double[][] axes = few.Coordinates;
        if (sweep % 2 == 0) return axes;
        return [.. axes.Select((values, axis) => axis % 2 == 0 && axis + 1 < axes.Length
            ? values.Zip(axes[axis + 1], (x, y) => x + y).ToArray()
            : axis % 2 == 1 ? [.. values.Zip(axes[axis - 1], (x, y) => x - y)] : values)];
    }

    private List<(int From, int To, long Mass)> Optimal(List<(int From, int To, long Mass)> part)
    {
        if (part.TrueForAll(flow => costs.Cost(flow.From, flow.To) == 0)) return part;
        int[] from = [.. part.Select(flow => flow.From).Distinct()], to = [.. part.Select(flow => flow.To).Distinct()];
        Dictionary<int, int> atFrom = Places(from), atTo = Places(to);
        long[] supply = new long[from.Length], demand = new long[to.Length];
        foreach ((int source, int sink, long mass) in part)
        {
            supply[atFrom[source]] += mass;
            demand[atTo[sink]] += mass;
        }

        return [.. ExactTransport.Plan(Coordinates(many, from), supply, Coordinates(few, to), demand, costs.Periods, costs.Ground).Select(flow => (from[flow.From], to[flow.To], flow.Mass))];

        static Dictionary<int, int> Places(int[] points) => points.Select((point, place) => (point, place)).ToDictionary(entry => entry.point, entry => entry.place);

        static double[][] Coordinates(TransportPoints points, int[] which) => [.. points.Coordinates.Select(values => Array.ConvertAll(which, point => values[point]))];
    }
}
