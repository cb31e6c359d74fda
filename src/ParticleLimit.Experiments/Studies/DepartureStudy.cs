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
}
