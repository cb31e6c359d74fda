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
            Lift(a, ref l, ref r);
            left[i] = l;
            right[i] = r;
        }
    }

    /// <summary>The left and right value of one cell, of fifth order and each from the cell's own side of the face.</summary>
    /// <remarks>Those of <see cref="Fill"/> are shared by the two cells of a face, so that the less a remap moves, the less it damps of what it cannot carry, and ripples
    /// stay where little moves. Here the cell upwind leans on its own side, as in the linear scheme of WENO5 (G.-S. Jiang, C.-W. Shu, J. Comput. Phys. 126, 1996).</remarks>
    /// <param name="averages">The averages of five cells, not negative; the cell is the middle one.</param>
    public static (double Left, double Right) OwnFaces(ReadOnlySpan<double> averages)
    {
        double own = averages[2], middle = 47 * own;
        double left = (middle + 27 * averages[1] - 13 * averages[3] - 3 * averages[0] + 2 * averages[4]) * (1.0 / 60);
        double right = (middle + 27 * averages[3] - 13 * averages[1] - 3 * averages[4] + 2 * averages[0]) * (1.0 / 60);
        Lift(own, ref left, ref right);
        return (left, right);
    }

    /// <summary>The part of a cell's mass, in units of its width, between its lower face and the fraction <paramref name="to"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double LowerPart(double average, double left, double right, double to)
    {
        double curvature = 6 * average - 3 * (left + right);
        return to * (left + to * (0.5 * (right - left + curvature) - to * curvature * (1.0 / 3)));
    }

    // Draws a parabola that dips below zero towards its average.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lift(double average, ref double left, ref double right)
    {
        double minimum = Minimum(average, left, right);
        if (!(minimum < 0)) return;
        double scale = average / (average - minimum);
        (left, right) = (average + scale * (left - average), average + scale * (right - average));
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
