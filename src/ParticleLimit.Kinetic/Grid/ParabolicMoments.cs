namespace ParticleLimit.Kinetic;

/// <summary>Moments of the parabolas of the sweeps through a line of cell averages, drawn towards their averages where they dip below zero, which f does not.</summary>
internal static class ParabolicMoments
{
    /// <summary>The first moment of the cell centres and the second moment of the parabolas, in cell averages: times a cell's volume they are integrals.</summary>
    public static (double First, double Second) Of(ReadOnlySpan<double> averages, GridAxis axis)
    {
        double first = 0, second = 0, width = axis.Width;
        for (int k = 0; k < averages.Length; k++)
        {
            double a = averages[k];
            if (a == 0) continue;
            double left = Face(averages, k), right = Face(averages, k + 1);
            double curvature = 6 * a - 3 * (left + right), slope = right - left, share = Share(a, left, right, slope, curvature), centre = axis.Centre(k);
            first += centre * a;
            second += centre * centre * a + share * slope * centre * width / 6 + width * width * (a / 12 - share * curvature / 180);
        }

        return (first, second);
    }

    /// <summary>The value of the parabola of the cell in the middle of seven at a fraction of its width.</summary>
    public static double Value(ReadOnlySpan<double> averages, double fraction)
    {
        const int Middle = 3;
        double a = averages[Middle], left = Face(averages, Middle), right = Face(averages, Middle + 1);
        double curvature = 6 * a - 3 * (left + right), slope = right - left;
        return a + Share(a, left, right, slope, curvature) * (left - a + fraction * (slope + curvature * (1 - fraction)));
    }

    /// <summary>The part of its departure from the average that a parabola keeps.</summary>
    private static double Share(double a, double left, double right, double slope, double curvature)
    {
        double minimum = Math.Min(left, right);
        if (curvature < 0 && Math.Abs(slope) < -curvature) minimum = Math.Min(minimum, left + (slope + curvature) * (slope + curvature) / (4 * curvature));
        return minimum < 0 ? a / (a - minimum) : 1;
    }

    private static double Face(ReadOnlySpan<double> averages, int face) =>
        ((At(averages, face - 3) + At(averages, face + 2)) - 8 * (At(averages, face - 2) + At(averages, face + 1)) + 37 * (At(averages, face - 1) + At(averages, face))) / 60;

    private static double At(ReadOnlySpan<double> averages, int k) => (uint)k < (uint)averages.Length ? averages[k] : 0;
}
