using MathNet.Numerics;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>psi as a piecewise polynomial in u = r / R on [0, 1]: exactly for the indicator, the hat and (1 - u^2)^2, else by interpolation on
/// pieces that are halved until the error is small enough.</summary>
/// <param name="Ends">The upper end of each piece, ascending; the last is 1.</param>
/// <param name="Coefficients">For each piece the coefficients of 1, u, u^2, ..</param>
internal sealed record PiecewiseWeight(double[] Ends, double[][] Coefficients)
{
    // Six is a compromise: higher degrees need fewer pieces but lose more digits in powers of u far from zero.
    private const int InterpolationDegree = 6;
    private const int MostHalvings = 40;
    private const int Probes = 64;

    /// <summary>The highest degree of a piece.</summary>
    public int Degree => Coefficients.Max(piece => piece.Length) - 1;

    /// <summary>The pieces of a weight.</summary>
    /// <param name="weight">psi.</param>
    /// <param name="tolerance">The largest error as a part of psi(0), where the weight is not itself a piecewise polynomial.</param>
    public static PiecewiseWeight Of(ICommunicationWeight weight, double tolerance) => weight switch
    {
        IndicatorWeight => new([1], [[1]]),
        HatWeight => new([1], [[1, -1]]),
        WendlandWeight => new([1], [[1, 0, -2, 0, 1]]),
        _ => Interpolated(weight, tolerance),
    };

    /// <summary>The value at u.</summary>
    public double Value(double u)
    {
        int piece = 0;
        while (piece < Ends.Length && u >= Ends[piece]) piece++;
        return piece == Ends.Length ? 0 : Polynomial.Evaluate(u, Coefficients[piece]);
    }

    private static PiecewiseWeight Interpolated(ICommunicationWeight weight, double tolerance)
    {
        var ends = new List<double>();
        var coefficients = new List<double[]>();
        Divide(0, 1, MostHalvings);
        return new PiecewiseWeight([.. ends], [.. coefficients]);

        double Psi(double u) => weight.Value(u * u * weight.SupportRadius * weight.SupportRadius);

        void Divide(double from, double to, int halvings)
        {
            double[] piece = Interpolate(Psi, from, to);
            double largest = 0;
            for (int k = 0; k < Probes; k++)
            {
                double u = from + (to - from) * (k + 0.5) / Probes;
                largest = Math.Max(largest, Math.Abs(Polynomial.Evaluate(u, piece) - Psi(u)));
            }

            // A jump is never interpolated; after so many halvings its piece holds no particle.
            if (largest > tolerance * weight.Value(0) && halvings > 0)
            {
                Divide(from, (from + to) / 2, halvings - 1);
                Divide((from + to) / 2, to, halvings - 1);
                return;
            }

            ends.Add(to);
            coefficients.Add(piece);
        }
    }

    /// <summary>The interpolant at Chebyshev's points, by Newton's divided differences, expanded in powers of u.</summary>
    private static double[] Interpolate(Func<double, double> function, double from, double to)
    {
        double[] nodes = [.. Enumerable.Range(0, InterpolationDegree + 1).Select(k =>
            (from + to) / 2 + (to - from) / 2 * Math.Cos(Math.PI * (k + 0.5) / (InterpolationDegree + 1)))];
        double[] differences = [.. nodes.Select(function)];
        for (int order = 1; order < nodes.Length; order++)
            for (int k = nodes.Length - 1; k >= order; k--) differences[k] = (differences[k] - differences[k - 1]) / (nodes[k] - nodes[k - order]);
        var power = new double[nodes.Length];
        for (int k = nodes.Length - 1; k >= 0; k--)
        {
            for (int m = power.Length - 1; m > 0; m--) power[m] = power[m - 1] - nodes[k] * power[m];
            power[0] = differences[k] - nodes[k] * power[0];
        }

        return power;
    }
}
