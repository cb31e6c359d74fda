using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>Fits an order to every distance, floor and coupling error of an experiment, at every time.</summary>
public static class ExperimentFits
{
    /// <summary>The suffix that names the fit of a measure of the replica-averaged empirical measure.</summary>
    public const string AveragedSuffix = "-averaged";

    /// <summary>The fits, in the order of the measures, the latest time first.</summary>
    public static IReadOnlyList<RateFit> Fit(ExperimentSpecification specification, IReadOnlyList<ResultRow> rows)
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

            void AddFit(string measure, bool averaged)
            {
                RungSamples[] rungs =
                [
                    .. from particles in specification.Ladder
                       let values = lookup[(measure, time)].Where(row => row.Particles == particles && (row.Replica == CellKey.Average) == averaged)
                       where values.Any()
                       select new RungSamples(particles, [.. values.Select(row => row.Value)]),
                ];
                if (rungs.Length < 2) return;
                bool floor = measure.EndsWith("-floor", StringComparison.Ordinal);
                double? predicted = averaged ? null : specification.System.PredictedOrder(measure, specification.Dimension, floor);
                RandomStream bootstrap = RandomStream.For(specification.Seed, fits.Count, CellKey.Average, StreamPurpose.Bootstrap);
                fits.Add(RateFitter.Fit(averaged ? measure + AveragedSuffix : measure, time, rungs, predicted, bootstrap));
            }
        }

        return fits;
    }

    private static bool IsFitted(string measure) =>
        MeasureKind.IsDistance(measure) || measure is "coupling-velocity-mse" or "coupling-position-mse";
}
