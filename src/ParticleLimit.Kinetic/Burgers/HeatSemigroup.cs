using System.Numerics.Tensors;

namespace ParticleLimit.Kinetic;

/// <summary>The exact solution operator of the heat equation differenced in space, f_i' = (nu/dx^2)(f_(i-1) - 2 f_i + f_(i+1)): a convolution with w_k = e^(-2r) I_k(2r), r = nu s / dx^2.</summary>
/// <remarks>The weights are not negative and their sum is one, so that it keeps mass and sign and lowers maxima and total variation, however long s is: no scheme of finitely many
/// differences that is of second order in time does all of that (C. Bolley, M. Crouzeix, RAIRO Anal. Numer. 12, 1978). Its error is that of the second difference, dx^2.</remarks>
/// <param name="cells">Cells of the axis.</param>
/// <param name="periodic">Whether it is a circle; else there is nothing beyond its ends, and what spreads there is lost.</param>
/// <param name="longest">The largest r.</param>
internal sealed class HeatSemigroup(int cells, bool periodic, double longest)
{
    // Smaller weights than 1e-17 of the largest are lost in rounding.
    private const double Deviations = 9;
    private const int Ahead = 30;

    private readonly double[] kernel = new double[2 * Reach(longest) + 1];
    private readonly double[] padded = new double[cells + 2 * Reach(longest)];

    /// <summary>Applies it in place.</summary>
    /// <param name="values">Cell averages.</param>
    /// <param name="strength">r, at most the largest one.</param>
    /// <returns>The sum of what was lost through the lower and the upper end, in cells.</returns>
    public (double Lower, double Upper) Apply(Span<double> values, double strength)
    {
        if (strength < 1e-18) return (0, 0);
        int reach = Fill(strength);
        double before = TensorPrimitives.Sum<double>(values);
        Span<double> source = padded.AsSpan(0, cells + 2 * reach), weights = kernel.AsSpan(0, 2 * reach + 1);
        source.Clear();
        values.CopyTo(source[reach..]);
        for (int k = 1; periodic && k <= reach; k++)
        {
            source[reach - k] = values[(cells - k % cells) % cells];
            source[reach + cells - 1 + k] = values[(k - 1) % cells];
        }

        (double lower, double upper) = (0, 0);
        if (!periodic)
        {
            double beyond = 0; // the weight that spreads beyond an end from k cells inside
            for (int k = reach; k >= 1; k--)
            {
                beyond += weights[reach + k];
                if (k > cells) continue;
                lower += beyond * values[k - 1];
                upper += beyond * values[cells - k];
            }
        }

        for (int i = 0; i < cells; i++) values[i] = TensorPrimitives.Dot<double>(weights, source.Slice(i, weights.Length));

        // What rounding made of the sum would add up over thousands of equal steps; the largest cell does not feel it.
        int largest = TensorPrimitives.IndexOfMax<double>(values);
        values[largest] += before - lower - upper - TensorPrimitives.Sum<double>(values);
        return (lower, upper);
    }

    // The law of weights has the variance 2 r, and tails a little heavier than normal while r is small.
    private static int Reach(double strength) => (int)Math.Ceiling(Deviations * Math.Sqrt(2 * strength)) + 12;

    /// <summary>Bessel functions by the recurrence downwards, which is stable, from where they vanish; then scaled to the sum one.</summary>
    private int Fill(double strength)
    {
        int reach = Reach(strength);
        double after = 0, here = 1e-300, sum = 0;
        for (int k = reach + Ahead; k >= 0; k--)
        {
            if (k <= reach) kernel[reach + k] = kernel[reach - k] = here;
            if (k <= reach) sum += (k == 0 ? 1 : 2) * here;
            if (k > 0) (here, after) = (after + k / strength * here, here);
            if (!(here > 1e200)) continue;
            (here, after, sum) = (here * 1e-200, after * 1e-200, sum * 1e-200);
            for (int j = Math.Max(0, k); j <= reach; j++) kernel[reach + j] = kernel[reach - j] *= 1e-200;
        }

        foreach (ref double weight in kernel.AsSpan(0, 2 * reach + 1)) weight /= sum;
        return reach;
    }
}
