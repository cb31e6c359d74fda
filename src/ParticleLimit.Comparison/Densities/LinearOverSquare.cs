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
        Rounding = least;
    }

    /// <summary>By how much the function may have changed anywhere.</summary>
    public double Rounding { get; }

    /// <summary>The function is positive somewhere; the other properties are for functions that are, and not everywhere.</summary>
    public bool Overlaps => p + a + b > 0;

    /// <summary>E max(p + a s + b t, 0).</summary>
    public double PositiveMean => (Cube(p + a + b) - Cube(p + a - b) - Cube(p - a + b) + Cube(p - a - b)) / (24 * a * b);

    /// <summary>P(p + a s + b t > 0).</summary>
    public double Probability => Math.Clamp((Square(p + a + b) - Square(p + a - b) - Square(p - a + b) + Square(p - a - b)) / (8 * a * b), 0, 1);

    /// <summary>The density of p + a s + b t at 0.</summary>
    public double DensityAtZero => Math.Max((Positive(p + a + b) - Positive(p + a - b) - Positive(p - a + b) + Positive(p - a - b)) / (4 * a * b), 0);

    private static double Positive(double value) => Math.Max(value, 0);

    private static double Square(double value) => value > 0 ? value * value : 0;

    private static double Cube(double value) => value > 0 ? value * value * value : 0;
}
