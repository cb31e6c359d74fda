using System.Collections.Immutable;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Fits the observed order of a measure over the ladder, with a 95% interval and a verdict against a prediction.</summary>
/// <remarks>A measure that is a mean square (coupling-velocity-mse) gives the order of the mean square, twice that of its root.
/// The fit depends on the values of each rung and not on their order, nor on the order of the rungs, to the bit.</remarks>
public static class RateFitter
{
    // The degrees of freedom that the ladder's median variance counts for beside a rung's own R - 1 (the moderated variance of
    // G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004): a few replicas that agree by luck must not take over the line.
    private const double PriorFreedom = 10;

    // Below this many replicas the variance of a rung is too uncertain for a test of straightness.
    private const int ReplicasForStraightness = 8;

    /// <summary>Fits log(mean over replicas) = log a - p log N by weighted least squares.</summary>
    /// <remarks>The weights are the inverse variances of the log means by the delta method, (standard error / mean)^2, each moderated
    /// towards the median over the ladder. The interval is the percentile interval of a bootstrap over the replicas within each
    /// rung, spread and stretched as <see cref="ReplicaBootstrap"/> says. If a rung has one replica alone, the fit is unweighted and the interval
    /// is Student's t of the regression's residuals. Rungs whose mean is not positive and finite are left out, and the verdict says so.
    /// With fewer than two rungs left the order is NaN; with two of one replica the interval is.</remarks>
    /// <param name="measure">The measure's name in results.csv.</param>
    /// <param name="time">The time of the rows.</param>
    /// <param name="rungs">The values, one entry for each rung, N positive and no N twice.</param>
    /// <param name="predictedOrder">The order to compare with; null where there is no prediction.</param>
    /// <param name="bootstrap">The stream of the resampling; the same stream gives the same interval.</param>
    /// <param name="resamples">Bootstrap resamples.</param>
    /// <exception cref="ArgumentException">An N is not positive, or occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 40 resamples, too few for a 95% percentile.</exception>
    public static RateFit Fit(
        string measure, double time, IReadOnlyList<RungSamples> rungs, double? predictedOrder, RandomStream bootstrap, int resamples = 2000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 40);
        RungSamples[] ladder = [.. rungs.OrderBy(rung => rung.Particles)];
        for (int k = 0; k < ladder.Length; k++)
        {
            if (ladder[k].Particles < 1 || k > 0 && ladder[k].Particles == ladder[k - 1].Particles)
                throw new ArgumentException($"The rung N = {ladder[k].Particles} is not positive, or occurs twice.", nameof(rungs));
        }

        double[][] sorted = [.. ladder.Select(rung => rung.Values.Order().ToArray())];
        ReplicaStatistics[] statistics = [.. sorted.Select(values => ReplicaStatistics.Of(values))];
        int[] used = [.. Enumerable.Range(0, ladder.Length).Where(k => statistics[k].Mean > 0 && double.IsFinite(statistics[k].Mean))];
        ImmutableArray<int> leftOut = [.. Enumerable.Range(0, ladder.Length).Except(used).Select(k => ladder[k].Particles)];

        ImmutableArray<int> particles = [.. used.Select(k => ladder[k].Particles)];
        double[][] values = [.. used.Select(k => sorted[k])];
        ReplicaStatistics[] rungStatistics = [.. used.Select(k => statistics[k])];
        RateFit fit = new(
            measure, time, double.NaN, double.NaN, double.NaN, double.NaN, particles,
            [.. rungStatistics.Select(s => s.Mean)], [.. rungStatistics.Select(s => s.StandardError)], predictedOrder, "");
        if (used.Length < 2) return fit with { Verdict = RateVerdict.Sentence(fit, leftOut, fromResiduals: false, straight: true) };

        bool replicated = values.All(v => v.Length > 1);
        double[] variances = replicated ? ModeratedVariances(rungStatistics) : [.. values.Select(_ => 1.0)];
        var line = new LogLogLine(particles.AsSpan(), [.. variances.Select(variance => 1 / variance)]);
        double[] logMeans = [.. rungStatistics.Select(s => Math.Log(s.Mean))];
        double order = line.Order(logMeans);
        double logPrefactor = line.LogPrefactor(logMeans, order);
        double[] residuals = [.. logMeans.Select((y, k) => line.Residual(k, y, order, logPrefactor))];

