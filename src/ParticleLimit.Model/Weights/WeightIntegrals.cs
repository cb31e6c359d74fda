using MathNet.Numerics.Integration;

namespace ParticleLimit.Model;

/// <summary>Integrals of communication weights: the encounter constant C of MATHEMATICS.md section 4, and the quadratures that serve
/// where a weight has no closed form.</summary>
public static class WeightIntegrals
{
    // Panels halve towards both ends: a logarithm or an essential singularity there (bump, hat) then converges like a smooth function.
    private const int Halvings = 36;
    private static readonly GaussLegendreRule Rule = new(-1, 1, 20);

    /// <summary>The encounter constant C = int_{R^{d-1}} Psi(|b|)^2 db; for d = 1, Psi(0)^2, which is (int psi)^2.</summary>
    /// <remarks>The scatter of the encounters is a velocity diffusion eps kappa^2 C int (w w^T)/|w| f dw (MATHEMATICS.md section 4).
    /// Relative error about 1e-12.</remarks>
    /// <param name="weight">psi.</param>
    /// <param name="dimension">d.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not 1, 2 or 3.</exception>
    public static double EncounterConstant(ICommunicationWeight weight, int dimension)
    {
        ArgumentNullException.ThrowIfNull(weight);
        double Squared(double b)
        {
            double encounter = weight.EncounterIntegral(b);
            return encounter * encounter;
        }

        return dimension switch
        {
            1 => Squared(0),
            2 => 2 * Integrate(Squared, 0, weight.SupportRadius),
            3 => 2 * Math.PI * Integrate(b => b * Squared(b), 0, weight.SupportRadius),
            _ => throw DimensionOutOfRange(dimension),
        };
    }

    /// <summary>The integral of psi(|z|) over R^d by quadrature, relative error about 1e-13.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is not 1, 2 or 3.</exception>
    public static double RadialIntegral(ICommunicationWeight weight, int dimension)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return dimension switch
        {
            1 => 2 * Integrate(r => weight.Value(r * r), 0, weight.SupportRadius),
            2 => 2 * Math.PI * Integrate(r => r * weight.Value(r * r), 0, weight.SupportRadius),
            3 => 4 * Math.PI * Integrate(r => r * r * weight.Value(r * r), 0, weight.SupportRadius),
            _ => throw DimensionOutOfRange(dimension),
        };
    }

    /// <summary>The encounter integral Psi(b) by quadrature, relative error about 1e-13 away from |b| = R.</summary>
    public static double StraightPassage(ICommunicationWeight weight, double impactParameter)
    {
        ArgumentNullException.ThrowIfNull(weight);
        double squared = impactParameter * impactParameter;
        return 2 * Integrate(s => weight.Value(squared + s * s), 0, HalfChord(weight.SupportRadius, impactParameter));
    }

    /// <summary>The integral of a function over [from, to] by Gauss-Legendre panels that halve towards both ends; the function may be singular
    /// (integrable, or not smooth) at the ends, and may vary on any scale near them.</summary>
    public static double Integrate(Func<double, double> integrand, double from, double to)
    {
        ArgumentNullException.ThrowIfNull(integrand);
        double half = 0.5 * (to - from), sum = 0;
        for (int level = Halvings; level >= 0; level--)
        {
            double outer = Math.ScaleB(half, -level), inner = level == Halvings ? 0 : 0.5 * outer;
            sum += Panel(integrand, from + inner, from + outer) + Panel(integrand, to - outer, to - inner);
        }

        return sum;
    }

    /// <summary>sqrt(R^2 - b^2), half the length of the chord at distance b from the centre; 0 for |b| >= R.</summary>
    internal static double HalfChord(double radius, double distance) =>
        Math.Sqrt(Math.Max(0, (radius - Math.Abs(distance)) * (radius + Math.Abs(distance))));

    /// <summary>A support radius that has been checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The radius is not positive and finite.</exception>
    internal static double CheckedRadius(double radius) =>
        radius > 0 && double.IsFinite(radius)
            ? radius
            : throw new ArgumentOutOfRangeException(nameof(radius), radius, "A support radius is positive and finite.");

    internal static ArgumentOutOfRangeException DimensionOutOfRange(int dimension) =>
        new(nameof(dimension), dimension, "The dimension is 1, 2 or 3.");

    private static double Panel(Func<double, double> integrand, double from, double to)
    {
        double centre = 0.5 * (from + to), half = 0.5 * (to - from), sum = 0;
        for (int i = 0; i < Rule.Order; i++) sum += Rule.GetWeight(i) * integrand(centre + half * Rule.GetAbscissa(i));
        return half * sum;
    }
}
