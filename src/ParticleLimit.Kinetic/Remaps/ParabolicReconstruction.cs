using System.Runtime.CompilerServices;

namespace ParticleLimit.Kinetic;

/// <summary>A parabola in each cell that has the cell's average, fourth-order face values, and no negative value.</summary>
/// <remarks>The piecewise parabolic method (P. Colella, P. R. Woodward, J. Comput. Phys. 54, 1984) without its monotonicity constraint, which
/// would clip smooth extrema; a parabola that dips below zero is drawn towards its average until it does not (X. Zhang, C.-W. Shu,
/// J. Comput. Phys. 229, 2010). Arrays have <see cref="Ghosts"/> extra cells at each end.</remarks>
internal static class ParabolicReconstruction
{
    /// <summary>Cells that the caller fills beyond each end.</summary>
    public const int Ghosts = 2;

    /// <summary>Fills the left value, right value and curvature a6 of each cell of the interior.</summary>
    /// <param name="averages">n + 2 <see cref="Ghosts"/> cell averages, not negative.</param>
    /// <param name="left">Receives n values at lower faces.</param>
    /// <param name="right">Receives n values at upper faces.</param>
    public static void Fill(ReadOnlySpan<double> averages, Span<double> left, Span<double> right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            double a = averages[i + 2];
            double l = Face(averages[i], averages[i + 1], a, averages[i + 3]);
            double r = Face(averages[i + 1], a, averages[i + 3], averages[i + 4]);
            double minimum = Minimum(a, l, r);
            if (minimum < 0)
            {
                double scale = a / (a - minimum);
                l = a + scale * (l - a);
                r = a + scale * (r - a);
            }

            left[i] = l;
            right[i] = r;
        }
    }

    /// <summary>The part of a cell's mass, in units of its width, between its lower face and the fraction <paramref name="to"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LowerPart(double average, double left, double right, double to)
    {
        double curvature = 6 * average - 3 * (left + right);
        return to * (left + to * (0.5 * (right - left + curvature) - to * curvature * (1.0 / 3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Face(double a, double b, double c, double d) => (7 * (b + c) - (a + d)) * (1.0 / 12);

    private static double Minimum(double average, double left, double right)
    {
        double ends = Math.Min(left, right);
        double curvature = 6 * average - 3 * (left + right), slope = right - left;
        if (curvature >= 0 || Math.Abs(slope) >= -curvature) return ends; // the vertex is a maximum or outside
        double at = 0.5 * (slope + curvature) / curvature;
        return Math.Min(ends, left + at * (slope + curvature * (1 - at)));
    }
}
