using System.Collections.Immutable;

namespace ParticleLimit.Comparison;

/// <summary>Measured over predicted, extrapolated to eps = 0 by ratio = c0 + c1 eps^p with p free between 1/2 and 1.</summary>
/// <remarks>Weighted least squares; the interval of c0 is where the smallest chi^2 over c1 and p exceeds its minimum by no more than the square of Student's t, whose freedom is that of the rung with the fewest replicas, since the weights are no better known (profile likelihood), so that
/// not knowing p is part of it. The next order is not derived: a pure power in that range is the assumption. Its lower end admits eps^(1/2), its upper end is a regular expansion.</remarks>
/// <param name="Limit">c0.</param>
/// <param name="Lower">Lower end of its 95% interval.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Slope">c1.</param>
/// <param name="Power">p.</param>
/// <param name="ChiSquare">The sum of squares at the minimum; with n rungs about n - 3 where the model holds.</param>
public sealed record ExtrapolatedRatio(double Limit, double Lower, double Upper, double Slope, double Power, double ChiSquare)
{
    private const int FewestRungs = 4;
    private const double LeastPower = 0.5, MostPower = 1;
    private const int Powers = 100;

    /// <summary>Fits the model; null with fewer than four rungs, or where a rung has fewer than two replicas.</summary>
    /// <param name="epsilons">eps of each rung.</param>
    /// <param name="ratios">Measured over predicted there, over replicas.</param>
    public static ExtrapolatedRatio? Fit(ImmutableArray<double> epsilons, ImmutableArray<ReplicaStatistics> ratios)
    {
        if (epsilons.Length < FewestRungs || ratios.Any(ratio => !(ratio.StandardError > 0))) return null;
        Line[] lines = [.. Enumerable.Range(0, Powers + 1).Select(k => Line.Fit(LeastPower + (MostPower - LeastPower) * k / Powers, epsilons, ratios))];
        Line best = lines.MinBy(line => line.ChiSquare);
        double allowed = Math.Pow(ReplicaStatistics.StudentQuantile(ratios.Min(ratio => ratio.Count) - 1), 2);

        // At fixed p chi^2 is a parabola in c0: its part under the bound is an interval, and the profile's interval is the union.
        var intervals = lines.Where(line => line.ChiSquare <= best.ChiSquare + allowed)
            .Select(line => (line.Limit, HalfWidth: line.LimitError * Math.Sqrt(best.ChiSquare + allowed - line.ChiSquare))).ToArray();
        return new ExtrapolatedRatio(
            best.Limit, intervals.Min(part => part.Limit - part.HalfWidth), intervals.Max(part => part.Limit + part.HalfWidth), best.Slope, best.Power, best.ChiSquare);
    }

    /// <summary>c0 + c1 eps^p.</summary>
    public double At(double epsilon) => Limit + Slope * Math.Pow(epsilon, Power);

    private readonly record struct Line(double Power, double Limit, double LimitError, double Slope, double ChiSquare)
    {
        public static Line Fit(double power, ImmutableArray<double> epsilons, ImmutableArray<ReplicaStatistics> ratios)
        {
            double[] x = [.. epsilons.Select(epsilon => Math.Pow(epsilon, power))], weights = [.. ratios.Select(ratio => 1 / (ratio.StandardError * ratio.StandardError))];
            double total = weights.Sum(), meanX = Average(k => x[k]), meanY = Average(k => ratios[k].Mean);
            double spread = Average(k => (x[k] - meanX) * (x[k] - meanX));
            double slope = Average(k => (x[k] - meanX) * (ratios[k].Mean - meanY)) / spread, limit = meanY - slope * meanX;
            double squares = total * Average(k => Math.Pow(ratios[k].Mean - limit - slope * x[k], 2));
            return new Line(power, limit, Math.Sqrt((1 + meanX * meanX / spread) / total), slope, squares);

            double Average(Func<int, double> value)
            {
                double sum = 0;
                for (int k = 0; k < x.Length; k++) sum += weights[k] * value(k);
                return sum / total;
            }
        }
    }
}
