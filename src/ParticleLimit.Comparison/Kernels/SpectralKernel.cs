using System.Collections.Concurrent;
using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>A translation-invariant kernel k with k(0) = 1, by the law of its frequencies: k(z) = E cos(omega . z) (Bochner's theorem).</summary>
/// <remarks>Frequencies are the <see cref="SphereDirections"/> times evenly spread quantiles of the law of |omega|, shifted from direction to direction, the same for every caller. The mean over finitely
/// many is itself the kernel of a distance, which may miss the kernel's own by a few per cent (5 in D = 4, 1 in D = 2).</remarks>
/// <param name="Width">The length l.</param>
/// <param name="Freedom">Infinite for the Gaussian exp(-|z|^2 / (2 l^2)); else nu &gt; 0 of the law (1 + l^2 |omega|^2)^-(nu + D) / 2, a Student law: 1 for
/// exp(-|z| / l), 2 s - D for the norm of H^-s.</param>
public readonly record struct SpectralKernel(double Width, double Freedom)
{
    /// <summary>The frequencies of a distance.</summary>
    public const int Frequencies = 2048;

    private const int Directions = 64;

    private static readonly ConcurrentDictionary<(SpectralKernel Kernel, int Dimension), ImmutableArray<(double[] Direction, double[] Radii)>> Made = new();

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

    /// <summary>The frequencies: unit vectors of D numbers, and the lengths along each; <see cref="Frequencies"/> in all.</summary>
    internal ImmutableArray<(double[] Direction, double[] Radii)> Spectrum(int dimension) => Made.GetOrAdd((this, dimension), static key => Make(key.Kernel, key.Dimension));

    private static double Checked(double width) =>
        width > 0 && double.IsFinite(width) ? width : throw new ArgumentOutOfRangeException(nameof(width), width, "The width of a kernel is positive and finite.");

    private static ImmutableArray<(double[] Direction, double[] Radii)> Make(SpectralKernel kernel, int dimension)
    {
        double[][] directions = SphereDirections.Generate(dimension, Directions);
        int count = Frequencies / directions.Length;
        var shifts = new KroneckerSequence(1);
        double[] shift = new double[1];
        var spectrum = ImmutableArray.CreateBuilder<(double[], double[])>(directions.Length);
        foreach (double[] direction in directions)
        {
            shifts.Next(shift);
            spectrum.Add((direction, [.. Enumerable.Range(0, count).Select(k => kernel.Radius((k + shift[0]) / count, dimension))]));
        }

        return spectrum.MoveToImmutable();
    }

    // The quantile of |omega|: a normal vector's length, over the root of a chi^2 of nu degrees of freedom for the Student laws.
    private double Radius(double share, int dimension)
    {
        if (double.IsInfinity(Freedom)) return Math.Sqrt(2 * Gamma.InvCDF(dimension / 2.0, 1, share)) / Width;
        double rest = Beta.InvCDF(Freedom / 2, dimension / 2.0, 1 - share);
        return Math.Sqrt((1 - rest) / rest) / Width;
    }
}
