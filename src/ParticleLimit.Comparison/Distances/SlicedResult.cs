namespace ParticleLimit.Comparison;

/// <summary>A mean over directions.</summary>
/// <param name="Value">The distance.</param>
/// <param name="StandardError">The standard error of the distance if the directions were independent; zero where one direction is enough.</param>
/// <param name="Directions">K.</param>
public sealed record SlicedResult(double Value, double StandardError, int Directions)
{
    /// <summary>The mean over the directions of a quantity of the two projected and sorted clouds, with its standard error.</summary>
    internal static SlicedResult Mean(PointCloud a, PointCloud b, int directions, Func<SortedProjection, SortedProjection, double> quantity)
    {
        double[][] set = SphereDirections.Generate(a.Dimension, directions);
        double[] values = new double[set.Length];
        var first = new SortedProjection(a);
        var second = new SortedProjection(b);
        for (int k = 0; k < set.Length; k++)
        {
            first.Project(set[k]);
            second.Project(set[k]);
            values[k] = quantity(first, second);
        }

        double mean = values.Sum() / values.Length, squares = 0;
        foreach (double value in values) squares += (value - mean) * (value - mean);
        return new SlicedResult(mean, values.Length == 1 ? 0 : Math.Sqrt(squares / (values.Length - 1) / values.Length), values.Length);
    }
}
