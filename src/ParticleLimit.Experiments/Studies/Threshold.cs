namespace ParticleLimit.Experiments;

/// <summary>Where a quantity that is known at some points first reaches a level.</summary>
public static class Threshold
{
    /// <summary>x at which y first reaches the level, both logarithms taken as linear between the points; NaN if no point but the first reaches it, or if the first does.</summary>
    /// <param name="points">Positive x ascending, and positive y.</param>
    /// <param name="level">The level, positive.</param>
    public static double OfPowers(IReadOnlyList<(double X, double Y)> points, double level)
    {
        ArgumentNullException.ThrowIfNull(points);
        return Math.Exp(Of([.. points.Select(point => (Math.Log(point.X), point.Y))], level));
    }

    /// <summary>The same with x itself and the logarithm of y taken as linear.</summary>
    public static double Of(IReadOnlyList<(double X, double Y)> points, double level)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (int k = 0; k < points.Count; k++)
        {
            if (!(points[k].Y >= level)) continue;
            if (k == 0) return double.NaN;
            double before = Math.Log(points[k - 1].Y), share = (Math.Log(level) - before) / (Math.Log(points[k].Y) - before);
            return points[k - 1].X + share * (points[k].X - points[k - 1].X);
        }

        return double.NaN;
    }
}
