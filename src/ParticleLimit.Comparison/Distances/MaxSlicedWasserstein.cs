using System.Numerics.Tensors;

namespace ParticleLimit.Comparison;

/// <summary>The max-sliced Wasserstein-1 distance: the largest W1 of projections on a line (I. Deshpande et al., CVPR 2019), by ascent over directions.</summary>
/// <remarks>With H = F - G on the line of theta, W1 = sum over the merged, sorted points z_i of |H| theta . (z_(i+1) - z_i), whose slope in theta is g = sum z_i (|H_(i-1)| - |H_i|), and W1 = theta . g.
/// Each step goes from theta towards g / |g|, shorter until it helps. There are several starts and no proof that the largest of all is found, but every direction proves a lower bound of W1, and a far better one than a mean
/// over directions where the clouds differ along one.</remarks>
public static class MaxSlicedWasserstein
{
    private const int Starts = 4, MostSteps = 100, MostHalvings = 12;

    // A step that gains less than this part of the value is the last one.
    private const double Gain = 1e-9;

    /// <summary>The best direction found and the W1 of the projections on it.</summary>
    /// <param name="a">The first cloud.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="metric">The ground metric, whose periods say which axes go through <see cref="TorusEmbedding"/>; chords being no longer than arcs, the value is a lower bound of W1 there as well.</param>
    /// <param name="sliced">The sliced comparison of the same clouds, whose steepest direction is one of the starts.</param>
    /// <param name="threads">The most threads; no bit depends on them.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static (double Value, double[] Direction) Find(PointCloud a, PointCloud b, GroundMetric metric, SlicedComparison sliced, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(sliced);
        PointCloud first = TorusEmbedding.Embed(a, metric), second = TorusEmbedding.Embed(b, metric);
        if (first.Dimension != second.Dimension) throw new ArgumentException($"The clouds have {first.Dimension} and {second.Dimension} axes.", nameof(b));
        double[][] starts = [.. sliced.SteepestDirections(Starts), MeanDifference(first, second)];
        var found = new (double Value, double[] Direction)[starts.Length];
        Parallel.For(0, starts.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, k => found[k] = new Ascent(first, second).From(starts[k]));
        return found.MaxBy(result => result.Value);
    }

    private static double[] MeanDifference(PointCloud a, PointCloud b)
    {
        double[] difference = [.. Enumerable.Range(0, a.Dimension).Select(axis => Mean(a, axis) - Mean(b, axis))];
        double length = TensorPrimitives.Norm<double>(difference);
        if (length > 0) TensorPrimitives.Divide(difference, length, difference);
        else difference[^1] = 1;
        return difference;

        static double Mean(PointCloud cloud, int axis)
        {
            double sum = 0;
            for (int i = 0; i < cloud.Count; i++) sum += cloud.Weight(i) * cloud.Coordinates[axis][i];
            return sum;
        }
    }

    private sealed class Ascent
    {
        private readonly double[][] axes; // of both clouds, one after the other
        private readonly double[] masses, keys, scaled;
        private readonly int[] order;

        public Ascent(PointCloud a, PointCloud b)
        {
            int count = a.Count + b.Count;
            axes = [.. Enumerable.Range(0, a.Dimension).Select(axis => (double[])[.. a.Coordinates[axis], .. b.Coordinates[axis]])];
            masses = [.. Enumerable.Range(0, a.Count).Select(i => a.Weight(i)), .. Enumerable.Range(0, b.Count).Select(i => -b.Weight(i))];
            (keys, scaled, order) = (new double[count], new double[count], new int[count]);
        }

        public (double Value, double[] Direction) From(double[] start)
        {
            double[] direction = [.. start], slope = new double[start.Length], trial = new double[start.Length], trialSlope = new double[start.Length];
            double value = Evaluate(direction, slope), share = 1;
            for (int step = 0; step < MostSteps; step++)
            {
                double length = TensorPrimitives.Norm<double>(slope), before = value;
                if (length == 0) break;
                bool helped = false;
                for (int halving = 0; halving < MostHalvings && !helped; halving++)
                {
                    for (int k = 0; k < trial.Length; k++) trial[k] = (1 - share) * direction[k] + share * slope[k] / length;
                    TensorPrimitives.Divide(trial, TensorPrimitives.Norm<double>(trial), trial);
                    double next = Evaluate(trial, trialSlope);
                    helped = next > value;
                    if (helped) (value, direction, trial, slope, trialSlope) = (next, trial, direction, trialSlope, slope);
                    else share /= 2;
                }

                if (!helped || value - before <= Gain * value) break;
                share = Math.Min(1, 2 * share);
            }

            return (value, direction);
        }

        private double Evaluate(double[] direction, double[] slope)
        {
            keys.AsSpan().Clear();
            for (int k = 0; k < axes.Length; k++) TensorPrimitives.MultiplyAdd(axes[k], direction[k], keys, keys);
            for (int i = 0; i < order.Length; i++) order[i] = i;
            Array.Sort(keys, order);
            double height = 0, value = 0;
            for (int i = 0; i < order.Length; i++)
            {
                double before = Math.Abs(height);
                height += masses[order[i]];
                double here = i + 1 < order.Length ? Math.Abs(height) : 0; // the masses are equal, up to rounding
                scaled[order[i]] = before - here;
                if (i + 1 < order.Length) value += here * (keys[i + 1] - keys[i]);
            }

            for (int k = 0; k < axes.Length; k++) slope[k] = TensorPrimitives.Dot<double>(axes[k], scaled);
            return value;
        }
    }
}
