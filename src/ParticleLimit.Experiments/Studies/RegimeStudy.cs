using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>The regimes between the paper's law, beta = 1, and the mean field, beta = 0: how the error depends on beta, and what it is made of.</summary>
public static class RegimeStudy
{
    /// <summary>The order of a measure at the last time.</summary>
    /// <param name="specification">The experiment at one beta.</param>
    /// <param name="rows">Its results.</param>
    /// <param name="fits">Its fits.</param>
    /// <param name="measure">A measure whose order is predicted.</param>
    /// <exception cref="ArgumentException">The measure is not among the fits, or has no prediction.</exception>
    public static RegimePoint Of(ExperimentSpecification specification, IReadOnlyList<ResultRow> rows, IReadOnlyList<RateFit> fits, string measure)
    {
        double time = specification.Times[^1];
        RateFit? fit = fits.FirstOrDefault(candidate => candidate.Measure == measure && candidate.Time == time);
        if (fit is null || specification.System is not ShortRangeSystem system || specification.System.PredictedOrder(specification, measure, time, isFloor: false) is not double predicted)
            throw new ArgumentException($"The order of {measure} is not fitted, or not predicted.", nameof(measure));
        RungSamples[] rungs = ExperimentFits.Samples(rows.Where(row => row.Measure == measure && row.Time == time && row.Replica != CellKey.Average), measure);
        RandomStream bootstrap = RandomStream.For(specification.Seed, rungs[^1].Particles, CellKey.Average, StreamPurpose.Bootstrap);
        return new RegimePoint(system.Beta, fit, RateFitter.Fit(measure, time, rungs[^2..], predicted, bootstrap), predicted);
    }

    /// <summary>What the bias of the energy at the last time should be made of: the heat of the encounters, to first order the mean square of the coupling, and what averaging the force over eps does to the energy of the solution.</summary>
    /// <param name="specification">The experiment at one beta.</param>
    /// <param name="prediction">What the encounters do over its reference, which holds for every beta and N.</param>
    /// <param name="particles">N.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>Null where one of them is not to be had.</returns>
    public static (double Encounters, double Locality)? EnergyBias(ExperimentSpecification specification, EncounterPrediction prediction, int particles, CancellationToken cancellation)
    {
        double time = specification.Times[^1];
        if (ReferenceFactory.LocalAndAveraged(specification, particles, time, cancellation) is not var (local, averaged)) return null;
        if (specification.System.PredictedCoupling(specification, prediction, particles, time) is not double encounters) return null;
        return (encounters, averaged.Observe(time).Energy - local.Observe(time).Energy);
    }
}
