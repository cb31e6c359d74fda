namespace ParticleLimit.Comparison;

/// <summary>Two clouds projected on a line and sorted as one, in buffers that serve one direction after the other.</summary>
internal sealed class BucketedProjection<TPoint> : JointProjection
    where TPoint : unmanaged, IProjectedPoint<TPoint>
{
    private const int Block = 512;

    private readonly ProjectedSort<TPoint> sort;
    private readonly double firstMass, secondMass, scale;
    private readonly double[] first = new double[Block], second = new double[Block], lengths = new double[Block];

    public BucketedProjection(PointCloud a, PointCloud b)
    {
        // Equal weights count in units of 1 / (N M), in which F - G is an exact integer.
        bool equal = typeof(TPoint) == typeof(EqualPoint);
        (firstMass, secondMass, scale) = equal ? (b.Count, a.Count, 1.0 / ((double)a.Count * b.Count)) : (0, 0, 1);
        sort = new ProjectedSort<TPoint>(a, b);
    }

    public override void Visit<TVisitor>(ReadOnlySpan<double> direction, ref TVisitor visitor)
    {
        var walk = new Walk<TVisitor>(this, visitor);
        sort.Visit(direction, ref walk);
        visitor = walk.Visitor;
    }

    private struct Walk<TVisitor>(BucketedProjection<TPoint> projection, TVisitor visitor) : ISortedRun<TPoint>
        where TVisitor : struct, ISliceVisitor
    {
        public TVisitor Visitor = visitor;

        private double last = double.NegativeInfinity, atFirst, atSecond;

        public void Visit(ReadOnlySpan<TPoint> run)
        {
            if (double.IsNegativeInfinity(last)) last = run[0].Place;
            for (int start = 0; start < run.Length; start += Block)
            {
                ReadOnlySpan<TPoint> block = run[start..Math.Min(start + Block, run.Length)];
                Span<double> f = projection.first.AsSpan(0, block.Length), g = projection.second.AsSpan(0, block.Length), length = projection.lengths.AsSpan(0, block.Length);
                (double before, double ofFirst, double ofSecond) = (last, atFirst, atSecond);
                (double firstMass, double secondMass, double scale) = (projection.firstMass, projection.secondMass, projection.scale);
                for (int i = 0; i < block.Length; i++)
                {
                    TPoint point = block[i];
                    double place = point.Place;
                    (f[i], g[i], length[i]) = (ofFirst * scale, ofSecond * scale, place - before);
                    before = place;
                    ofFirst += point.FirstJump(firstMass);
                    ofSecond += point.SecondJump(secondMass);
                }

                (last, atFirst, atSecond) = (before, ofFirst, ofSecond);
                Visitor.Visit(f, g, length);
            }
        }
    }
}