        double stretch = replicated ? ReplicaBootstrap.Stretch(rungStatistics.Select((rung, k) => (Math.Pow(line.Sensitivity(k), 2) * RelativeVariance(rung), rung.Count))) : 1;
        (double lower, double upper) = replicated
            ? BootstrapInterval(line, order, values, logMeans, stretch, bootstrap, resamples)
            : ResidualInterval(line, order, residuals);
        fit = fit with
        {
            Order = order,
            OrderLower = lower,
            OrderUpper = upper,
            Prefactor = Math.Exp(logPrefactor),
        };
        if (replicated && FlooredModel.Fit(fit.Particles, fit.Means, fit.StandardErrors) is FlooredModel floored)
            fit = fit with { WithFloor = floored.IsPreferred ? WithIntervals(floored, fit, values, stretch, bootstrap, resamples) : floored };
        bool straight = !replicated || IsStraight(rungStatistics, residuals);
        return fit with { Verdict = RateVerdict.Sentence(fit, leftOut, fromResiduals: !replicated, straight) };
    }

    private static double[] ModeratedVariances(ReplicaStatistics[] rungs)
    {
        double[] own = [.. rungs.Select(RelativeVariance)];
        double typical = own.Median();
        if (typical == 0) typical = own.Average();
        if (typical == 0) return [.. own.Select(_ => 1.0)];
        return [.. own.Select((variance, k) => ((rungs[k].Count - 1) * variance + PriorFreedom * typical) / (rungs[k].Count - 1 + PriorFreedom))];
    }

    private static (double Lower, double Upper) BootstrapInterval(
        LogLogLine line, double order, double[][] values, double[] logMeans, double stretch, RandomStream stream, int resamples)
    {
        var orders = new double[resamples];
        var resampled = new double[logMeans.Length];
        for (int b = 0; b < resamples; b++)
        {
            for (int k = 0; k < resampled.Length; k++)
            {
                double[] rung = values[k];
                double logMean = double.NaN;

                // Values of both signs can have a positive mean and a resample without one: it is drawn again.
                for (int attempt = 0; attempt < 100 && !double.IsFinite(logMean); attempt++)
                {
                    logMean = Math.Log(ReplicaBootstrap.MeanOfDrawn(rung, ref stream));
                }

                resampled[k] = double.IsFinite(logMean) ? logMeans[k] + ReplicaBootstrap.Spread(rung.Length) * (logMean - logMeans[k]) : logMeans[k];
            }

            orders[b] = line.Order(resampled);
        }

        return ReplicaBootstrap.Percentiles(orders, order, stretch);
    }

    // The bootstrap of the power law, for the model with a floor: the same spread and stretch of each rung's mean.
    private static FlooredModel WithIntervals(FlooredModel model, RateFit fit, double[][] values, double stretch, RandomStream stream, int resamples)
    {
        double[] orders = new double[resamples], floors = new double[resamples];
        for (int b = 0; b < resamples; b++)
        {
            var means = ImmutableArray.CreateBuilder<double>(values.Length);
            for (int k = 0; k < values.Length; k++)
            {
                double[] rung = values[k];
                means.Add(fit.Means[k] + ReplicaBootstrap.Spread(rung.Length) * (ReplicaBootstrap.MeanOfDrawn(rung, ref stream) - fit.Means[k]));
            }

            FlooredModel again = FlooredModel.Fit(fit.Particles, means.MoveToImmutable(), fit.StandardErrors)!;
            (orders[b], floors[b]) = (again.Order, again.Floor);
        }

        (double orderLower, double orderUpper) = ReplicaBootstrap.Percentiles(orders, model.Order, stretch);
        (double floorLower, double floorUpper) = ReplicaBootstrap.Percentiles(floors, model.Floor, stretch);
        return model with { OrderLower = orderLower, OrderUpper = orderUpper, FloorLower = Math.Max(0, floorLower), FloorUpper = floorUpper };
    }

    private static (double Lower, double Upper) ResidualInterval(LogLogLine line, double order, double[] residuals)
    {
        int freedom = residuals.Length - 2;
        if (freedom < 1) return (double.NaN, double.NaN);
        double variance = residuals.Sum(residual => residual * residual) / freedom;
        double standardError = Math.Sqrt(variance / (line.Spread * residuals.Length));
        double halfWidth = ReplicaStatistics.StudentQuantile(freedom) * standardError;
        return (order - halfWidth, order + halfWidth);
    }

    // The residuals against the rungs' own errors. A rung of R replicas has a t statistic, whose square has the mean
    // (R - 1) / (R - 3); scaled to mean one their sum is compared with chi squared, at a level that forgives the approximation.
    private static bool IsStraight(ReplicaStatistics[] rungs, double[] residuals)
    {
        int freedom = rungs.Length - 2;
        if (freedom < 1 || rungs.Any(rung => rung.Count < ReplicasForStraightness)) return true;
        double sum = 0;
        for (int k = 0; k < rungs.Length; k++)
        {
            double variance = RelativeVariance(rungs[k]);
            if (variance == 0) return true;
            sum += residuals[k] * residuals[k] / variance * (rungs[k].Count - 3) / (rungs[k].Count - 1);
        }

        return sum < ChiSquared.InvCDF(freedom, 0.999);
    }

    private static double RelativeVariance(ReplicaStatistics rung) => Math.Pow(rung.StandardError / rung.Mean, 2);
}
