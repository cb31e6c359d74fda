namespace ParticleLimit.Comparison;

/// <summary>Walks along a line over the points of a cloud and the nodes of a density's distribution, and adds up what a sliced distance needs.</summary>
/// <param name="density">The density on the line.</param>
/// <param name="mass">The mass of a point where all weigh the same.</param>
internal struct DensityWalk<TPoint>(ProjectedDensity density, double mass) : ISortedRun<TPoint>
    where TPoint : unmanaged, IProjectedPoint<TPoint>
{
    private const int Block = 512;

    private readonly double[] first = new double[Block], secondFrom = new double[Block], secondTo = new double[Block], lengths = new double[Block];
    private SliceIntegrals integrals;
    private double last = double.NegativeInfinity, ofFirst, ofSecond, slope, next = density.From;
    private int node, count;

    /// <summary>The integrals over the whole line, when all points have been visited.</summary>
    public SliceIntegrals Finish()
    {
        while (node < density.Cumulative.Length) Pass();
        Flush();
        return integrals;
    }

    public void Visit(ReadOnlySpan<TPoint> run)
    {
        if (double.IsNegativeInfinity(last)) last = Math.Min(run[0].Place, density.From);
        foreach (TPoint point in run)
        {
            double place = point.Place;
            while (place > next) Pass();
            Step(place, ofSecond + (place - last) * slope);
            ofFirst += point.FirstJump(mass);
        }
    }

    /// <summary>Goes on to the next node.</summary>
    private void Pass()
    {
        Step(next, density.Cumulative[node]);
        node++;
        bool within = node < density.Cumulative.Length;
        (slope, next) = within ? ((density.Cumulative[node] - ofSecond) / density.Step, density.From + node * density.Step) : (0, double.PositiveInfinity);
    }

    private void Step(double place, double atPlace)
    {
        (first[count], secondFrom[count], secondTo[count], lengths[count]) = (ofFirst, ofSecond, atPlace, place - last);
        (last, ofSecond) = (place, atPlace);
        if (++count == Block) Flush();
    }

    private void Flush()
    {
        integrals.Visit(first.AsSpan(0, count), secondFrom.AsSpan(0, count), secondTo.AsSpan(0, count), lengths.AsSpan(0, count));
        count = 0;
    }
}
