using System.Collections.Concurrent;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace ParticleLimit.Comparison;

/// <summary>The maximum mean discrepancy of two clouds for a kernel k: sqrt(E k(X, X') + E k(Y, Y') - 2 E k(X, Y)), periodic axes through <see cref="TorusEmbedding"/>.</summary>
/// <remarks>A mean over the kernel's frequencies of |mu(omega) - nu(omega)|^2, the transforms of the clouds: O(K (N + M)), and no cancellation. For N independent
/// draws of nu the mean of the square is (1 - E k(Y, Y')) / N exactly. A. Gretton et al., "A kernel two-sample test", J. Mach. Learn. Res. 13 (2012).</remarks>
public static class KernelDistance
{
    private const int Block = 2048;

    // The reference of an experiment is compared with every cell.
    private static readonly ConditionalWeakTable<PointCloud, ConcurrentDictionary<(SpectralKernel Kernel, string Periods), Lazy<double[]>>> Known = [];

    /// <summary>The distance and its floor.</summary>
    /// <param name="a">The first cloud, of N points.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="metric">Which axes are periodic.</param>
    /// <param name="kernel">k.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static KernelResult Of(PointCloud a, PointCloud b, GroundMetric metric, SpectralKernel kernel)
    {
        if (a.Dimension != b.Dimension) throw new ArgumentException($"The clouds have {a.Dimension} and {b.Dimension} axes.", nameof(b));
        double[] first = Transform(a, metric, kernel), second = Transform(b, metric, kernel);
        double distance = 0, firstNorm = 0, secondNorm = 0;
        for (int k = 0; k < first.Length; k++)
        {
            distance += (first[k] - second[k]) * (first[k] - second[k]);
            firstNorm += first[k] * first[k];
            secondNorm += second[k] * second[k];
        }

        const double Scale = 1.0 / SpectralKernel.Frequencies;
        (distance, firstNorm, secondNorm) = (Scale * distance, Scale * firstNorm, Scale * secondNorm);
        double scatter = (1 - firstNorm) / (a.Count - 1.0); // of equal weights: E k(X, X') over pairs of different points from that over all pairs
        return new KernelResult(Math.Sqrt(distance), a.Weights is null && a.Count > 1 ? distance - scatter : double.NaN, Math.Sqrt(Math.Max(1 - secondNorm, 0) / a.Count));
    }

    /// <summary>Means of cosine and sine, frequency by frequency.</summary>
    private static double[] Transform(PointCloud cloud, GroundMetric metric, SpectralKernel kernel) =>
        Known.GetOrCreateValue(cloud).GetOrAdd((kernel, string.Join(' ', metric.Periods)), _ => new Lazy<double[]>(() => Compute(TorusEmbedding.Embed(cloud, metric), kernel))).Value;

    private static double[] Compute(PointCloud cloud, SpectralKernel kernel)
    {
        double[][] spectrum = kernel.Spectrum(cloud.Dimension);
        double[] transform = new double[2 * spectrum.Length], phases = new double[Block], cosines = new double[Block], sines = new double[Block];
        for (int start = 0; start < cloud.Count; start += Block)
        {
            int count = Math.Min(Block, cloud.Count - start);
            Span<double> phase = phases.AsSpan(0, count), cosine = cosines.AsSpan(0, count), sine = sines.AsSpan(0, count);
            for (int k = 0; k < spectrum.Length; k++)
            {
                TensorPrimitives.Multiply(cloud.Coordinates[0].AsSpan(start, count), spectrum[k][0], phase);
                for (int axis = 1; axis < cloud.Dimension; axis++) TensorPrimitives.MultiplyAdd(cloud.Coordinates[axis].AsSpan(start, count), spectrum[k][axis], phase, phase);
                TensorPrimitives.Sin<double>(phase, sine); // each is done in vectors, which SinCos is not
                TensorPrimitives.Cos<double>(phase, cosine);
                transform[2 * k] += cloud.Weights is null ? TensorPrimitives.Sum<double>(cosine) / cloud.Count : TensorPrimitives.Dot<double>(cosine, cloud.Weights.AsSpan(start, count));
                transform[2 * k + 1] += cloud.Weights is null ? TensorPrimitives.Sum<double>(sine) / cloud.Count : TensorPrimitives.Dot<double>(sine, cloud.Weights.AsSpan(start, count));
            }
        }

        return transform;
    }
}
