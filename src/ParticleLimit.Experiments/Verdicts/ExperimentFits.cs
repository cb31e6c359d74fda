using System.Collections.Immutable;
using System.Globalization;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Fits an order to every distance, floor and coupling error of an experiment, at every time.</summary>
public static class ExperimentFits
{
    /// <summary>The suffix that names the fit of a measure of the replica-averaged empirical measure.</summary>
    public const string AveragedSuffix = "-averaged";

    private const double WideBracket = 0.2;

    /// <summary>The fits that answer the experiment's question: at its last time, of the measures whose order is predicted, the floors aside.</summary>
    public static IEnumerable<RateFit> Answers(IReadOnlyList<RateFit> fits) => fits.Where(
        fit => fit.Time == fits.Max(other => other.Time) && fit.PredictedOrder is not null && !fit.Measure.EndsWith("-floor", StringComparison.Ordinal));

    /// <summary>The fits, in the order of the measures, the latest time first.</summary>
    /// <param name="specification">The experiment.</param>
    /// <param name="rows">Every row of results.csv.</param>
    /// <param name="budget">What refuses the orders that another source of error may have made; null refuses none, where that source is itself the subject.</param>
    public static IReadOnlyList<RateFit> Fit(ExperimentSpecification specification, IReadOnlyList<ResultRow> rows, BudgetTable? budget)
    {
        if (specification.Ladder.Length < 2) return [];
        ILookup<(string Measure, double Time), ResultRow> lookup = rows.ToLookup(row => (row.Measure, row.Time));
        var fits = new List<RateFit>();
        foreach (double time in specification.Times.Reverse())
        {
            foreach (string measure in specification.Measures.Where(IsFitted))
            {
                AddFit(measure, averaged: false);
                if (!MeasureKind.IsDistance(measure)) continue;
                AddFit(measure + "-floor", averaged: false);
                AddFit(measure, averaged: true);
            }

            // A rung stands on its floor when its mean is no higher than the floor's by two standard errors of the difference, or by a tenth.
            string FloorClause(string measure, bool averaged)
            {
                int standing = 0, rungs = 0;
                foreach (int particles in specification.Ladder)
                {
                    (ReplicaStatistics own, ReplicaStatistics floor) = (Statistics(measure, particles, averaged), Statistics(measure + "-floor", particles, averaged));
                    if (own.Count == 0 || floor.Count == 0) continue;
                    rungs++;
                    double scatter = own.Count > 1 && floor.Count > 1 ? 2 * Math.Sqrt(own.StandardError * own.StandardError + floor.StandardError * floor.StandardError) : 0;
                    if (own.Mean <= Math.Max(floor.Mean + scatter, 1.1 * floor.Mean)) standing++;
                }

                return standing == 0 ? "" : $"; {standing} of {rungs} rungs stand on the sampling floor";
            }

            string BracketClause(string measure, bool averaged)
            {
                double widest = lookup[(measure, time)].Where(row => (row.Replica == CellKey.Average) == averaged && MeasureKind.IsDistance(measure) && row.Value > 0)
                    .Select(row => (row.Upper - row.Lower) / row.Value).Where(double.IsFinite).DefaultIfEmpty(0).Max();
                return widest > WideBracket ? string.Create(CultureInfo.InvariantCulture, $"; the certified bounds are up to {100 * widest:0}% apart") : "";
            }

            ReplicaStatistics Statistics(string measure, int particles, bool averaged) => ReplicaStatistics.Of(
                [.. lookup[(measure, time)].Where(row => row.Particles == particles && (row.Replica == CellKey.Average) == averaged).Select(row => row.Value)]);

            void AddFit(string measure, bool averaged)
            {
                RungSamples[] rungs = Samples(lookup[(measure, time)].Where(row => (row.Replica == CellKey.Average) == averaged), measure);
                if (rungs.Length < 2) return;
                bool floor = measure.EndsWith("-floor", StringComparison.Ordinal);
                double? predicted = averaged ? null : specification.System.PredictedOrder(specification, measure, time, floor);
                RandomStream bootstrap = RandomStream.For(specification.Seed, fits.Count, CellKey.Average, StreamPurpose.Bootstrap);
                RateFit fit = RateFitter.Fit(averaged ? measure + AveragedSuffix : measure, time, rungs, predicted, bootstrap);
                if (budget is not null) fit = budget.Judge(fit);
                if (floor)
                {
                    fits.Add(fit);
                    return;
                }

                fit = fit with { Verdict = fit.Verdict[..^1] + FloorClause(measure, averaged) + BracketClause(measure, averaged) + "." };
                fits.Add(averaged || fit.Refusal is not null ? fit : OverPredicted(fit, rungs, bootstrap.Split(0)));
            }

            // The fit with the limit of measured over predicted, where there is one.
            RateFit OverPredicted(RateFit fit, RungSamples[] rungs, RandomStream bootstrap)
            {
                string measure = fit.Measure;
                var predicted = lookup[(measure + "-predicted", time)].Where(row => row.Value > 0).ToDictionary(row => (row.Particles, row.Replica), row => row.Value);
                var ratios = lookup[(measure, time)].Where(row => predicted.ContainsKey((row.Particles, row.Replica))).GroupBy(row => row.Particles)
                    .Select(rung => (Particles: rung.Key, rung.First().Epsilon, Values: rung.Select(row => row.Value / predicted[(row.Particles, row.Replica)]).ToImmutableArray())).ToArray();
                ImmutableArray<EpsilonTerm> terms = NextOrder.Of(measure, specification.Dimension);
                if (ExtrapolatedRatio.Fit(terms, [.. ratios.Select(rung => (rung.Epsilon, rung.Values))], bootstrap) is not { } ratio) return fit;

                // The same replicas, moved so that their means lie on the form with the limit 1: the same weights, so that the orders are comparable.
                RungSamples[] moved = [.. rungs.Where(rung => ratios.Any(other => other.Particles == rung.Particles)).Select(rung =>
                {
                    int k = Array.FindIndex(ratios, other => other.Particles == rung.Particles);
                    return rung with { Values = [.. rung.Values.Select(value => value * ratio.RatiosAtOne[k] / ratios[k].Values.Average())] };
                })];
                double? answer = specification.System.PredictedAnswer(specification, measure, time);
                fit = fit with
                {
                    OverPredicted = ratio,
                    OrderWithNextOrder = RateFitter.Fit(measure, time, moved, null, bootstrap, resamples: 40).Order,
                    AnswerCoefficient = answer,
                    OverPredictedWithAnswer = answer is not double known ? null : ExtrapolatedRatio.Fit(
                        terms[1..], [.. ratios.Select(rung => (rung.Epsilon, rung.Values.Select(value => value - known * terms[0].At(rung.Epsilon)).ToImmutableArray()))], bootstrap),
                };
                return fit with { Verdict = fit.Verdict[..^1] + LimitClause(fit) + "." };
            }
        }

        return fits;
    }

