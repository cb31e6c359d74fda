namespace ParticleLimit.Comparison;

/// <summary>Integrals of F - G, the difference of the cumulative distributions of two sorted projections.</summary>
internal static class CumulativeDifference
{
    /// <summary>int |F - G|, the Wasserstein-1 distance on the line.</summary>
    public static double Absolute(SortedProjection a, SortedProjection b)
    {
        if (a.Weights is null && b.Weights is null && a.Count == b.Count)
        {
            double sum = 0;
            for (int i = 0; i < a.Count; i++) sum += Math.Abs(a.Values[i] - b.Values[i]);
            return sum / a.Count;
        }

        var integral = new AbsoluteIntegral();
        Visit(a, b, ref integral);
        return integral.Sum;
    }

    /// <summary>int (F - G)^2, half the squared energy distance on the line.</summary>
    public static double Squared(SortedProjection a, SortedProjection b)
    {
        var integral = new SquaredIntegral();
        Visit(a, b, ref integral);
        return integral.Sum;
    }

    /// <summary>The values of F - G between neighbours of the N + M points, and the lengths on which it has them: N + M - 1 pieces.</summary>
    public static void Pieces(SortedProjection a, SortedProjection b, double[] differences, double[] lengths)
    {
        var list = new PieceList(differences, lengths);
        Visit(a, b, ref list);
    }

    private static void Visit<T>(SortedProjection a, SortedProjection b, ref T visitor)
        where T : struct, IVisitor
    {
        double[] x = a.Values, y = b.Values;
        double[]? weightsX = a.Weights, weightsY = b.Weights;
        double massX = 1.0 / x.Length, massY = 1.0 / y.Length, left = 0, f = 0, g = 0;
        int i = 0, j = 0;
        while (i < x.Length || j < y.Length)
        {
            bool first = j == y.Length || (i < x.Length && x[i] <= y[j]);
            double at = first ? x[i] : y[j];
            if (i + j > 0) visitor.Visit(f - g, at - left);
            left = at;
            if (first) f = Advance(f, weightsX, massX, i++, x.Length);
            else g = Advance(g, weightsY, massY, j++, y.Length);
        }
    }

    /// <summary>The distribution after one more point: exactly 1 after the last, and free of piled-up rounding for equal weights.</summary>
    private static double Advance(double before, double[]? weights, double mass, int point, int count)
    {
        if (point == count - 1) return 1;
        return weights is null ? (point + 1) * mass : before + weights[point];
    }

    private interface IVisitor
    {
        void Visit(double difference, double length);
    }

    private struct AbsoluteIntegral : IVisitor
    {
        public double Sum;

        public void Visit(double difference, double length) => Sum += Math.Abs(difference) * length;
    }

    private struct SquaredIntegral : IVisitor
    {
        public double Sum;

        public void Visit(double difference, double length) => Sum += difference * difference * length;
    }

    private struct PieceList(double[] differences, double[] lengths) : IVisitor
    {
        private int count;

        public void Visit(double difference, double length)
        {
            (differences[count], lengths[count]) = (difference, length);
            count++;
        }
    }
}
