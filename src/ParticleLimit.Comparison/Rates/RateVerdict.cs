using System.Collections.Immutable;
using System.Globalization;

namespace ParticleLimit.Comparison;

/// <summary>The sentence that says what a fit shows.</summary>
internal static class RateVerdict
{
    private const double Close = 0.05;
    private const int RungsForConfidence = 4;

    // A power law to the last digit has an interval of no width, which rounding alone must not push off the prediction.
    private const double Rounding = 1e-9;

    /// <summary>One sentence: the order and its interval, the comparison with the prediction, and every caveat.</summary>
    /// <param name="fit">The fit, all but its verdict.</param>
    /// <param name="leftOut">The rungs left out because their mean is not positive and finite.</param>
    /// <param name="fromResiduals">Whether the interval comes from the regression's residuals, for want of replicas.</param>
    /// <param name="straight">Whether the points lie on a straight line within their errors.</param>
    public static string Sentence(RateFit fit, ImmutableArray<int> leftOut, bool fromResiduals, bool straight)
    {
        var clauses = new List<string> { double.IsNaN(fit.Order) ? WithoutOrder(fit) : WithOrder(fit, fromResiduals) };
        if (!double.IsNaN(fit.Order) && fit.Particles.Length < RungsForConfidence) clauses.Add($"only {fit.Particles.Length} rungs");
        if (!straight) clauses.Add("the points bend away from a straight line by more than their errors");
        if (fit.WithFloor is { IsPreferred: true } floored)
            clauses.Add(string.Create(CultureInfo.InvariantCulture, $"with a floor it fits better: a N^-{floored.Order:0.00} + {floored.Floor:G3} (95%: {floored.OrderLower:0.00} to {floored.OrderUpper:0.00}, {floored.FloorLower:G3} to {floored.FloorUpper:G3}), Akaike's criterion lower by {floored.Gain:0.0}"));
        if (leftOut.Length > 0) clauses.Add($"left out, the mean not being positive and finite: N = {string.Join(", ", leftOut)}");
        return string.Join("; ", clauses) + ".";
    }

    private static string WithoutOrder(RateFit fit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{fit.Measure} has no order at t = {fit.Time:0.######}: {fit.Particles.Length} usable {(fit.Particles.Length == 1 ? "rung" : "rungs")}, a line needs 2");

    private static string WithOrder(RateFit fit, bool fromResiduals)
    {
        double width = fit.OrderUpper - fit.OrderLower;
        string format = width >= 0.02 || double.IsNaN(width) ? "0.00" : width >= 0.002 ? "0.000" : "0.0000";
        string order = Number(fit.Order, format), interval = Interval(fit, fromResiduals, format);
        string time = Number(fit.Time, "0.######");
        string found = fit.OrderLower <= 0 && fit.OrderUpper >= 0 ? $"{fit.Measure} neither falls nor grows with certainty, order {order}"
            : fit.Order > 0 ? $"{fit.Measure} falls like N^-{order}"
            : $"{fit.Measure} does not fall, order {order}";
        return $"{found} ({interval}) at t = {time}; {Comparison(fit)}";
    }

    private static string Interval(RateFit fit, bool fromResiduals, string format)
    {
        if (double.IsNaN(fit.OrderLower)) return "one replica and two rungs: no interval";
        string range = $"{Number(fit.OrderLower, format)} to {Number(fit.OrderUpper, format)}";
        return fromResiduals ? $"95%, from the scatter about the line for want of replicas: {range}" : $"95%: {range}";
    }

    private static string Comparison(RateFit fit)
    {
        if (fit.PredictedOrder is not { } predicted) return "no prediction";
        string comparison = double.IsNaN(fit.OrderLower) ? "not to be judged without an interval"
            : predicted >= fit.OrderLower - Rounding && predicted <= fit.OrderUpper + Rounding ? "consistent"
            : Math.Abs(fit.Order - predicted) <= Close ? "close to, but outside"
            : fit.Order < predicted ? "slower than predicted"
            : "faster than predicted";
        return $"predicted {Number(predicted, "0.###")}: {comparison}";
    }

    private static string Number(double value, string format)
    {
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') && text.AsSpan(1).IndexOfAnyExcept('0', '.') < 0 ? text[1..] : text;
    }
}
