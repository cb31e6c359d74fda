using System.Numerics;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>A balanced tree of bounding boxes, halved at the median of the longest side and implicit in arrays, joined with itself.</summary>
/// <remarks>J. L. Bentley, "Multidimensional binary search trees used for associative searching", CACM 18 (1975); the self-join of two
/// subtrees at a time follows A. G. Gray, A. W. Moore, "N-body problems in statistical learning", NIPS 13 (2001). Node k has the
/// children 2 k + 1 and 2 k + 2. On a torus the distance between two boxes is that of their nearest images.</remarks>
public sealed class KdTree(Domain domain) : INeighbourSearch
{
    private const int BucketSize = 8;

    private readonly PointCloud points = new(domain);
    private readonly double[][] lower = [.. Enumerable.Range(0, domain.Dimension).Select(_ => Array.Empty<double>())];
    private readonly double[][] upper = [.. Enumerable.Range(0, domain.Dimension).Select(_ => Array.Empty<double>())];
    private int[] begin = [];
    private int firstLeaf;

    /// <inheritdoc/>
    public string Name => "kd-tree";

    /// <inheritdoc/>
    public void VisitPairs<TVisitor>(double[][] positions, double cutoff, ref TVisitor visitor)
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        points.Load(positions, cutoff);
        Build();
        double squaredCutoff = cutoff * cutoff;
        switch (points.Dimension)
        {
            case 1: VisitWithin<OneDimension, TVisitor>(0, squaredCutoff, ref visitor); break;
            case 2: VisitWithin<TwoDimensions, TVisitor>(0, squaredCutoff, ref visitor); break;
            default: VisitWithin<ThreeDimensions, TVisitor>(0, squaredCutoff, ref visitor); break;
        }
    }

    private void Build()
    {
        int leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, (points.Count + BucketSize - 1) / BucketSize));
        firstLeaf = leaves - 1;
        int nodes = 2 * leaves - 1;
        if (begin.Length < 2 * nodes)
        {
            begin = new int[2 * nodes];
            for (int axis = 0; axis < points.Dimension; axis++) (lower[axis], upper[axis]) = (new double[nodes], new double[nodes]);
        }

        (begin[0], begin[1]) = (0, points.Count);
        for (int node = 0; node < nodes; node++)
        {
            int from = begin[2 * node], to = begin[2 * node + 1];
            int longest = Bound(node, from, to);
            if (node >= firstLeaf) continue;
            int middle = from + (to - from) / 2;
            if (middle > from) MedianSplit.Partition(points, longest, from, to - 1, middle);
            int child = 2 * (2 * node + 1);
            (begin[child], begin[child + 1], begin[child + 2], begin[child + 3]) = (from, middle, middle, to);
        }
    }

    /// <summary>Sets the bounding box of a node; gives the axis of its longest side.</summary>
    private int Bound(int node, int from, int to)
    {
        int longest = 0;
        double length = -1;
        for (int axis = 0; axis < points.Dimension; axis++)
        {
            double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
            foreach (double coordinate in points.Axes[axis].AsSpan(from, to - from))
            {
                lowest = double.MinNative(lowest, coordinate);
                highest = double.MaxNative(highest, coordinate);
            }

            (lower[axis][node], upper[axis][node]) = (lowest, highest);
            if (highest - lowest > length) (longest, length) = (axis, highest - lowest);
        }

        return longest;
    }

    private void VisitWithin<TDimension, TVisitor>(int node, double squaredCutoff, ref TVisitor visitor)
        where TDimension : ISpaceDimension
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        if (node < firstLeaf)
        {
            VisitWithin<TDimension, TVisitor>(2 * node + 1, squaredCutoff, ref visitor);
            VisitWithin<TDimension, TVisitor>(2 * node + 2, squaredCutoff, ref visitor);
            VisitBetween<TDimension, TVisitor>(2 * node + 1, 2 * node + 2, squaredCutoff, ref visitor);
            return;
        }

        int last = begin[2 * node + 1];
        for (int a = begin[2 * node]; a < last; a++) VisitRange<TDimension, TVisitor>(a, a + 1, last, squaredCutoff, ref visitor);
    }

    private void VisitBetween<TDimension, TVisitor>(int one, int other, double squaredCutoff, ref TVisitor visitor)
        where TDimension : ISpaceDimension
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        if (!(SquaredGap<TDimension>(one, other) < squaredCutoff)) return;
        if (one < firstLeaf)
        {
            // Both nodes are on the same level, for all leaves are.
            VisitBetween<TDimension, TVisitor>(2 * one + 1, 2 * other + 1, squaredCutoff, ref visitor);
            VisitBetween<TDimension, TVisitor>(2 * one + 1, 2 * other + 2, squaredCutoff, ref visitor);
            VisitBetween<TDimension, TVisitor>(2 * one + 2, 2 * other + 1, squaredCutoff, ref visitor);
            VisitBetween<TDimension, TVisitor>(2 * one + 2, 2 * other + 2, squaredCutoff, ref visitor);
            return;
        }

        for (int a = begin[2 * one]; a < begin[2 * one + 1]; a++)
            VisitRange<TDimension, TVisitor>(a, begin[2 * other], begin[2 * other + 1], squaredCutoff, ref visitor);
    }

    private void VisitRange<TDimension, TVisitor>(int a, int first, int last, double squaredCutoff, ref TVisitor visitor)
        where TDimension : ISpaceDimension
        where TVisitor : struct, IPairVisitor, allows ref struct
    {
        for (int b = first; b < last; b++)
        {
            double squared = points.SquaredDistance<TDimension>(a, b);
            if (squared < squaredCutoff) visitor.Visit(points.Index[a], points.Index[b], squared);
        }
    }

    private double SquaredGap<TDimension>(int one, int other)
        where TDimension : ISpaceDimension
    {
        double sum = SquaredGap(one, other, 0);
        if (TDimension.Value > 1) sum += SquaredGap(one, other, 1);
        if (TDimension.Value > 2) sum += SquaredGap(one, other, 2);
        return sum;
    }

    // Never above the computed distance of two points of the boxes: rounding is monotone and the operations are those of a pair.
    // An empty box (infinite and inverted) gives infinity or NaN, which the caller takes for out of reach.
    private double SquaredGap(int one, int other, int axis)
    {
        double direct = Math.Max(lower[axis][other] - upper[axis][one], lower[axis][one] - upper[axis][other]);
        double farthest = Math.Max(upper[axis][other] - lower[axis][one], upper[axis][one] - lower[axis][other]);
        double gap = Math.Max(0, Math.Min(direct, points.Period(axis) - farthest));
        return gap * gap;
    }
}
