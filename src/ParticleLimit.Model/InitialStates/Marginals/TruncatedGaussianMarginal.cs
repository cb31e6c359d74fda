using MathNet.Numerics;

namespace ParticleLimit.Model;

/// <summary>A Gaussian conditioned on [from, to).</summary>
/// <remarks>Tails and narrow intervals keep their relative accuracy: probabilities come from the complementary error function on the side
/// where they are small, and from quadrature of the density where a difference would cancel.</remarks>
public sealed record TruncatedGaussianMarginal : IMarginal
{
    // exp(-z^2/2) is a subnormal number beyond.
    private const double Reach = 37.5;
    private const double NarrowInterval = 0.5;
    private static readonly double InverseSqrtTwoPi = 1 / Math.Sqrt(2 * Math.PI);

    private readonly double mean;
    private readonly double deviation;
    private readonly double lower;
    private readonly double upper;
    private readonly double probability;
    private readonly double lowerTail;
    private readonly double upperTail;

    /// <summary>The Gaussian of a mean and standard deviation before truncation, conditioned on [from, to).</summary>
    /// <exception cref="ArgumentException">The deviation is not positive, an end is not finite, the ends are not in order, or the interval lies
    /// over 37 deviations from the mean.</exception>
    public TruncatedGaussianMarginal(double mean, double deviation, double from, double to)
    {
        if (!(deviation > 0 && double.IsFinite(deviation))) throw new ArgumentException("A standard deviation is positive and finite.", nameof(deviation));
        if (!(from < to && double.IsFinite(to - from) && double.IsFinite(mean)))
            throw new ArgumentException($"An interval needs finite ends in order, not [{from}, {to}].", nameof(to));
        (this.mean, this.deviation, From, To) = (mean, deviation, from, to);
        (lower, upper) = ((from - mean) / deviation, (to - mean) / deviation);
        if (lower > Reach - 0.5 || upper < 0.5 - Reach) throw new ArgumentException("The interval lies over 37 deviations from the mean.", nameof(from));
        probability = Between(lower, upper);
        (lowerTail, upperTail) = (0.5 * SpecialFunctions.Erfc(-lower / Constants.Sqrt2), 0.5 * SpecialFunctions.Erfc(upper / Constants.Sqrt2));

        // About the mean of the truncated law: the textbook formula loses all digits of the variance of a narrow interval.
        (double start, double end) = (Math.Max(lower, -Reach), Math.Min(upper, Reach));
        double scaledMean = start + GaussLegendre.Integrate(z => (z - start) * StandardDensity(z), start, end, Panels(start, end)) / probability;
        double scaledVariance = GaussLegendre.Integrate(z => (z - scaledMean) * (z - scaledMean) * StandardDensity(z), start, end, Panels(start, end)) / probability;
        Mean = mean + deviation * scaledMean;
        Variance = deviation * deviation * scaledVariance;
        Entropy = Math.Log(InverseSqrtTwoPi / (deviation * probability)) - 0.5 * (scaledVariance + scaledMean * scaledMean);
        Supremum = StandardDensity(Math.Clamp(0, lower, upper)) / (deviation * probability);
    }

    /// <inheritdoc/>
    public double From { get; }

    /// <inheritdoc/>
    public double To { get; }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    public double Variance { get; }

    /// <inheritdoc/>
    public double Entropy { get; }

    /// <inheritdoc/>
    public double Supremum { get; }

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        double below = lowerTail + p * probability, above = upperTail + (1 - p) * probability;
        double z = below < above
            ? -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * below)
            : Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * above);
        z = Math.Clamp(z, lower, upper);
        if (upper - lower < NarrowInterval)
            for (int newton = 0; newton < 2; newton++)
                z = Math.Clamp(z - (Between(lower, z) - p * probability) / StandardDensity(z), lower, upper);
        return Math.Clamp(mean + deviation * z, From, To);
    }

    /// <inheritdoc/>
    public double Density(double x) => x >= From && x < To ? StandardDensity((x - mean) / deviation) / (deviation * probability) : 0;

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        double z = (x - mean) / deviation;
        if (!(z > lower)) return 0;
        if (z >= upper) return 1;
        return Math.Min(Between(lower, z) / probability, 1);
    }

    private static double StandardDensity(double z) => InverseSqrtTwoPi * Math.Exp(-0.5 * z * z);

    private static int Panels(double from, double to) => Math.Max(1, (int)Math.Ceiling(to - from));

    private static double Between(double from, double to)
    {
        if (to - from < NarrowInterval) return GaussLegendre.Integrate(StandardDensity, from, to, 1);
        double a = from / Constants.Sqrt2, b = to / Constants.Sqrt2;
        if (a > 0) return 0.5 * (SpecialFunctions.Erfc(a) - SpecialFunctions.Erfc(b));
        if (b < 0) return 0.5 * (SpecialFunctions.Erfc(-b) - SpecialFunctions.Erfc(-a));
        return 0.5 * (SpecialFunctions.Erf(b) - SpecialFunctions.Erf(a));
    }
}
