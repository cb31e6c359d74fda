using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Random and degenerate clouds.</summary>
internal static class Clouds
{
    /// <summary>The mean distance of a point of a unit square from its centre; twice that from a corner.</summary>
    public static readonly double FromCentre = (Math.Sqrt(2) + Math.Asinh(1)) / 6;

    /// <summary>Clouds of one dimension, 1 to 12 points each, weighted or not, coincident or collinear or not, at scales 1e-12 to 1e12.</summary>
    public static Gen<(PointCloud A, PointCloud B, PointCloud C, GroundMetric Metric, double Scale)> Triples => TriplesUpTo(12);

    /// <summary>As <see cref="Triples"/>, of 1 up to the given number of points each.</summary>
    public static Gen<(PointCloud A, PointCloud B, PointCloud C, GroundMetric Metric, double Scale)> TriplesUpTo(int most) =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 2], Gen.Int[-12, 12], Gen.ULong, (dimension, shape, exponent, seed) =>
        {
            RandomStream random = Stream(seed);
            double scale = Math.Pow(10, exponent);
            GroundMetric metric = new([.. Enumerable.Range(0, dimension).Select(axis => axis % 2 == 0 && seed % 3 == 0 ? 0.8 * scale : double.PositiveInfinity)]);
            return (Next(), Next(), Next(), metric, scale);

            PointCloud Next()
            {
                int count = 1 + random.NextInt(most);
                double[][] coordinates = NewAxes(dimension, count);
                for (int i = 0; i < count; i++)
                {
                    double along = random.NextInt(4);
                    for (int axis = 0; axis < dimension; axis++)
                    {
                        coordinates[axis][i] = scale * shape switch
                        {
                            0 => random.NextDouble(),
                            1 => 0.25 * random.NextInt(3), // a coarse lattice: coincident points and ties
                            _ => (axis + 1) * along,       // a line
                        };
                    }
                }

                return new PointCloud(coordinates, random.NextInt(2) == 0 ? null : Weights(count, ref random));
            }
        });

    public static PointCloud Uniform(int count, int dimension, ulong seed, bool weighted = false)
    {
        RandomStream random = Stream(seed);
        double[][] coordinates = NewAxes(dimension, count);
        for (int i = 0; i < count; i++)
            for (int axis = 0; axis < dimension; axis++) coordinates[axis][i] = random.NextDouble();
        return new PointCloud(coordinates, weighted ? Weights(count, ref random) : null);
    }

    /// <summary>A density on the unit square from its values at the centres of n by n cells.</summary>
    public static CellDensity Density(int cells, Func<double, double, double> value)
    {
        double[,] masses = new double[cells, cells];
        for (int i = 0; i < cells; i++)
            for (int j = 0; j < cells; j++) masses[i, j] = value((i + 0.5) / cells, (j + 0.5) / cells);
        return new CellDensity(0, 1.0 / cells, 0, 1.0 / cells, masses);
    }

    public static PointCloud Mapped(PointCloud cloud, Func<double[], double[]> map)
    {
        double[][] images = [.. Enumerable.Range(0, cloud.Count).Select(i => map([.. cloud.Coordinates.Select(axis => axis[i])]))];
        return new PointCloud([.. Enumerable.Range(0, images[0].Length).Select(axis => images.Select(image => image[axis]).ToArray())], cloud.Weights);
    }

    public static PointCloud Permuted(PointCloud cloud, ulong seed)
    {
        RandomStream random = Stream(seed);
        int[] order = [.. Enumerable.Range(0, cloud.Count)];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return new PointCloud([.. cloud.Coordinates.Select(axis => order.Select(i => axis[i]).ToArray())],
            cloud.Weights is null ? null : [.. order.Select(i => cloud.Weights[i])]);
    }

    public static double[] Point(PointCloud cloud, int i) => [.. cloud.Coordinates.Select(axis => axis[i])];

    public static RandomStream Stream(ulong seed) => RandomStream.For(seed, 0, 0, StreamPurpose.Test);

    private static double[][] NewAxes(int dimension, int count) => [.. Enumerable.Range(0, dimension).Select(_ => new double[count])];

    /// <summary>Weights of every size, some of them zero.</summary>
    private static double[] Weights(int count, ref RandomStream random)
    {
        double[] weights = new double[count];
        for (int i = 0; i < count; i++) weights[i] = random.NextInt(5) == 0 ? 0 : Math.Pow(random.NextDouble(), 3);
        weights[0] += 0.1;
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }
}
