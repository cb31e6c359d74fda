using System.Globalization;
using System.Text.Json.Nodes;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;
using Spectre.Console;

namespace ParticleLimit.Cli;

/// <summary>The summary of a finished experiment on standard output.</summary>
internal static class RunSummary
{
    private const int LogWidth = 160;

    public static void Print(
        ExperimentSpecification experiment, ResultsDirectory directory, ExperimentOutcome outcome, IReadOnlyList<FigureFile> figures, bool json)
    {
        RateFit[] last = [.. outcome.Fits.Where(fit => fit.Time == experiment.Times[^1])];
        if (json)
        {
            Console.Out.WriteLine(new JsonObject
            {
                ["directory"] = Path.GetFullPath(directory.Root),
                ["cells"] = outcome.CellsComputed + outcome.CellsReused,
                ["cellsReused"] = outcome.CellsReused,
                ["verdicts"] = new JsonArray([.. last.Select(fit => (JsonNode)fit.Verdict)]),
            }.ToJsonString());
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected) console.Profile.Width = LogWidth;
        console.WriteLine(experiment.Question);
        console.WriteLine($"Reference: {outcome.Reference.Method}");
        var table = new Table().AddColumns("measure", "order", "95% interval", "predicted");
        foreach (RateFit fit in last)
            table.AddRow(fit.Measure, Number(fit.Order), $"{Number(fit.OrderLower)} to {Number(fit.OrderUpper)}", fit.PredictedOrder is double order ? Number(order) : "-");
        if (last.Length > 0) console.Write(table);
        foreach (RateFit fit in ExperimentFits.Answers(outcome.Fits)) console.WriteLine(fit.Verdict);
        console.WriteLine($"{figures.Count} figures and report.html in {directory.Root}");
    }

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("F3", CultureInfo.InvariantCulture);
}
