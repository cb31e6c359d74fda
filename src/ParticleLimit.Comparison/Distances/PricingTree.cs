using System.Numerics;
using System.Numerics.Tensors;

namespace ParticleLimit.Comparison;

/// <summary>A kd-tree of points that carry potentials v_j, which finds the least of cost(x, y_j) - v_j.</summary>
/// <remarks>A box is left out when its distance less its largest potential is too large. The points are stored in the order of
/// <see cref="Order"/>, in which every node is a range that is cut in its middle.</remarks>
internal sealed class PricingTree
{
    private const int LeafSize = 8;

    private readonly double[][] points;
    private readonly double[] periods, potentials, boxes, largest;
    private readonly int count, dimension, order;

    /// <summary>A tree of points in their tree order, all of potential zero.</summary>
    /// <param name="points">The coordinates, axis by axis.</param>
    /// <param name="periods">The period of each axis, infinite where there is none.</param>
    /// <param name="order">The power of the distance that is the cost, 1 or 2.</param>
    public PricingTree(double[][] points, double[] periods, int order)
    {
        (count, dimension, this.order, this.periods) = (points[0].Length, points.Length, order, periods);
        int padded = count + LeafSize; // a vector may start at the last point
        this.points = [.. points.Select(values => { double[] copy = new double[padded]; values.CopyTo(copy, 0); return copy; })];
        potentials = new double[padded];
        Array.Fill(potentials, double.NegativeInfinity, count, LeafSize);
        int nodes = NodesUnder(0, 0, count);
        boxes = new double[2 * dimension * nodes];
        largest = new double[nodes];
        Bound(0, 0, count);
    }

    /// <summary>A tree of points in any order, with their potentials; what it finds is counted in its own order.</summary>
    public static PricingTree Over(double[][] points, double[] potentials, double[] periods, int order)
    {
        int[] sorted = Order(points);
        var tree = new PricingTree([.. points.Select(values => Array.ConvertAll(sorted, point => values[point]))], periods, order);
        tree.SetPotentials(Array.ConvertAll(sorted, point => potentials[point]));
        return tree;
    }

    /// <summary>The permutation that sorts points by the cuts of the tree: at the median, across the longest side of the bounding box.</summary>
    public static int[] Order(double[][] points)
    {
        int[] order = [.. Enumerable.Range(0, points[0].Length)];
        double[] keys = new double[order.Length];
        Cut(0, order.Length);
        return order;

        void Cut(int start, int end)
        {
            if (end - start <= 1) return;
            double widest = -1;
            double[] across = points[0];
            foreach (double[] values in points)
            {
                double low = double.PositiveInfinity, high = double.NegativeInfinity;
                for (int i = start; i < end; i++) (low, high) = (Math.Min(low, values[order[i]]), Math.Max(high, values[order[i]]));
                if (high - low > widest) (widest, across) = (high - low, values);
            }

            for (int i = start; i < end; i++) keys[i] = across[order[i]];
            keys.AsSpan(start, end - start).Sort(order.AsSpan(start, end - start));
            int middle = (start + end) / 2;
            Cut(start, middle);
            Cut(middle, end);
        }
    }

    /// <summary>Gives the points their potentials.</summary>
    public void SetPotentials(ReadOnlySpan<double> values)
    {
        values.CopyTo(potentials);
        Raise(0, 0, count);
    }

    /// <summary>Gives one point another potential.</summary>
    public void SetPotential(int at, double value)
    {
        potentials[at] = value;
        Raise(0, 0, count);

        double Raise(int node, int start, int end)
        {
            double value = double.NegativeInfinity;
            if (end - start > LeafSize)
            {
                int middle = (start + end) / 2;
                value = at < middle ? Math.Max(Raise(2 * node + 1, start, middle), largest[2 * node + 2]) : Math.Max(largest[2 * node + 1], Raise(2 * node + 2, middle, end));
            }
            else foreach (double potential in potentials.AsSpan(start, end - start)) value = Math.Max(value, potential);
            return largest[node] = value;
        }
    }

    /// <summary>Finds the points of least cost(x, y_j) - v_j under a bound, ascending.</summary>
    /// <param name="from">x.</param>
    /// <param name="bound">What is not under it is not looked for.</param>
    /// <param name="values">Takes the least values.</param>
    /// <param name="found">Takes their points.</param>
    /// <returns>How many there are, at most as many as the spans have room for.</returns>
    public int Least(ReadOnlySpan<double> from, double bound, Span<double> values, Span<int> found)
    {
        var query = new Query { From = from, Bound = bound, Values = values, Found = found };
        if (Key(from, 0) < bound) Search(ref query, 0, 0, count);
        return query.Count;
    }

    /// <summary>Finds all points whose cost(x, y_j) - v_j is less than the least plus a margin, in no order.</summary>
    /// <param name="from">x.</param>
    /// <param name="margin">What is added to the least.</param>
    /// <param name="values">Takes their values.</param>
    /// <param name="found">Takes the points.</param>
    /// <returns>How many there are; if there is no room for all, as many as the spans have room for, the least among them.</returns>
    public int Near(ReadOnlySpan<double> from, double margin, Span<double> values, Span<int> found)
    {
        var query = new Query { From = from, Bound = double.PositiveInfinity, Margin = margin, Values = values, Found = found };
        Search(ref query, 0, 0, count);
        query.Compact(margin);
        return query.Count;
    }

