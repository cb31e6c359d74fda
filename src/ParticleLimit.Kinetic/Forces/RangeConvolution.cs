using System.Collections.Immutable;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The averages psi_r * g / int psi_r of fields g on the position grid with psi_r(x) = psi(|x| / r), from cell averages to cell averages, by Fourier transform.</summary>
/// <remarks>The weights are <see cref="RangeWeights"/>, whose transform is real, so that two fields are done at once as the real and the imaginary part of one.
/// In free space zeros are appended; a torus whose cells are not 2^a 3^b is continued by as much as the kernel reaches. Nothing is allocated.</remarks>
internal sealed class RangeConvolution
{
    private readonly FourierGrid grid;
    private readonly double[] spectrum;
    private readonly ImmutableArray<int> lengths, cells;
    private readonly int[][] sources; // on each axis, the cell that an entry of the grid holds, or -1

    /// <summary>The averages on a grid.</summary>
    /// <param name="axes">The d position axes.</param>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    /// <param name="periodic">Whether the axes are circles.</param>
    /// <exception cref="ArgumentException">On a torus the reach is longer than half of it.</exception>
    public RangeConvolution(ImmutableArray<GridAxis> axes, ICommunicationWeight weight, double range, bool periodic)
    {
        double reach = range * weight.SupportRadius, shortest = axes.Min(axis => axis.To - axis.From);
        if (periodic && reach > shortest / 2 * (1 + 1e-12))
            throw new ArgumentException($"The range times the support radius, {reach}, is at most half the period {shortest}.", nameof(range));
        var weights = new RangeWeights(axes, weight, range);
        cells = [.. axes.Select(axis => axis.Cells)];

        // In free space cells further apart than the grid is long never meet.
        ImmutableArray<int> used = periodic ? weights.Reach : [.. weights.Reach.Zip(cells, (k, count) => Math.Min(k, count - 1))];
        lengths = [.. cells.Select((count, axis) =>
            periodic ? FourierTransform.IsLength(count) ? count : FourierTransform.LengthFor(count + 2 * used[axis]) : FourierTransform.LengthFor(count + used[axis]))];
        sources = [.. cells.Select((count, axis) => Sources(count, lengths[axis], periodic ? used[axis] : 0))];
        grid = new FourierGrid(lengths, periodic ? lengths : cells, cells);
        spectrum = Spectrum(weights, used);
    }

    private RangeConvolution(RangeConvolution other)
    {
        (cells, lengths, sources, spectrum) = (other.cells, other.lengths, other.sources, other.spectrum);
        grid = other.grid.Own();
    }

    /// <summary>The same averages with working memory of its own.</summary>
    public RangeConvolution Own() => new(this);

    /// <summary>Averages two fields.</summary>
    /// <param name="one">A field, the last axis contiguous.</param>
    /// <param name="other">Another, or none.</param>
    /// <param name="oneAverage">Receives the average of the first; may be the field itself.</param>
    /// <param name="otherAverage">Receives that of the other, if there is one.</param>
    public void Apply(ReadOnlySpan<double> one, ReadOnlySpan<double> other, Span<double> oneAverage, Span<double> otherAverage)
    {
        grid.Real.Clear();
        grid.Imaginary.Clear();
        Gather(one, grid.Real);
        if (!other.IsEmpty) Gather(other, grid.Imaginary);
        grid.Forward();
        Multiply(grid.Real, spectrum);
        Multiply(grid.Imaginary, spectrum);
        grid.Backward();
        Scatter(grid.Real, oneAverage);
        if (!other.IsEmpty) Scatter(grid.Imaginary, otherAverage);
    }

    /// <summary>Averages fields in place, two at a time.</summary>
    public void Apply(double[][] fields)
    {
        for (int k = 0; k < fields.Length; k += 2)
        {
            Span<double> other = k + 1 < fields.Length ? fields[k + 1] : [];
            Apply(fields[k], other, fields[k], other);
        }
    }

    private static void Multiply(Span<double> values, double[] factors) => System.Numerics.Tensors.TensorPrimitives.Multiply(values, factors, values);

    private static int[] Sources(int count, int length, int beyond)
    {
        var sources = new int[length];
        for (int i = 0; i < length; i++)
            sources[i] = i < count ? i : i < count + beyond ? (i - count) % count : i >= length - beyond ? ((i - length) % count + count) % count : -1;
        return sources;
    }

    private double[] Spectrum(RangeWeights weights, ImmutableArray<int> used)
    {
        int d = lengths.Length, count = used.Aggregate(1, (product, reach) => product * (2 * reach + 1));
        var whole = new FourierGrid(lengths, lengths, lengths);
        Span<int> distance = stackalloc int[d];
        for (int n = 0; n < count; n++)
        {
            int at = 0;
            for (int k = d - 1, rest = n, stride = 1; k >= 0; k--)
            {
                (rest, int place) = Math.DivRem(rest, 2 * used[k] + 1);
                int signed = place - used[k];
                distance[k] = Math.Abs(signed);
                at += ((signed % lengths[k]) + lengths[k]) % lengths[k] * stride;
                stride *= lengths[k];
            }

            whole.Real[at] += weights[distance];
        }

        whole.Forward();
        double[] factors = [.. whole.Real];
        for (int n = 0; n < factors.Length; n++) factors[n] /= grid.Count;
        return factors;
    }

    private void Gather(ReadOnlySpan<double> from, Span<double> to)
    {
        int d = cells.Length, length = lengths[^1], inner = cells[^1], rows = to.Length / length;
        ReadOnlySpan<int> last = sources[^1];
        for (int row = 0; row < rows; row++)
        {
            int source = Row(row);
            if (source < 0) continue;
            Span<double> target = to.Slice(row * length, length);
            from.Slice(source * inner, inner).CopyTo(target);
            for (int i = inner; i < length; i++)
                if (last[i] >= 0) target[i] = from[source * inner + last[i]];
        }

        // The row of the field that a row of the grid holds, or -1.
        int Row(int row)
        {
            int source = 0;
            for (int k = d - 2, stride = 1; k >= 0; k--)
            {
                (row, int at) = Math.DivRem(row, lengths[k]);
                if (sources[k][at] < 0) return -1;
                source += sources[k][at] * stride;
                stride *= cells[k];
            }

            return source;
        }
    }

    private void Scatter(ReadOnlySpan<double> from, Span<double> to)
    {
        int d = cells.Length, inner = cells[^1], rows = to.Length / inner;
        for (int row = 0; row < rows; row++)
        {
            int place = 0;
            for (int k = d - 2, rest = row, stride = lengths[^1]; k >= 0; k--)
            {
                (rest, int at) = Math.DivRem(rest, cells[k]);
                place += at * stride;
                stride *= lengths[k];
            }

            from.Slice(place, inner).CopyTo(to.Slice(row * inner, inner));
        }
    }
}
