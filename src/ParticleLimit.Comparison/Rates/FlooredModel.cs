using System.Collections.Immutable;

namespace ParticleLimit.Comparison;

/// <summary>The model a N^(-p) + c of a measure that falls to a floor c, beside the power law, which is its special case c = 0.</summary>
/// <remarks>Least squares of the means over their standard errors; for each p the best a and c, neither negative, are those of a linear problem. The models are
/// compared by Akaike's criterion for small samples, chi^2 + 2 k + 2 k (k + 1) / (n - k - 1) with k = 2 and 3 (C. M. Hurvich, C.-L. Tsai, Biometrika 76, 1989).</remarks>
/// <param name="Order">p.</param>
/// <param name="Prefactor">a.</param>
/// <param name="Floor">c.</param>
/// <param name="Gain">By how much the criterion is lower than that of the power law; negative where the power law is to be preferred.</param>
public sealed record FlooredModel(double Order, double Prefactor, double Floor, double Gain)
{
    private const int FewestRungs = 5;
    private const double LeastOrder = 0.02, MostOrder = 4;

    /// <summary>Lower end of the 95% interval of p by resampling the replicas; NaN where that was not done, as for the others.</summary>
    public double OrderLower { get; init; } = double.NaN;

    /// <summary>Upper end of that of p.</summary>
    public double OrderUpper { get; init; } = double.NaN;

    /// <summary>Lower end of that of c.</summary>
    public double FloorLower { get; init; } = double.NaN;

    /// <summary>Upper end of that of c.</summary>
    public double FloorUpper { get; init; } = double.NaN;

    /// <summary>Whether the data prefer it: a gain of 2 is the usual mark.</summary>
    public bool IsPreferred => Gain > 2 && Floor > 0;

    /// <summary>Fits the model; null with fewer than five rungs, or where a standard error is zero or unknown.</summary>
    /// <param name="particles">N of each rung.</param>
    /// <param name="means">The means.</param>
    /// <param name="standardErrors">Their standard errors.</param>
    public static FlooredModel? Fit(ImmutableArray<int> particles, ImmutableArray<double> means, ImmutableArray<double> standardErrors)
    {
        int n = particles.Length;
        if (n < FewestRungs || standardErrors.Any(error => !(error > 0 && double.IsFinite(error)))) return null;
        (double order, double a, double c, double squares) = Best(allowFloor: true);
        double power = Best(allowFloor: false).Squares;
        return new FlooredModel(order, a, c, power + Penalty(2) - squares - Penalty(3));

        double Penalty(int k) => 2 * k + 2.0 * k * (k + 1) / (n - k - 1);

        (double Order, double Prefactor, double Floor, double Squares) Best(bool allowFloor)
        {
            // The sum of squares has few minima in p: the best of a grid, then golden sections about it.
            const int Grid = 100;
            double step = (MostOrder - LeastOrder) / Grid, best = LeastOrder;
            for (int k = 1; k <= Grid; k++)
                if (At(LeastOrder + k * step).Squares < At(best).Squares) best = LeastOrder + k * step;
            (double low, double high) = (best - step, best + step);
            double ratio = (Math.Sqrt(5) - 1) / 2;
            while (high - low > 1e-9)
            {
                double left = high - ratio * (high - low), right = low + ratio * (high - low);
                if (At(left).Squares < At(right).Squares) high = right;
                else low = left;
            }

            (double prefactor, double floor, double sum) = At((low + high) / 2);
            return ((low + high) / 2, prefactor, floor, sum);

            (double Prefactor, double Floor, double Squares) At(double p)
            {
                double xx = 0, x1 = 0, ones = 0, xy = 0, y1 = 0;
                for (int k = 0; k < n; k++)
                {
                    double weight = 1 / (standardErrors[k] * standardErrors[k]), x = Math.Pow((double)particles[k] / particles[0], -p);
                    (xx, x1, ones) = (xx + weight * x * x, x1 + weight * x, ones + weight);
                    (xy, y1) = (xy + weight * x * means[k], y1 + weight * means[k]);
                }

                double determinant = xx * ones - x1 * x1, prefactor = (xy * ones - y1 * x1) / determinant, floor = (y1 * xx - xy * x1) / determinant;
                if (!allowFloor || !(floor >= 0)) (prefactor, floor) = (xy / xx, 0);
                if (!(prefactor >= 0)) (prefactor, floor) = (0, y1 / ones);
                double squares = 0;
                for (int k = 0; k < n; k++)
                {
                    double residual = (means[k] - floor - prefactor * Math.Pow((double)particles[k] / particles[0], -p)) / standardErrors[k];
                    squares += residual * residual;
                }

                return (prefactor * Math.Pow(particles[0], p), floor, squares);
            }
        }
    }
}
