using System.Collections.Immutable;
using MathNet.Numerics.Integration;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The weights of a convolution with psi_r / int psi_r between cell averages, psi_r(x) = psi(|x| / r): how much a cell counts whose distance is k cells.</summary>
/// <remarks>What is convolved is taken as linear between its moving averages at the cell centres, so that a weight is the integral of psi_r against the product of tents about its cell. That
/// widens the kernel, by the variance dx^2 / 6 on each axis where it is smooth over cells; it is shortened beforehand by so much that the second moments are those of psi_r. The weights are
/// even in each k and not negative, and their sum is one: the error for smooth fields is of order dx^2 r^2, so that it vanishes with the locality that is asked about, and the antisymmetric sums of the
/// alignment force keep the momentum and take energy.</remarks>
internal sealed class RangeWeights
{
    private readonly double[] values; // of k >= 0 on every axis, the last contiguous
    private readonly int[] strides;

    /// <summary>The weights on a grid.</summary>
    /// <param name="axes">The d position axes.</param>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    public RangeWeights(ImmutableArray<GridAxis> axes, ICommunicationWeight weight, double range)
    {
        int d = axes.Length;
        var marginal = new WeightMarginal(weight, d);

        // The cells in units of the shortened range.
        double[] widths = [.. axes.Select(axis => axis.Width / (range * marginal.Shortening(axis.Width / range)))];
        Reach = [.. widths.Select(width => (int)Math.Floor(weight.SupportRadius / width) + 1)];
        strides = new int[d];
        int count = 1;
        for (int k = d - 1; k >= 0; k--)
        {
            strides[k] = count;
            count *= Reach[k] + 1;
        }

        values = new double[count];
        new Quadrature(weight, widths, strides, values).Run();
        Normalise();
    }

    /// <summary>The largest k on each axis.</summary>
    public ImmutableArray<int> Reach { get; }

    /// <summary>The weight of the cells at distances +-k, each k from 0 to <see cref="Reach"/>.</summary>
    public double this[ReadOnlySpan<int> distance]
    {
        get
        {
            int at = 0;
            for (int k = 0; k < strides.Length; k++) at += distance[k] * strides[k];
            return values[at];
        }
    }

    private void Normalise()
    {
        double sum = 0;
        for (int at = 0; at < values.Length; at++)
        {
            int images = 1;
            for (int k = 0; k < strides.Length; k++) images *= at / strides[k] % (Reach[k] + 1) == 0 ? 1 : 2;
            sum += images * values[at];
        }

        for (int at = 0; at < values.Length; at++) values[at] /= sum;
    }

    /// <summary>The integrals of psi against the tents, up to a factor: box by box between cell centres, in each of which psi times products of linear functions is integrated by Gauss and Legendre.</summary>
    private sealed class Quadrature(ICommunicationWeight weight, double[] widths, int[] strides, double[] values)
    {
        private static readonly GaussLegendreRule Smooth = new(0, 1, 8), Rough = new(0, 1, 16);

        private readonly int d = widths.Length;
        private readonly double squaredRadius = weight.SupportRadius * weight.SupportRadius;
        private readonly int[] box = new int[widths.Length];
        private readonly double[] corners = new double[1 << widths.Length];
        private GaussLegendreRule rule = Smooth;

        public void Run() => Boxes(0, 0, 0);

        private void Boxes(int axis, double nearest, double farthest)
        {
            if (axis == d)
            {
                Add(farthest);
                return;
            }

            for (box[axis] = 0; ; box[axis]++)
            {
                double lower = box[axis] * widths[axis], upper = lower + widths[axis];
                if (!(nearest + lower * lower < squaredRadius)) return;
                Boxes(axis + 1, nearest + lower * lower, farthest + upper * upper);
            }
        }

        /// <summary>Adds a box to the weights of its corners; a corner on a plane of symmetry also gets the mirrored box.</summary>
        private void Add(double farthest)
        {
            // psi ends within the box, or has a corner in it.
            rule = farthest > squaredRadius || box.All(place => place == 0) ? Rough : Smooth;
            Array.Clear(corners);
            Integrate(0, 0, 1, [1]);
            for (int corner = 0; corner < corners.Length; corner++)
            {
                int at = 0, images = 1;
                for (int k = 0; k < d; k++)
                {
                    int place = box[k] + ((corner >> k) & 1);
                    at += place * strides[k];
                    images *= place == 0 ? 2 : 1;
                }

                values[at] += images * corners[corner];
            }
        }

        private void Integrate(int axis, double squared, double factor, ReadOnlySpan<double> shares)
        {
            double lower = box[axis] * widths[axis], upper = Math.Min(lower + widths[axis], Math.Sqrt(Math.Max(0, squaredRadius - squared)));
            if (!(upper > lower)) return;
            Span<double> next = stackalloc double[2 * shares.Length];
            for (int n = 0; n < rule.Order; n++)
            {
                double at = lower + rule.GetAbscissa(n) * (upper - lower), rising = at / widths[axis] - box[axis], here = factor * rule.GetWeight(n) * (upper - lower);
                for (int k = 0; k < shares.Length; k++) (next[k], next[k + shares.Length]) = (shares[k] * (1 - rising), shares[k] * rising);
                if (axis + 1 < d)
                {
                    Integrate(axis + 1, squared + at * at, here, next);
                    continue;
                }

                double value = here * weight.Value(squared + at * at);
                for (int k = 0; k < next.Length; k++) corners[k] += value * next[k];
            }
        }
    }
}
