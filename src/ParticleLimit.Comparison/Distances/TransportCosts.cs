namespace ParticleLimit.Comparison;

/// <summary>The cost of an arc between two sets of points.</summary>
/// <remarks>Sums of squares are formed in the same order as in <see cref="PricingTree"/>, without fused operations, so both give the same bits.</remarks>
internal sealed class TransportCosts(double[][] from, double[][] to, double[] periods, GroundCost ground)
{
    /// <summary>The period of each axis, infinite where there is none.</summary>
    public double[] Periods => periods;

    /// <summary>What distances cost.</summary>
    public GroundCost Ground => ground;

    /// <summary>The cost from x_i to y_j.</summary>
    public double Cost(int i, int j)
    {
        double squared = 0;
        for (int axis = 0; axis < periods.Length; axis++)
        {
            double gap = Math.Abs(to[axis][j] - from[axis][i]);
            gap = Math.Min(gap, periods[axis] - gap);
            squared += gap * gap;
        }

        return ground.Of(squared);
    }

    /// <summary>A bound of every cost, from the bounding boxes.</summary>
    public double Bound()
    {
        double squared = 0;
        for (int axis = 0; axis < periods.Length; axis++)
        {
            double low = from[axis][0], high = low;
            foreach (double value in from[axis]) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            foreach (double value in to[axis]) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            double gap = Math.Min(high - low, periods[axis] / 2);
            squared += gap * gap;
        }

        return ground.Of(squared);
    }
}
