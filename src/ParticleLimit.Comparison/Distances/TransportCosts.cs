namespace ParticleLimit.Comparison;

/// <summary>The cost of an arc between two sets of points: their distance to the power of the order.</summary>
/// <remarks>Sums of squares are formed in the same order as in <see cref="PricingTree"/>, without fused operations, so both give the same bits.</remarks>
internal sealed class TransportCosts(double[][] from, double[][] to, double[] periods, int order)
{
    /// <summary>The period of each axis, infinite where there is none.</summary>
    public double[] Periods => periods;

    /// <summary>1 or 2.</summary>
    public int Order => order;

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
            double low = from[axis][0], high = low;
            foreach (double value in from[axis]) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            foreach (double value in to[axis]) (low, high) = (Math.Min(low, value), Math.Max(high, value));
            double gap = Math.Min(high - low, periods[axis] / 2);
            squared += gap * gap;
        }

        return order == 1 ? Math.Sqrt(squared) : squared;
    }
}
