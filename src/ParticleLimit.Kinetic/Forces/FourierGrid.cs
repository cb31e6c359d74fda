using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>A d-dimensional grid of complex numbers with its discrete Fourier transform, of which only a corner is filled and only a corner is wanted back.</summary>
/// <remarks>Lines that are known to be empty, or whose result nobody wants, are left out: with zeros on half of each axis that saves up to half of the work.</remarks>
internal sealed unsafe class FourierGrid
{
    private readonly ImmutableArray<FourierTransform> axes;
    private readonly ImmutableArray<int> filled, wanted;
    private readonly AlignedBuffer<double> real, imaginary, workReal, workImaginary;

    /// <summary>A grid of zeros.</summary>
    /// <param name="lengths">Its length along each axis, 2^a 3^b.</param>
    /// <param name="filled">Along each axis, the first so many entries may differ from zero before the transform.</param>
    /// <param name="wanted">Along each axis, the first so many entries are wanted of the way back.</param>
    public FourierGrid(ImmutableArray<int> lengths, ImmutableArray<int> filled, ImmutableArray<int> wanted)
        : this([.. lengths.Select(length => new FourierTransform(length))], filled, wanted)
    {
    }

    private FourierGrid(ImmutableArray<FourierTransform> axes, ImmutableArray<int> filled, ImmutableArray<int> wanted)
    {
        (this.axes, this.filled, this.wanted) = (axes, filled, wanted);
        Count = axes.Aggregate(1, (product, axis) => checked(product * axis.Length));
        (real, imaginary) = (new AlignedBuffer<double>(Count), new AlignedBuffer<double>(Count));
        (workReal, workImaginary) = (new AlignedBuffer<double>(Count), new AlignedBuffer<double>(Count));
    }

    /// <summary>The number of entries.</summary>
    public int Count { get; }

    /// <summary>The real parts, the last axis contiguous.</summary>
    public Span<double> Real => real.Span;

    /// <summary>The imaginary parts.</summary>
    public Span<double> Imaginary => imaginary.Span;

    /// <summary>A grid of the same shape, with the same tables.</summary>
    public FourierGrid Own() => new(axes, filled, wanted);

    /// <summary>Transforms.</summary>
    public void Forward()
    {
        for (int k = axes.Length - 1; k >= 0; k--) Transform(k, filled, real.Start, imaginary.Start);
    }

    /// <summary>Transforms back, up to the factor <see cref="Count"/>; what is not wanted is left undefined.</summary>
    public void Backward()
    {
        for (int k = 0; k < axes.Length; k++) Transform(k, wanted, imaginary.Start, real.Start);
    }

    private void Transform(int axis, ImmutableArray<int> concerned, double* re, double* im)
    {
        int lines = 1, blocks = 1;
        for (int k = axis + 1; k < axes.Length; k++) lines *= axes[k].Length;
        for (int k = 0; k < axis; k++) blocks *= concerned[k];
        for (int block = 0; block < blocks; block++)
        {
            int place = 0, stride = lines * axes[axis].Length;
            for (int k = axis - 1, rest = block; k >= 0; k--)
            {
                (rest, int at) = Math.DivRem(rest, concerned[k]);
                place += at * stride;
                stride *= axes[k].Length;
            }

            axes[axis].Apply(re + place, im + place, workReal.Start, workImaginary.Start, lines);
        }
    }
}
