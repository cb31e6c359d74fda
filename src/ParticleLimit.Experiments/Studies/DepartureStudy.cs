using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>How far the temperature of runs is from that of the solution in the course of time, from the rows of an experiment that asks for the temperature.</summary>
public static class DepartureStudy
{
    /// <summary>temperature / temperature of the solution at each time of one run, times ascending.</summary>
    public static IReadOnlyList<(double Time, double Ratio)> Ratios(IReadOnlyList<ResultRow> rows, int particles, int replica)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ResultRow[] run = [.. rows.Where(row => row.Particles == particles && row.Replica == replica)];
        var solution = run.Where(row => row.Measure == "temperature-reference").ToDictionary(row => row.Time, row => row.Value);
        return [.. run.Where(row => row.Measure == "temperature").OrderBy(row => row.Time).Select(row => (row.Time, row.Value / solution[row.Time]))];
    }

    /// <summary>When each run first has the given factor between its temperature and that of the solution; between two times the logarithm of the ratio is taken as linear.</summary>
    public static IReadOnlyList<DeparturePoint> Times(IReadOnlyList<ResultRow> rows, double factor)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return
        [
            .. rows.Where(row => row is { Measure: "temperature", Replica: >= 0 }).Select(row => (row.Particles, row.Epsilon, row.Replica)).Distinct()
                .Select(run => new DeparturePoint(run.Particles, run.Epsilon, run.Replica, Threshold.Of(Ratios(rows, run.Particles, run.Replica), factor))),
        ];
    }

    /// <summary>When the corrected law of a homogeneous flock reaches the factor, with no free number: with the scatter of encounters alone, and with the flock's answer to them as well.</summary>
    /// <remarks>The latter in d = 1 is <see cref="LineFluctuation.DepartureTime"/>, in d = 2 <see cref="AnsweredEncounters.DepartureTime"/>; NaN in d = 3, where the answer is one of several terms of one order.</remarks>
    /// <exception cref="ArgumentException">The experiment is not of a homogeneous state of system cucker-smale.</exception>
    public static (double Encounters, double WithAnswer) Predicted(ExperimentSpecification specification, int particles, double factor)
    {
        (CuckerSmaleSystem system, HomogeneousSolution solution) = HomogeneousFlock.Of(specification);
        var scaling = new ScalingLaw(particles, specification.Dimension, system.Beta);
        double temperature = solution.Initial.Temperature;
        return (EncounterCorrection.Of(solution, specification.Weight, scaling).DepartureTime(temperature, factor), specification.Dimension switch
        {
            1 => new LineFluctuation(solution).DepartureTime(particles, factor),
            2 => AnsweredEncounters.Of(solution, specification.Weight, scaling).DepartureTime(temperature, factor),
            _ => double.NaN,
        });
    }
}
