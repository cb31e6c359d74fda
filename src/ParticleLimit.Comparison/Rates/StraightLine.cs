namespace ParticleLimit.Comparison;

/// <summary>The least-squares line y = a + b x through independent measurements.</summary>
/// <param name="Intercept">a.</param>
/// <param name="Slope">b.</param>
/// <param name="SlopeLower">Lower end of the 95% interval of b by Student's t, from the scatter about the line.</param>
/// <param name="SlopeUpper">Upper end of the same interval.</param>
public readonly record struct StraightLine(double Intercept, double Slope, double SlopeLower, double SlopeUpper)
{
    /// <summary>Fits the line.</summary>
    /// <param name="points">At least three, not all at one x.</param>
    /// <exception cref="ArgumentException">There are too few points, or they all have one x.</exception>
    public static StraightLine Fit(IReadOnlyList<(double X, double Y)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 3) throw new ArgumentException($"A line with an interval takes three points, not {points.Count}.", nameof(points));
        double x = points.Average(point => point.X), y = points.Average(point => point.Y);
        double spread = points.Sum(point => (point.X - x) * (point.X - x));
        if (spread == 0) throw new ArgumentException("A line takes points at different x.", nameof(points));
        double slope = points.Sum(point => (point.X - x) * (point.Y - y)) / spread, intercept = y - slope * x;
        int freedom = points.Count - 2;
        double scatter = points.Sum(point => Math.Pow(point.Y - intercept - slope * point.X, 2)) / freedom;
        double halfWidth = ReplicaStatistics.StudentQuantile(freedom) * Math.Sqrt(scatter / spread);
        return new StraightLine(intercept, slope, slope - halfWidth, slope + halfWidth);
    }
}
