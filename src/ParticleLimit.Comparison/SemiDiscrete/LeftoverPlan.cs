namespace ParticleLimit.Comparison;

/// <summary>A plan for the mass that Laguerre cells have beyond their particles' shares, to the particles that miss some.</summary>
internal static class LeftoverPlan
{
    private const int Sweeps = 2;
    private const double Little = 1e-4;

    /// <summary>A bound of the cost, squared distances times masses, of taking surpluses to where they are missing.</summary>
    /// <remarks>The part p of a cell's mass, taken evenly from it, is at the mean square distance r^2 from its particle, so by Minkowski's inequality at most p (r + d)^2 from one at the
    /// distance d.</remarks>
    /// <param name="points">The particles, axis by axis, canonical.</param>
    /// <param name="surplus">What each cell has too much; negative where it has too little.</param>
    /// <param name="squares">r^2 of each cell.</param>
    /// <param name="periods">The period of each axis, infinite where there is none.</param>
    /// <param name="squaredDiameter">A bound of the squared distance between any two places, for what rounding leaves without a place.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    public static double Cost(double[][] points, double[] surplus, double[] squares, double[] periods, double squaredDiameter, int threads)
    {
        int[] rich = Which(excess => excess > 0), poor = Which(excess => excess < 0);
        double much = rich.Sum(i => surplus[i]), little = -poor.Sum(i => surplus[i]), most = Math.Max(much, little);
        if (rich.Length == 0 || poor.Length == 0) return most * squaredDiameter;

        (PointCloud from, PointCloud to) = (Cloud(rich, much), Cloud(poor, little));
        var metric = new GroundMetric([.. periods]);
        (TransportMasses supply, TransportMasses demand, double total) = TransportMasses.Of(from, to);
        TransportPoints many = TransportPoints.Of(from, supply, metric), few = TransportPoints.Of(to, demand, metric);
        var tree = new PricingTree(few.Coordinates, periods, order: 2);
        int[] owners = new int[many.Count];
        double[] point = new double[periods.Length], ignored = new double[1];
        for (int k = 0; k < many.Count; k++)
        {
            many.CopyTo(k, point);
            tree.Least(point, double.PositiveInfinity, ignored, owners.AsSpan(k, 1));
        }

        var plan = new PartitionPlan(few, many, owners, periods, new GroundCost(2));
        for (int sweep = 0; sweep < Sweeps && most > Little; sweep++) plan.Improve(sweep, threads);
        double cost = 0;
        foreach ((int source, double squared, long mass) in plan.Flows)
        {
            double root = Math.Sqrt(squares[rich[supply.Points[many.Order[source]]]]) + Math.Sqrt(squared);
            cost += mass / total * root * root;
        }

        return Math.Min(much, little) * cost + Math.Abs(much - little) * squaredDiameter;

        int[] Which(Func<double, bool> wanted) => [.. Enumerable.Range(0, surplus.Length).Where(i => wanted(surplus[i]))];

        PointCloud Cloud(int[] which, double sum) =>
            new([.. points.Select(values => Array.ConvertAll(which, i => values[i]))], Array.ConvertAll(which, i => Math.Abs(surplus[i]) / sum));
    }
}
