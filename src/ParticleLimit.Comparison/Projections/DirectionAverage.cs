using MathNet.Numerics.LinearRegression;

namespace ParticleLimit.Comparison;

/// <summary>The mean over directions of a number given for each of them.</summary>
internal static class DirectionAverage
{
    /// <summary>The mean, and a standard error of it.</summary>
    /// <remarks>The directions are spread so evenly that quadratic forms cost no error to speak of. The error is that of as many independent
    /// directions for what is left of the values after a regression on quadratic forms: an upper estimate.</remarks>
    public static (double Mean, double StandardError) Of(double[][] directions, double[] values)
    {
        double mean = values.Sum() / values.Length;
        if (values.Length == 1 || directions[0].Length == 1) return (mean, 0);
        int dimension = directions[0].Length, forms = dimension * (dimension + 1) / 2;
        double[] left = values.Length > 2 * forms ? Residuals(directions, values) : [.. values.Select(value => value - mean)];
        int freedom = values.Length - (values.Length > 2 * forms ? forms : 1);
        return (mean, Math.Sqrt(left.Sum(value => value * value) / freedom / values.Length));
    }

    private static double[] Residuals(double[][] directions, double[] values)
    {
        double[][] forms = [.. directions.Select(Products)];
        double[] coefficients = MultipleRegression.QR(forms, values);
        return [.. values.Select((value, k) => value - forms[k].Zip(coefficients, (form, coefficient) => form * coefficient).Sum())];
    }

    /// <summary>The products of two components; the constant is among their sums, as the vector has length one.</summary>
    private static double[] Products(double[] direction) =>
        [.. Enumerable.Range(0, direction.Length).SelectMany(p => Enumerable.Range(p, direction.Length - p).Select(q => direction[p] * direction[q]))];
}
