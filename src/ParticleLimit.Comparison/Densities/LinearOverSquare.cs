namespace ParticleLimit.Comparison;

/// <summary>p + a s + b t with s and t independent and uniform on [-1, 1]: what a cell holds of the positive side of a linear function.</summary>
/// <remarks>Slopes are rounded up to a thousandth of their sum, without which the formulas cancel: the mean of the positive part can only grow.</remarks>
internal readonly struct LinearOverSquare
{
    private readonly double p, a, b;

    public LinearOverSquare(double constant, double slopeS, double slopeT)
    {
        (p, a, b) = (constant, Math.Abs(slopeS), Math.Abs(slopeT));
        double least = 1e-3 * (a + b);
        (a, b) = (Math.Max(a, least), Math.Max(b, least));
    }

    /// <summary>The function is positive somewhere; the mean is for functions that are.</summary>
    public bool Overlaps => p + a + b > 0;

    /// <summary>E max(p + a s + b t, 0).</summary>
    public double PositiveMean => (Cube(p + a + b) - Cube(p + a - b) - Cube(p - a + b) + Cube(p - a - b)) / (24 * a * b);

    private static double Cube(double value) => value > 0 ? value * value * value : 0;
}
