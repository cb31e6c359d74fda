using MathNet.Numerics.Integration;

namespace ParticleLimit.Model;

/// <summary>Composite Gauss-Legendre quadrature for functions that are smooth on the whole interval.</summary>
public static class GaussLegendre
{
    /// <summary>The number of nodes of one panel.</summary>
    public const int Order = 20;

    private static readonly GaussLegendreRule Rule = new(-1, 1, Order);
    private static readonly double[] Abscissas = Rule.Abscissas;
    private static readonly double[] Weights = Rule.Weights;

    /// <summary>The integral over [from, to] in equal panels; 0 for an empty interval.</summary>
    public static double Integrate(Func<double, double> integrand, double from, double to, int panels)
    {
        if (!(to > from)) return 0;
        double half = 0.5 * (to - from) / panels, sum = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double centre = from + (2 * panel + 1) * half;
            for (int i = 0; i < Order; i++) sum += Weights[i] * integrand(centre + half * Abscissas[i]);
        }

        return half * sum;
    }

    /// <summary>Nodes and weights over [from, to] in equal panels; none for an empty interval.</summary>
    public static IEnumerable<(double Node, double Weight)> Nodes(double from, double to, int panels)
    {
        if (!(to > from)) yield break;
        double half = 0.5 * (to - from) / panels;
        for (int panel = 0; panel < panels; panel++)
        {
            double centre = from + (2 * panel + 1) * half;
            for (int i = 0; i < Order; i++) yield return (centre + half * Abscissas[i], half * Weights[i]);
        }
    }
}
