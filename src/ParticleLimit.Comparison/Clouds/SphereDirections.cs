using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;

namespace ParticleLimit.Comparison;

/// <summary>Deterministic directions, evenly spread over the sphere of R^D up to sign.</summary>
/// <remarks>Root mean square relative error of the mean of |theta . e| with 64 directions: see DirectionDescent.RelativeError.</remarks>
internal static class SphereDirections
{
    // The descent costs K^2 D; larger sets are good enough as they are.
    private const int MostImproved = 256;

    private static readonly ConcurrentDictionary<(int Dimension, int Count), double[][]> Made = new();

    /// <summary>K unit vectors, the same for every caller: the sole one for D = 1 whatever K, equispaced on a half circle for D = 2, a Fibonacci spiral
    /// of the half sphere for D = 3, and orthonormal frames from a Richtmyer sequence for D of 4 or more; up to 256 of them are then spread by a descent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1.</exception>
    public static double[][] Generate(int dimension, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Made.GetOrAdd((dimension, count), static key => Make(key.Dimension, key.Count));
    }

    private static double[][] Make(int dimension, int count)
    {
        double[][] directions = Start(dimension, count);
        if (dimension > 2 && count is > 1 and <= MostImproved) DirectionDescent.Improve(directions);
        return directions;
    }

    private static double[][] Start(int dimension, int count)
    {
        return dimension switch
        {
            1 => [[1]],
            2 => [.. Enumerable.Range(0, count).Select(k => HalfCircle(k, count))],
            3 => [.. Enumerable.Range(0, count).Select(k => Spiral(k, count))],
            _ => Frames(dimension, count),
        };
    }

    private static double[] HalfCircle(int k, int count)
    {
        (double sine, double cosine) = Math.SinCos(Math.PI * (k + 0.5) / count);
        return [cosine, sine];
    }

    private static double[] Spiral(int k, int count)
    {
        double goldenRatio = (1 + Math.Sqrt(5)) / 2, height = (k + 0.5) / count, radius = Math.Sqrt(1 - height * height);
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * (k + 0.5) / goldenRatio);
        return [radius * cosine, radius * sine, height];
    }

    /// <summary>Frames of D orthonormal vectors, each of which integrates every quadratic form exactly. A frame comes from one point of the
    /// D^2-dimensional sequence with the roots of the primes as steps: a frame made of D neighbours of a D-dimensional one would not be uniform.</summary>
    private static double[][] Frames(int dimension, int count)
    {
        double[] steps = [.. Primes().Take(dimension * dimension).Select(prime => Math.Sqrt(prime))];
        double[][] directions = new double[count][];
        for (int k = 0; k < count; k++)
        {
            (int frame, int row) = Math.DivRem(k, dimension);
            double[] direction = new double[dimension];
            for (int axis = 0; axis < dimension; axis++)
            {
                double turn = 0.5 + (frame + 1) * steps[row * dimension + axis];
                direction[axis] = Normal.InvCDF(0, 1, turn - Math.Floor(turn));
            }

            for (int earlier = k - row; earlier < k; earlier++) Subtract(direction, directions[earlier]);
            double norm = Math.Sqrt(direction.Sum(component => component * component));
            directions[k] = Array.ConvertAll(direction, component => component / norm);
        }

        return directions;
    }

    private static IEnumerable<int> Primes()
    {
        for (int candidate = 2; ; candidate++)
        {
            bool prime = true;
            for (int divisor = 2; divisor * divisor <= candidate; divisor++) prime &= candidate % divisor != 0;
            if (prime) yield return candidate;
        }
    }

    private static void Subtract(double[] direction, double[] unit)
    {
        double product = 0;
        for (int axis = 0; axis < unit.Length; axis++) product += direction[axis] * unit[axis];
        for (int axis = 0; axis < unit.Length; axis++) direction[axis] -= product * unit[axis];
    }
}
