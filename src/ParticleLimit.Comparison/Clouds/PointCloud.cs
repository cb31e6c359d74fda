namespace ParticleLimit.Comparison;

/// <summary>A probability measure carried by M weighted points of R^D: an empirical measure mu_N, or a quadrature of a density.</summary>
public sealed class PointCloud
{
    /// <summary>A cloud over the given arrays, which are kept, not copied; weights that are not null are copied and normalised.</summary>
    /// <param name="coordinates">D arrays of M finite coordinates: <c>coordinates[axis][point]</c>.</param>
    /// <param name="weights">M nonnegative weights of sum 1 (within 1e-9); null for 1/M each.</param>
    /// <exception cref="ArgumentException">The cloud is empty, the lengths differ, or a number is NaN, infinite or a negative weight.</exception>
    public PointCloud(double[][] coordinates, double[]? weights = null)
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        if (coordinates.Length == 0 || coordinates[0].Length == 0) throw new ArgumentException("A cloud has at least one axis and one point.", nameof(coordinates));
        for (int axis = 0; axis < coordinates.Length; axis++)
        {
            if (coordinates[axis].Length != coordinates[0].Length)
                throw new ArgumentException($"Axis {axis} has {coordinates[axis].Length} coordinates where axis 0 has {coordinates[0].Length}.", nameof(coordinates));
            int wrong = Array.FindIndex(coordinates[axis], value => !double.IsFinite(value));
            if (wrong >= 0) throw new ArgumentException($"Coordinate {axis} of point {wrong} is {coordinates[axis][wrong]}: coordinates are finite.", nameof(coordinates));
        }

        Coordinates = coordinates;
        Weights = weights is null ? null : Normalised(weights, coordinates[0].Length);
    }

    /// <summary>D.</summary>
    public int Dimension => Coordinates.Length;

    /// <summary>M.</summary>
    public int Count => Coordinates[0].Length;

    /// <summary>Coordinates: <c>Coordinates[axis][point]</c>.</summary>
    public double[][] Coordinates { get; }

    /// <summary>The weights, of sum 1; null when every point has weight 1/M.</summary>
    public double[]? Weights { get; }

    /// <summary>The weight of a point.</summary>
    public double Weight(int point) => Weights is null ? 1.0 / Count : Weights[point];

    /// <summary>The cloud of phase space whose first d axes are positions and last d axes velocities; the arrays are kept, not copied.</summary>
    /// <exception cref="ArgumentException">As for the constructor.</exception>
    public static PointCloud FromPhaseSpace(double[][] positions, double[][] velocities, double[]? weights = null) =>
        new([.. positions, .. velocities], weights);

    /// <summary>The average of the clouds' measures: the replica-averaged empirical measure when each cloud is a replica.</summary>
    /// <exception cref="ArgumentException">There is no cloud, or the dimensions differ.</exception>
    public static PointCloud Concat(IReadOnlyList<PointCloud> clouds)
    {
        ArgumentNullException.ThrowIfNull(clouds);
        if (clouds.Count == 0) throw new ArgumentException("There is no cloud to join.", nameof(clouds));
        if (clouds.Any(cloud => cloud.Dimension != clouds[0].Dimension)) throw new ArgumentException("The clouds to join differ in dimension.", nameof(clouds));
        double[][] coordinates = [.. Enumerable.Range(0, clouds[0].Dimension).Select(axis => clouds.SelectMany(cloud => cloud.Coordinates[axis]).ToArray())];
        if (clouds.All(cloud => cloud.Weights is null && cloud.Count == clouds[0].Count)) return new PointCloud(coordinates);
        double[] weights = [.. clouds.SelectMany(cloud => Enumerable.Range(0, cloud.Count).Select(point => cloud.Weight(point) / clouds.Count))];
        return new PointCloud(coordinates, weights);
    }

    /// <summary>The marginal on a range of axes; the arrays are shared.</summary>
    public PointCloud Marginal(int firstAxis, int axes) => new(Coordinates[firstAxis..(firstAxis + axes)], this);

    /// <summary>The first points of a cloud of equal weights.</summary>
    internal PointCloud First(int count) => new([.. Coordinates.Select(axis => axis[..Math.Min(count, axis.Length)])]);

    /// <summary>Every second point of a cloud of equal weights.</summary>
    internal PointCloud EverySecond(int first) => new([.. Coordinates.Select(axis => axis.Where((_, point) => point % 2 == first).ToArray())]);

    private PointCloud(double[][] coordinates, PointCloud weighted)
    {
        Coordinates = coordinates;
        Weights = weighted.Weights;
    }

    private static double[] Normalised(double[] weights, int count)
    {
        if (weights.Length != count) throw new ArgumentException($"There are {weights.Length} weights for {count} points.", nameof(weights));
        int wrong = Array.FindIndex(weights, weight => !(weight >= 0 && double.IsFinite(weight)));
        if (wrong >= 0) throw new ArgumentException($"Weight {wrong} is {weights[wrong]}: weights are finite and nonnegative.", nameof(weights));
        double sum = 0, lost = 0;
        foreach (double weight in weights) // Kahan: 1e6 equal weights would else miss 1 by more than the checks downstream allow
        {
            double corrected = weight - lost;
            double next = sum + corrected;
            lost = next - sum - corrected;
            sum = next;
        }

        if (Math.Abs(sum - 1) > 1e-9) throw new ArgumentException($"The weights sum to {sum:R}, not 1.", nameof(weights));
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
