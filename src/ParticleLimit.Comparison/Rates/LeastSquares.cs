using MathNet.Numerics.LinearAlgebra;

namespace ParticleLimit.Comparison;

/// <summary>Weighted least squares y = sum c_j x_j for known variances: every coefficient as a linear form of the measurements.</summary>
internal sealed class LeastSquares
{
    private readonly double[][] columns;
    private readonly double[] variances;
    private readonly Matrix<double> forms;

    /// <summary>The linear forms.</summary>
    /// <param name="columns">x_j at each point: <c>columns[j][point]</c>, no more of them than points.</param>
    /// <param name="variances">The variance of each point's measurement, positive.</param>
    public LeastSquares(double[][] columns, double[] variances)
    {
        (this.columns, this.variances) = (columns, variances);
        Matrix<double> weighted = Matrix<double>.Build.Dense(variances.Length, columns.Length, (point, j) => columns[j][point] / Math.Sqrt(variances[point]));
        forms = weighted.QR().Solve(Matrix<double>.Build.DenseDiagonal(variances.Length, variances.Length, point => 1 / Math.Sqrt(variances[point])));
    }

    /// <summary>Points less coefficients.</summary>
    public int Freedom => variances.Length - columns.Length;

    /// <summary>d c_j / d y at a point.</summary>
    public double Sensitivity(int j, int point) => forms[j, point];

    /// <summary>c_j.</summary>
    public double Coefficient(int j, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int point = 0; point < y.Length; point++) sum += forms[j, point] * y[point];
        return sum;
    }

    /// <summary>The sum of the squares of the residuals over their variances.</summary>
    public double ChiSquare(double[] y)
    {
        double[] coefficients = [.. columns.Select((_, j) => Coefficient(j, y))];
        return y.Select((value, point) => Math.Pow(value - columns.Select((column, j) => coefficients[j] * column[point]).Sum(), 2) / variances[point]).Sum();
    }
}
