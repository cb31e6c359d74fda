using System.Globalization;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;

namespace ParticleLimit.Plotting;

/// <summary>Draws every figure that the stored results of an experiment allow.</summary>
public static class FigureSet
{
    /// <summary>Writes each figure as NAME.svg, NAME.pdf and NAME.png; each file appears whole or not at all.</summary>
    /// <param name="inputs">The stored results.</param>
    /// <param name="directory">Where to; created if missing.</param>
    /// <param name="cancellation">Stops between figures.</param>
    /// <returns>The figures in the order of the report; data that cannot be drawn is a note in the figure and its caption, never an error.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the figures written so far stay.</exception>
    public static IReadOnlyList<FigureFile> Draw(FigureInputs inputs, string directory, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Directory.CreateDirectory(directory);
        var files = new List<FigureFile>();
        foreach (Figure figure in Figures(inputs))
        {
            cancellation.ThrowIfCancellationRequested();
            FigureWriter.Write(figure, directory);
            files.Add(figure.File);
        }

        return files;
    }

    /// <summary>The line above a plot: experiment, time, and the law of eps or the fixed range.</summary>
    internal static string Title(ExperimentSpecification specification, double? time)
    {
        string law = specification.System.RangeOrder(specification.Dimension) is double order
            ? "ε = " + LadderPlot.PowerOfN(order)
            : string.Create(CultureInfo.InvariantCulture, $"range {specification.Range(1):G4}");
        string at = time is double t ? "t = " + t.ToString("G4", CultureInfo.InvariantCulture) + ", " : "";
        return $"{specification.Name}, {at}{law}";
    }

    private static IEnumerable<Figure> Figures(FigureInputs inputs)
    {
        foreach (string measure in Measures(inputs))
        {
            double[] times = [.. inputs.Rows.Where(row => row.Measure == measure && double.IsFinite(row.Value)).Select(row => row.Time)];
            if (times.Length == 0) times = [.. inputs.Rows.Where(row => row.Measure == measure).Select(row => row.Time)];
            yield return ConvergenceFigure.Draw(inputs, measure, times.Max());
            if (RatioFigure.Draw(inputs, measure) is { } ratio) yield return ratio;
            if (TimesFigure.Draw(inputs, measure) is { } overTime) yield return overTime;
        }

        if (BudgetFigure.Draw(inputs) is { } budget) yield return budget;
        if (ObservablesFigure.Draw(inputs) is { } observables) yield return observables;
        foreach (DensityProfile profile in inputs.Profiles.OrderBy(profile => profile.Time)) yield return DensityFigure.Draw(inputs, profile);
        foreach (PhaseSpaceField field in inputs.Fields.OrderBy(field => field.Time)) yield return PhaseSpaceFigure.Draw(inputs, field);
        foreach (FieldSnapshot field in inputs.Patches.OrderBy(field => field.Time)) yield return PatchFigure.Draw(inputs, field);
    }

    // The coupling leads, for its order is the limit's own; then the specification's order, then whatever else the rows hold.
    private static List<string> Measures(FigureInputs inputs) =>
        [.. inputs.Specification.Measures.Concat(inputs.Rows.Select(row => row.Measure)).Distinct()
            .Where(measure => MeasureLabel.IsError(measure) && inputs.Rows.Any(row => row.Measure == measure))
            .OrderBy(measure => measure.StartsWith("coupling-velocity", StringComparison.Ordinal)
                ? 0 : measure.StartsWith("coupling", StringComparison.Ordinal) ? 1 : 2)];
}
