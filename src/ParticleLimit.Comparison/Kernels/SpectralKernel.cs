using System.Collections.Concurrent;
using MathNet.Numerics.Distributions;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>A translation-invariant kernel k with k(0) = 1, by the law of its frequencies: k(z) = E cos(omega . z) (Bochner's theorem).</summary>
/// <remarks>Frequencies come from a Kronecker sequence, the same for every caller. The mean over finitely
/// many is itself the kernel of a distance, which may miss the kernel's own by a few per cent (5 in D = 4, 1 in D = 2).</remarks>
/// <param name="Width">The length l.</param>
/// <param name="Freedom">Infinite for the Gaussian exp(-|z|^2 / (2 l^2)); else nu &gt; 0 of the law (1 + l^2 |omega|^2)^-(nu + D) / 2, a Student law: 1 for
/// exp(-|z| / l), 2 s - D for the norm of H^-s.</param>
public readonly record struct SpectralKernel(double Width, double Freedom)
{
    /// <summary>The frequencies of a distance.</summary>
    public const int Frequencies = 2048;

    private static readonly ConcurrentDictionary<(SpectralKernel Kernel, int Dimension), double[][]> Made = new();

    /// <summary>exp(-|z|^2 / (2 l^2)).</summary>
    public static SpectralKernel Gaussian(double width) => new(Checked(width), double.PositiveInfinity);

    /// <summary>exp(-|z| / l).</summary>
    public static SpectralKernel Laplace(double width) => new(Checked(width), 1);

    /// <summary>The kernel of the norm int |g(omega)|^2 (1 + l^2 |omega|^2)^-s d omega, divided by its value for a point, in D dimensions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">s is not above D / 2: points have no finite norm.</exception>
    public static SpectralKernel Sobolev(double s, int dimension, double width)
    {
        if (!(s > dimension / 2.0 && double.IsFinite(s))) throw new ArgumentOutOfRangeException(nameof(s), s, $"The order of H^-s on measures of points in {dimension} dimensions is above {dimension / 2.0}.");
        return new SpectralKernel(Checked(width), 2 * s - dimension);
    }

    /// <summary>The frequencies, <see cref="Frequencies"/> vectors of D numbers.</summary>
    internal double[][] Spectrum(int dimension) => Made.GetOrAdd((this, dimension), static key => Make(key.Kernel, key.Dimension));

    private static double Checked(double width) =>
        width > 0 && double.IsFinite(width) ? width : throw new ArgumentOutOfRangeException(nameof(width), width, "The width of a kernel is positive and finite.");

    private static double[][] Make(SpectralKernel kernel, int dimension)
    {
        var sequence = new KroneckerSequence(dimension + 1);
        double[] point = new double[dimension + 1];
        double[][] spectrum = new double[Frequencies][];
        for (int k = 0; k < Frequencies; k++)
        {
            sequence.Next(point);
            double radius = double.IsInfinity(kernel.Freedom) ? 1 : 1 / Math.Sqrt(Gamma.InvCDF(kernel.Freedom / 2, 0.5, point[dimension]));
            spectrum[k] = [.. point.Take(dimension).Select(uniform => radius / kernel.Width * Normal.InvCDF(0, 1, uniform))];
        }

        return spectrum;
    }
}
