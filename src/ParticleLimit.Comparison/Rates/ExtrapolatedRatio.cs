using System.Collections.Immutable;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Measured over predicted, extrapolated to eps = 0 by c0 + c1 x1 + c2 x2 with the terms of <see cref="NextOrder"/>.</summary>
/// <remarks>Weighted least squares. The variance of a rung's mean is moderated, its own counting R - 1 degrees of freedom and that of a power of eps through all rungs' ten (G. K. Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004), so that a few replicas
/// that agree by luck do not take over. The interval is that of resampled replicas (as in <see cref="RateFitter"/>): it holds the truth as often as it says where the form is right, of which chi^2 is the test.</remarks>
/// <param name="Limit">c0.</param>
/// <param name="Lower">Lower end of its 95% interval.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Terms">x1, x2 in words.</param>
/// <param name="Coefficients">c1, c2.</param>
/// <param name="ChiSquare">The sum of the squares of the residuals over their variances.</param>
/// <param name="Freedom">Rungs less coefficients, about what chi^2 is where the form is right.</param>
public sealed record ExtrapolatedRatio(
    double Limit, double Lower, double Upper, ImmutableArray<string> Terms, ImmutableArray<double> Coefficients, double ChiSquare, int Freedom)
{
    private const double PriorFreedom = 10;
    private const double Improbable = 0.01;

    /// <summary>Whether the form fits: whether a chi^2 so large has a probability of at least a hundredth where it is right.</summary>
    public bool Fits { get; init; } = true;

    /// <summary>c1, c2 where c0 is held at 1.</summary>
    public ImmutableArray<double> CoefficientsAtOne { get; init; } = [];

    /// <summary>chi^2 there, with one degree of freedom more.</summary>
    public double ChiSquareAtOne { get; init; }

    /// <summary>1 + c1 x1 + c2 x2 there, at each rung.</summary>
    public ImmutableArray<double> RatiosAtOne { get; init; } = [];

    /// <summary>Fits the form; null with fewer rungs than two more than terms, or where a rung has fewer than two replicas or they all agree.</summary>
    /// <param name="terms">x1, x2.</param>
    /// <param name="rungs">eps of each rung, and measured over predicted of each replica there.</param>
    /// <param name="bootstrap">The stream of the resampling.</param>
    /// <param name="resamples">Bootstrap resamples.</param>
    public static ExtrapolatedRatio? Fit(
        ImmutableArray<EpsilonTerm> terms, IReadOnlyList<(double Epsilon, ImmutableArray<double> Ratios)> rungs, RandomStream bootstrap, int resamples = 2000)
    {
        ReplicaStatistics[] statistics = [.. rungs.Select(rung => ReplicaStatistics.Of(rung.Ratios.AsSpan()))];
        if (rungs.Count < terms.Length + 2 || statistics.Any(rung => !(rung.StandardError > 0))) return null;
        double[] means = [.. statistics.Select(rung => rung.Mean)], variances = ModeratedVariances([.. rungs.Select(rung => rung.Epsilon)], statistics);
        double[][] columns = [.. terms.Select(term => rungs.Select(rung => term.At(rung.Epsilon)).ToArray())];
        var free = new LeastSquares([[.. rungs.Select(_ => 1.0)], .. columns], variances);
        var held = new LeastSquares(columns, variances);
        double limit = free.Coefficient(0, means), chiSquare = free.ChiSquare(means);
        double[] above = [.. means.Select(mean => mean - 1)];

        double[][] values = [.. rungs.Select(rung => rung.Ratios.Order().ToArray())];
        double[] limits = new double[resamples], drawn = new double[means.Length];
        for (int b = 0; b < resamples; b++)
        {
            for (int k = 0; k < drawn.Length; k++)
                drawn[k] = means[k] + ReplicaBootstrap.Spread(values[k].Length) * (ReplicaBootstrap.MeanOfDrawn(values[k], ref bootstrap) - means[k]);
            limits[b] = free.Coefficient(0, drawn);
        }

        double stretch = ReplicaBootstrap.Stretch(statistics.Select((rung, k) => (Math.Pow(free.Sensitivity(0, k) * rung.StandardError, 2), rung.Count)));
        (double lower, double upper) = ReplicaBootstrap.Percentiles(limits, limit, stretch);
        double freedomOfVariances = PriorFreedom + statistics.Min(rung => rung.Count) - 1;
        ImmutableArray<double> atOne = [.. terms.Select((_, j) => held.Coefficient(j, above))];
        return new ExtrapolatedRatio(
            limit, lower, upper, [.. terms.Select(term => term.ToString())], [.. terms.Select((_, j) => free.Coefficient(j + 1, means))], chiSquare, free.Freedom)
        {
            Fits = FisherSnedecor.CDF(free.Freedom, freedomOfVariances, chiSquare / free.Freedom) < 1 - Improbable,
            CoefficientsAtOne = atOne,
            ChiSquareAtOne = held.ChiSquare(above),
            RatiosAtOne = [.. rungs.Select((_, k) => 1 + terms.Select((_, j) => atOne[j] * columns[j][k]).Sum())],
        };
    }

    // The typical variance is the power of eps through the logarithms of all, each of which is below that of its mean by digamma of half its freedom.
    private static double[] ModeratedVariances(double[] epsilons, ReplicaStatistics[] rungs)
    {
        double[] x = [.. epsilons.Select(epsilon => Math.Log(epsilon))], own = [.. rungs.Select(rung => rung.StandardError * rung.StandardError)];
        double[] y = [.. own.Select((variance, k) => Math.Log(variance) - SpecialFunctions.DiGamma((rungs[k].Count - 1) / 2.0) + Math.Log((rungs[k].Count - 1) / 2.0))];
        var line = new LeastSquares([[.. x.Select(_ => 1.0)], x], [.. x.Select(_ => 1.0)]);
        double intercept = line.Coefficient(0, y), slope = line.Coefficient(1, y);
        return [.. own.Select((variance, k) => ((rungs[k].Count - 1) * variance + PriorFreedom * Math.Exp(intercept + slope * x[k])) / (rungs[k].Count - 1 + PriorFreedom))];
    }
}