    private static int NodesUnder(int node, int start, int end)
    {
        if (end - start <= LeafSize) return node + 1;
        int middle = (start + end) / 2;
        return Math.Max(NodesUnder(2 * node + 1, start, middle), NodesUnder(2 * node + 2, middle, end));
    }

    private void Bound(int node, int start, int end)
    {
        for (int axis = 0; axis < dimension; axis++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (double value in points[axis].AsSpan(start, end - start)) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            (boxes[2 * (dimension * node + axis)], boxes[2 * (dimension * node + axis) + 1]) = (low, high);
        }

        if (end - start <= LeafSize) return;
        int middle = (start + end) / 2;
        Bound(2 * node + 1, start, middle);
        Bound(2 * node + 2, middle, end);
    }

    private double Raise(int node, int start, int end)
    {
        int middle = (start + end) / 2;
        double value = double.NegativeInfinity;
        if (end - start > LeafSize) value = Math.Max(Raise(2 * node + 1, start, middle), Raise(2 * node + 2, middle, end));
        else foreach (double potential in potentials.AsSpan(start, end - start)) value = Math.Max(value, potential);
        return largest[node] = value;
    }

    /// <summary>A lower bound of cost - potential over the box of a node.</summary>
    private double Key(ReadOnlySpan<double> from, int node)
    {
        ReadOnlySpan<double> box = boxes.AsSpan(2 * dimension * node, 2 * dimension);
        double squared = 0;
        for (int axis = 0; axis < from.Length; axis++)
        {
            double under = box[2 * axis] - from[axis], over = from[axis] - box[2 * axis + 1], period = periods[axis];
            double gap = Math.Max(under, over);
            if (gap <= 0) continue;
            gap = Math.Min(gap, period + Math.Min(under, over)); // the other way round: to the far face, which is one period nearer
            if (gap > 0) squared += gap * gap;
        }

        return (order == 1 ? Math.Sqrt(squared) : squared) - largest[node];
    }

    private void Search(ref Query query, int node, int start, int end)
    {
        if (end - start <= LeafSize)
        {
            for (int i = start; i < end; i += Vector<double>.Count) Scan(ref query, i, end);
            return;
        }

        int left = 2 * node + 1, middle = (start + end) / 2;
        double keyLeft = Key(query.From, left), keyRight = Key(query.From, left + 1);
        if (keyLeft <= keyRight)
        {
            if (keyLeft < query.Bound) Search(ref query, left, start, middle);
            if (keyRight < query.Bound) Search(ref query, left + 1, middle, end);
        }
        else
        {
            if (keyRight < query.Bound) Search(ref query, left + 1, middle, end);
            if (keyLeft < query.Bound) Search(ref query, left, start, middle);
        }
    }

    private void Scan(ref Query query, int start, int end)
    {
        Vector<double> squared = Vector<double>.Zero;
        for (int axis = 0; axis < dimension; axis++)
        {
            Vector<double> gap = Vector.Abs(new Vector<double>(points[axis], start) - new Vector<double>(query.From[axis]));
            gap = Vector.Min(gap, new Vector<double>(periods[axis]) - gap);
            squared += gap * gap;
        }

        Vector<double> reduced = (order == 1 ? Vector.SquareRoot(squared) : squared) - new Vector<double>(potentials, start);
        if (!Vector.LessThanAny(reduced, new Vector<double>(query.Bound))) return;
        for (int lane = 0; lane < Math.Min(Vector<double>.Count, end - start); lane++)
            if (reduced[lane] < query.Bound) query.Insert(reduced[lane], start + lane);
    }

    private ref struct Query
    {
        public ReadOnlySpan<double> From;
        public Span<double> Values;
        public Span<int> Found;
        public double Bound;
        public double? Margin; // of those that are wanted in any order
        public int Count;

        public void Insert(double value, int point)
        {
            if (Margin is double margin) Add(value, point, margin);
            else Sort(value, point);
        }

        private void Add(double value, int point, double margin)
        {
            Bound = Math.Min(Bound, value + margin);
            if (Count == Values.Length) Compact(margin);
            int at = Count < Values.Length ? Count++ : TensorPrimitives.IndexOfMax<double>(Values);
            (Values[at], Found[at]) = (value, point);
            if (Count == Values.Length) Bound = Math.Min(Bound, TensorPrimitives.Max<double>(Values)); // else many points at one place would all be looked at
        }

        private void Sort(double value, int point)
        {
            int place = Count < Values.Length ? Count++ : Count - 1;
            for (; place > 0 && Values[place - 1] > value; place--) (Values[place], Found[place]) = (Values[place - 1], Found[place - 1]);
            (Values[place], Found[place]) = (value, point);
            if (Count == Values.Length) Bound = Values[^1];
        }

        public void Compact(double margin)
        {
            double most = TensorPrimitives.Min<double>(Values[..Count]) + margin;
            int kept = 0;
            for (int k = 0; k < Count; k++)
                if (Values[k] < most) (Values[kept], Found[kept++]) = (Values[k], Found[k]);
            Count = kept;
        }
    }
}
