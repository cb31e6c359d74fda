namespace ParticleLimit.Model;

/// <summary>E|v - v'| for independent velocities of two initial states.</summary>
internal static class RelativeSpeed
{
    private const int OuterPanels = 2;
    private const int InnerPanels = 3;

    // Beyond, a marginal's far tails would spread the quadrature nodes thin; they hold less than 2e-14 of the mass.
    private const double WideInDeviations = 16;
    private const double Tail = 1e-14;

    /// <summary>A function of |v - v'| averaged over evenly spread pairs, for any state.</summary>
    public static double Average(InitialState state, int pairs, Func<double, double> function)
    {
        int d = state.Dimension, k = state.UniformsPerParticle;
        var sequence = new KroneckerSequence(2 * k);
        double[] point = new double[2 * k], x = new double[d], v = new double[d], other = new double[d];
        double sum = 0;
        for (int i = 0; i < pairs; i++)
        {
            sequence.Next(point);
            state.Map(point.AsSpan(0, k), x, v);
            state.Map(point.AsSpan(k, k), x, other);
            sum += function(Distance(v, other));
        }

        return sum / pairs;
    }

    /// <summary>For one sample on the line, equally weighted; exact (every value pairs with every value, itself included).</summary>
    public static double OnTheLine(double[] values)
    {
        double[] sorted = [.. values.Order()];
        double sum = 0, count = sorted.Length;
        for (int i = 1; i < sorted.Length; i++) sum += (sorted[i] - sorted[i - 1]) * (i / count) * (1 - i / count);
        return 2 * sum;
    }

    /// <summary>For independent components, by tensor quadrature over the densities of the differences: relative error below 1e-5, and rounding alone
    /// for uniform laws in d = 1.</summary>
    public static double Between(ReadOnlySpan<IMarginal> first, ReadOnlySpan<IMarginal> second)
    {
        double[][] squares = new double[first.Length][], weights = new double[first.Length][];
        for (int k = 0; k < first.Length; k++) (squares[k], weights[k]) = Difference(first[k], second[k]);
        return Tensor(squares, weights, 0, 0);
    }

    public static double Distance(ReadOnlySpan<double> v, ReadOnlySpan<double> other)
    {
        double squares = 0;
        for (int k = 0; k < v.Length; k++) squares += (v[k] - other[k]) * (v[k] - other[k]);
        return Math.Sqrt(squares);
    }

    private static double Tensor(double[][] squares, double[][] weights, int axis, double squared)
    {
        if (axis == squares.Length) return Math.Sqrt(squared);
        double sum = 0;
        for (int i = 0; i < squares[axis].Length; i++) sum += weights[axis][i] * Tensor(squares, weights, axis + 1, squared + squares[axis][i]);
        return sum;
    }

    private static (double[] Squares, double[] Weights) Difference(IMarginal first, IMarginal second)
    {
        (double a, double b) = Bulk(first);
        (double c, double e) = Bulk(second);
        // The density of the difference has corners where ends meet ends, and |w| one at 0.
        double[] corners = [.. new[] { c - b, c - a, e - b, e - a, Math.Clamp(0, c - b, e - a) }.Order().Distinct()];
        List<double> squares = [], weights = [];
        for (int i = 1; i < corners.Length; i++)
            foreach ((double w, double weight) in GaussLegendre.Nodes(corners[i - 1], corners[i], OuterPanels))
            {
                double density = GaussLegendre.Integrate(v => first.Density(v) * second.Density(v + w), Math.Max(a, c - w), Math.Min(b, e - w), InnerPanels);
                squares.Add(w * w);
                weights.Add(weight * density);
            }

        return ([.. squares], [.. weights]);
    }

    private static (double From, double To) Bulk(IMarginal marginal) =>
        marginal.To - marginal.From <= WideInDeviations * Math.Sqrt(marginal.Variance)
            ? (marginal.From, marginal.To)
            : (marginal.Quantile(Tail), marginal.Quantile(1 - Tail));
}