    /// <summary>The values of one measure at one time, rung by rung, N ascending. A bias has a sign and an order is that of its size: all are times the sign of the finest rung's mean.</summary>
    internal static RungSamples[] Samples(IEnumerable<ResultRow> rows, string measure)
    {
        RungSamples[] rungs = [.. rows.GroupBy(row => row.Particles).OrderBy(rung => rung.Key).Select(rung => new RungSamples(rung.Key, [.. rung.Select(row => row.Value)]))];
        bool negative = rungs.Length > 0 && MeasureKind.IsBias(measure) && rungs[^1].Values.Average() < 0;
        return negative ? [.. rungs.Select(rung => rung with { Values = [.. rung.Values.Select(value => -value)] })] : rungs;
    }

    private static string LimitClause(RateFit fit)
    {
        ExtrapolatedRatio ratio = fit.OverPredicted!;
        string terms = string.Join(" and ", ratio.Terms);
        string clause = string.Create(CultureInfo.InvariantCulture,
            $"; measured over predicted tends to {ratio.Limit:0.000} ({ratio.Lower:0.000} to {ratio.Upper:0.000}) as eps tends to 0, with {terms} (chi^2 {ratio.ChiSquare:0.0}, freedom {ratio.Freedom})");
        if (!ratio.Fits) return clause + ": a form that does not fit";
        clause += string.Create(CultureInfo.InvariantCulture,
            $"; the limit 1 with these terms has the order {fit.OrderWithNextOrder:0.000} over these N (chi^2 {ratio.ChiSquareAtOne:0.0}, freedom {ratio.Freedom + 1})");
        return fit.OverPredictedWithAnswer is not { } known ? clause : clause + string.Create(CultureInfo.InvariantCulture,
            $"; with the predicted coefficient {fit.AnswerCoefficient:0.00} of {ratio.Terms[0]} it tends to {known.Limit:0.000} ({known.Lower:0.000} to {known.Upper:0.000}; chi^2 {known.ChiSquare:0.0}, freedom {known.Freedom})");
    }

    private static bool IsFitted(string measure) =>
        MeasureKind.IsDistance(measure) || MeasureKind.IsBias(measure) || MeasureKind.IsPair(measure) || measure is "coupling-velocity-mse" or "coupling-position-mse";
}
