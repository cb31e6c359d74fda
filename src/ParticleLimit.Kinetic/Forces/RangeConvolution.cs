using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The convolution psi_r * g of cell averages g with psi_r(x) = psi(|x| / r), as cell averages.</summary>
/// <remarks>g is taken as linear between the moving averages at the cell centres, which widens the kernel by the variance dx^2 / 6; the kernel is shortened by as
/// much beforehand. Its weights are symmetric and not negative, they sum to int psi_r and have its second moment, so that the error is of order
/// dx^4 for smooth g, and the antisymmetric sums of the alignment force keep the momentum. The kernel is short against the velocity axis that one
/// step sweeps: the plain vectorised sum costs a few per cent of a step, keeps that symmetry where a Fourier transform would round, and allocates nothing.</remarks>
internal sealed class RangeConvolution
{
    private readonly int half;
    private readonly bool periodic;
    private readonly double[] kernel;
    private readonly double[] padded;

    /// <summary>The convolution on an axis.</summary>
    /// <exception cref="ArgumentException">On a circle the reach is longer than half of it.</exception>
    public RangeConvolution(GridAxis axis, ICommunicationWeight weight, double range, bool periodic)
    {
        double reach = range * weight.SupportRadius, width = axis.Width;
        if (periodic && reach > (axis.To - axis.From) / 2 * (1 + 1e-12))
            throw new ArgumentException($"The range times the support radius, {reach}, is at most half the period {axis.To - axis.From}.", nameof(range));
        this.periodic = periodic;

        double integral = range * weight.Integral(1), variance = range * range * Variance(weight), widening = width * width / 6;
        if (variance <= widening)
        {
            // Shorter than the cells: what is left of it are its two moments, on three cells.
            half = 1;
            double outer = integral * variance / (2 * width * width);
            kernel = [outer, integral - 2 * outer, outer];
        }
        else
        {
            kernel = Tents(weight, range * Math.Sqrt(1 - widening / variance), width, integral);
            half = kernel.Length / 2;
        }

        padded = new double[axis.Cells + 2 * half];
    }

    /// <summary>int z^2 psi / int psi.</summary>
    private static double Variance(ICommunicationWeight weight) =>
        2 * WeightIntegrals.Integrate(z => z * z * weight.Value(z * z), 0, weight.SupportRadius) / weight.Integral(1);

    /// <summary>The integrals of psi_r against the tents of linear interpolation, scaled to a given sum.</summary>
    private static double[] Tents(ICommunicationWeight weight, double range, double width, double integral)
    {
        double reach = range * weight.SupportRadius, scale = integral / (range * weight.Integral(1));
        int half = (int)Math.Floor(reach / width) + 1;
        var kernel = new double[2 * half + 1];
        for (int k = 0; k <= half; k++)
        {
            double centre = k * width;
            kernel[half + k] = kernel[half - k] = scale * (Part(centre - width, centre, rising: true) + Part(centre, centre + width, rising: false));
        }

        return kernel;

        // psi may have a corner at 0 and ends at the reach; the tents have corners at the centres, so that each part is smooth inside.
        double Part(double from, double to, bool rising)
        {
            (double a, double b) = (Math.Max(from, -reach), Math.Min(to, reach));
            return a < b ? WeightIntegrals.Integrate(z => weight.Value(z * z / (range * range)) * (rising ? z - from : to - z) / width, a, b) : 0;
        }
    }

    /// <summary>Convolves.</summary>
    /// <param name="values">Cell averages.</param>
    /// <param name="result">Receives those of the convolution.</param>
    public void Apply(ReadOnlySpan<double> values, Span<double> result)
    {
        int cells = values.Length;
        values.CopyTo(padded.AsSpan(half));
        for (int k = 0; k < half; k++)
        {
            padded[half - 1 - k] = periodic ? values[cells - 1 - k % cells] : 0;
            padded[half + cells + k] = periodic ? values[k % cells] : 0;
        }

        for (int i = 0; i < cells; i++) result[i] = TensorPrimitives.Dot<double>(kernel, padded.AsSpan(i, kernel.Length));
    }
}
