using MathNet.Numerics;

namespace ParticleLimit.Comparison;

/// <summary>The energy distance sqrt(2 E|Z - Z'| - E|Z - Z1| - E|Z' - Z1'|), periodic axes through <see cref="TorusEmbedding"/>.</summary>
/// <remarks>The expectations include the pairs of a point with itself, so a cloud of N independent draws of f has E ED^2 = E|X - X'| / N against f.
/// G. J. Szekely, M. L. Rizzo, "Energy statistics", J. Statist. Plann. Inference 143 (2013).</remarks>
public static class EnergyDistance
{
    /// <summary>The distance as a mean over directions, see <see cref="SlicedComparison.Energy"/>.</summary>
    /// <param name="a">The first cloud.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="metric">The ground metric, whose periods say which axes to embed.</param>
    /// <param name="directions">K.</param>
    /// <exception cref="ArgumentException">The dimensions differ, or K is less than 1.</exception>
    public static SlicedResult Sliced(PointCloud a, PointCloud b, GroundMetric metric, int directions = SlicedComparison.DefaultDirections) =>
        new SlicedComparison(a, b, metric, directions).Energy;

    /// <summary>The same distance by the three double sums, O((N + M)^2): cancellation limits it to about 1e-8 of the clouds' size.</summary>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static double Direct(PointCloud a, PointCloud b, GroundMetric metric)
    {
        PointCloud first = TorusEmbedding.Embed(a, metric), second = TorusEmbedding.Embed(b, metric);
        double squared = 2 * MeanDistance(first, second) - MeanDistance(first, first) - MeanDistance(second, second);
        return Math.Sqrt(Math.Max(squared, 0));
    }

    /// <summary>E|X - X'| of two independent points of a cloud, in the embedded space: the floor's constant, E ED^2 = E|X - X'| / N.</summary>
    public static double MeanDistance(PointCloud cloud, GroundMetric metric)
    {
        PointCloud embedded = TorusEmbedding.Embed(cloud, metric);
        return MeanDistance(embedded, embedded);
    }

    /// <summary>c_D = sqrt(pi) Gamma((D + 1) / 2) / Gamma(D / 2), the inverse of the mean of |theta . e| over the sphere.</summary>
    internal static double ProjectionConstant(int dimension) =>
        Math.Sqrt(Math.PI) * Math.Exp(SpecialFunctions.GammaLn((dimension + 1) / 2.0) - SpecialFunctions.GammaLn(dimension / 2.0));

    private static double MeanDistance(PointCloud a, PointCloud b)
    {
        double mean = 0;
        for (int i = 0; i < a.Count; i++)
        {
            double row = 0;
            for (int j = 0; j < b.Count; j++)
            {
                double squared = 0;
                for (int axis = 0; axis < a.Dimension; axis++)
                {
                    double gap = a.Coordinates[axis][i] - b.Coordinates[axis][j];
                    squared += gap * gap;
                }

                row += b.Weight(j) * Math.Sqrt(squared);
            }

            mean += a.Weight(i) * row;
        }

        return mean;
    }
}
