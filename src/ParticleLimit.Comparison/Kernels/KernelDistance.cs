using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ParticleLimit.Comparison;

/// <summary>The maximum mean discrepancy of two clouds, or of a cloud and a density, for a kernel k: sqrt(E k(X, X') + E k(Y, Y') - 2 E k(X, Y)), periodic axes through <see cref="TorusEmbedding"/>.</summary>
/// <remarks>A mean over the kernel's frequencies of |mu(omega) - nu(omega)|^2, the transforms of the clouds: O(K (N + M)) or less (<see cref="ProjectedTransform"/>), and no cancellation. For N independent
/// draws of nu the mean of the square is (1 - E k(Y, Y')) / N exactly. A. Gretton et al., "A kernel two-sample test", J. Mach. Learn. Res. 13 (2012).</remarks>
public static class KernelDistance
{
    // The reference of an experiment is compared with every cell.
    private static readonly ConditionalWeakTable<PointCloud, ConcurrentDictionary<(SpectralKernel Kernel, string Periods), Lazy<double[]>>> Known = [];

    /// <summary>The distance and its floor.</summary>
    /// <param name="a">The first cloud, of N points.</param>
    /// <param name="b">The second cloud.</param>
    /// <param name="metric">Which axes are periodic.</param>
    /// <param name="kernel">k.</param>
    /// <param name="threads">The most threads to use; the bits do not depend on it.</param>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static KernelResult Of(PointCloud a, PointCloud b, GroundMetric metric, SpectralKernel kernel, int threads = 1)
    {
        if (a.Dimension != b.Dimension) throw new ArgumentException($"The clouds have {a.Dimension} and {b.Dimension} axes.", nameof(b));
        int dimension = metric.Dimension + metric.Periods.Count(double.IsFinite);
        return Result(a, Transform(a, metric, kernel, threads), Transform(b, metric, kernel, threads), kernel.Spectrum(dimension));
    }

    /// <summary>The distance of a cloud to a density of which no sample is taken, d = 1, and its floor.</summary>
    /// <param name="a">The cloud, of N points.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric, periodic in x or not.</param>
    /// <param name="kernel">k.</param>
    /// <param name="threads">The most threads to use; the bits do not depend on it.</param>
    /// <exception cref="ArgumentException">The cloud or the metric is not of the plane, velocities are periodic, or the density is wider than the period.</exception>
    public static KernelResult Of(PointCloud a, CellDensity density, GroundMetric metric, SpectralKernel kernel, int threads = 1)
    {
        DensityWasserstein.CheckPlane(a, density, metric);
        ImmutableArray<(double[] Direction, double[] Radii)> spectrum = kernel.Spectrum(double.IsInfinity(metric.Periods[0]) ? 2 : 3);
        ImmutableArray<ProjectedDensity> projections = DensityProjector.Project(density, metric, spectrum.Length, threads);
        int numbers = 2 * spectrum[0].Radii.Length;
        double[] second = new double[numbers * spectrum.Length];
        for (int k = 0; k < spectrum.Length; k++) projections[k].Transform(spectrum[k].Radii, second.AsSpan(k * numbers, numbers));
        return Result(a, Transform(a, metric, kernel, threads), second, spectrum);
    }

    private static KernelResult Result(PointCloud a, double[] first, double[] second, ImmutableArray<(double[] Direction, double[] Radii)> spectrum)
    {
        int numbers = first.Length / spectrum.Length;
        double[] squares = new double[spectrum.Length];
        double distance = 0, firstNorm = 0, secondNorm = 0;
        for (int k = 0; k < first.Length; k++)
        {
            distance += (first[k] - second[k]) * (first[k] - second[k]);
            squares[k / numbers] += (first[k] - second[k]) * (first[k] - second[k]) / spectrum[k / numbers].Radii.Length;
            firstNorm += first[k] * first[k];
            secondNorm += second[k] * second[k];
        }

        const double Scale = 1.0 / SpectralKernel.Frequencies;
        (distance, firstNorm, secondNorm) = (Scale * distance, Scale * firstNorm, Scale * secondNorm);
        double scatter = (1 - firstNorm) / (a.Count - 1.0); // of equal weights: E k(X, X') over pairs of different points from that over all pairs
        double value = Math.Sqrt(distance), error = DirectionAverage.Of([.. spectrum.Select(part => part.Direction)], squares).StandardError;
        return new KernelResult(value, a.Weights is null && a.Count > 1 ? distance - scatter : double.NaN, Math.Sqrt(Math.Max(1 - secondNorm, 0) / a.Count), value == 0 ? 0 : error / (2 * value));
    }

    /// <summary>Means of cosine and sine, frequency by frequency.</summary>
    private static double[] Transform(PointCloud cloud, GroundMetric metric, SpectralKernel kernel, int threads) =>
        Known.GetOrCreateValue(cloud).GetOrAdd((kernel, string.Join(' ', metric.Periods)), _ => new Lazy<double[]>(() => Compute(TorusEmbedding.Embed(cloud, metric), kernel, threads))).Value;

    private static double[] Compute(PointCloud cloud, SpectralKernel kernel, int threads)
    {
        ImmutableArray<(double[] Direction, double[] Radii)> spectrum = kernel.Spectrum(cloud.Dimension);
        int numbers = 2 * spectrum[0].Radii.Length;
        double[] transform = new double[numbers * spectrum.Length];
        Parallel.For(0, spectrum.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new ProjectedTransform(cloud), (k, _, projected) =>
        {
            projected.Along(spectrum[k].Direction, spectrum[k].Radii, transform.AsSpan(k * numbers, numbers));
            return projected;
        }, static _ => { });
        return transform;
    }
}
