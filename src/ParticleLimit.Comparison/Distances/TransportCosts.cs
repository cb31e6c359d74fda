using System.Numerics;

namespace ParticleLimit.Comparison;

/// <summary>The cost of every arc between two sets of points, computed from their coordinates when it is asked for.</summary>
/// <remarks>Sums of squares are formed in the same order by the vector and the scalar code, without fused operations, so both give the same bits.</remarks>
internal sealed class TransportCosts
{
    private readonly double[][] from, to;
    private readonly double[] periods;
    private readonly int order, stride;

    public TransportCosts(double[][] from, double[][] to, double[] periods, int order)
    {
        stride = (to[0].Length + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        this.from = from;
        this.to = [.. to.Select(values => { double[] padded = new double[stride]; values.CopyTo(padded, 0); return padded; })];
        this.periods = periods;
        this.order = order;
        (Sources, Sinks) = (from[0].Length, to[0].Length);
    }

    public int Sources { get; }

    public int Sinks { get; }

    /// <summary>|x_i - y_j| to the power of the order.</summary>
    public double Cost(int i, int j)
    {
        double squared = 0;
        for (int axis = 0; axis < periods.Length; axis++)
        {
            double gap = Math.Abs(to[axis][j] - from[axis][i]);
            gap = Math.Min(gap, periods[axis] - gap);
            squared += gap * gap;
        }

        return order == 1 ? Math.Sqrt(squared) : squared;
    }

    /// <summary>A bound of every cost, from the bounding boxes.</summary>
    public double Bound()
    {
        double squared = 0;
        for (int axis = 0; axis < periods.Length; axis++)
        {
            ReadOnlySpan<double> ends = to[axis].AsSpan(0, Sinks);
            double low = from[axis][0], high = low;
            foreach (double value in from[axis]) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            foreach (double value in ends) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            double gap = Math.Min(high - low, periods[axis] / 2);
            squared += gap * gap;
        }

        return order == 1 ? Math.Sqrt(squared) : squared;
    }

    /// <summary>Visits the pairs of each source and its nearest sinks.</summary>
    public void VisitNearest(int neighbours, Action<int, int> visit)
    {
        int count = Math.Min(neighbours, Sinks);
        double[] nearest = new double[count];
        int[] index = new int[count];
        Span<double> squares = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < Sources; i++)
        {
            Array.Fill(nearest, double.PositiveInfinity);
            for (int start = 0; start < stride; start += Vector<double>.Count)
            {
                Vector<double> squared = Squared(i, start);
                if (!Vector.LessThanAny(squared, new Vector<double>(nearest[^1]))) continue;
                squared.CopyTo(squares);
                for (int lane = 0; lane < squares.Length && start + lane < Sinks; lane++)
                {
                    if (!(squares[lane] < nearest[^1])) continue;
                    int place = count - 1;
                    for (; place > 0 && nearest[place - 1] > squares[lane]; place--) (nearest[place], index[place]) = (nearest[place - 1], index[place - 1]);
                    (nearest[place], index[place]) = (squares[lane], start + lane);
                }
            }

            foreach (int j in index) visit(i, j);
        }
    }

    /// <summary>Prices every arc: adds the most violated of each segment of each source's arcs, and gives each source's least reduced cost.</summary>
    /// <param name="list">The list that takes the arcs whose reduced cost is under minus the tolerance.</param>
    /// <param name="potentials">u_i, then v_j.</param>
    /// <param name="tolerance">Reduced costs above minus this are left alone.</param>
    /// <param name="segments">How many arcs of one source may join the list.</param>
    /// <param name="least">For each source, the smaller of zero and its least reduced cost.</param>
    public void Price(TransportShortlist list, ReadOnlySpan<double> potentials, double tolerance, int segments, Span<double> least)
    {
        double[] atSinks = new double[stride];
        Array.Fill(atSinks, double.NegativeInfinity); // a padded lane never exceeds a cost
        potentials.Slice(Sources, Sinks).CopyTo(atSinks);
        int width = Vector<double>.Count, perSegment = Math.Max((stride / width + segments - 1) / segments, 1) * width;
        for (int i = 0; i < Sources; i++)
        {
            least[i] = 0;
            for (int segment = 0; segment < stride; segment += perSegment)
            {
                double best = 0;
                int worst = -1;
                for (int start = segment; start < Math.Min(segment + perSegment, stride); start += width)
                {
                    Vector<double> reach = new Vector<double>(potentials[i]) + new Vector<double>(atSinks, start);
                    Vector<double> power = order == 1 ? reach * reach : reach;
                    Vector<long> violated = Vector.LessThan(Squared(i, start), power) & Vector.GreaterThan(reach, Vector<double>.Zero);
                    if (violated == Vector<long>.Zero) continue;
                    for (int j = start; j < Math.Min(start + width, Sinks); j++)
                    {
                        double reduced = Cost(i, j) - potentials[i] - atSinks[j];
                        if (reduced < best) (best, worst) = (reduced, j);
                    }
                }

                if (best < -tolerance) list.Add(i, worst + Sources, Cost(i, worst));
                least[i] = Math.Min(least[i], best);
            }
        }
    }

    /// <summary>The least cost minus potential over the sinks, for each source: a 1-Lipschitz function of the source when the order is 1.</summary>
    public void Transform(ReadOnlySpan<double> potentials, Span<double> least)
    {
        double[] atSinks = new double[stride];
        Array.Fill(atSinks, double.NegativeInfinity);
        potentials.CopyTo(atSinks);
        for (int i = 0; i < Sources; i++)
        {
            var minimum = new Vector<double>(double.PositiveInfinity);
            for (int start = 0; start < stride; start += Vector<double>.Count)
            {
                Vector<double> squared = Squared(i, start);
                minimum = Vector.Min(minimum, (order == 1 ? Vector.SquareRoot(squared) : squared) - new Vector<double>(atSinks, start));
            }

            least[i] = minimum[0];
            for (int lane = 1; lane < Vector<double>.Count; lane++) least[i] = Math.Min(least[i], minimum[lane]);
        }
    }

    private Vector<double> Squared(int i, int start)
    {
        Vector<double> squared = Vector<double>.Zero;
        for (int axis = 0; axis < periods.Length; axis++)
        {
            Vector<double> gap = Vector.Abs(new Vector<double>(to[axis], start) - new Vector<double>(from[axis][i]));
            gap = Vector.Min(gap, new Vector<double>(periods[axis]) - gap);
            squared += gap * gap;
        }

        return squared;
    }
}
