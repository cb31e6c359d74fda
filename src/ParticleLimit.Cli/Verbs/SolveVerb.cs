using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ParticleLimit.Experiments;

namespace ParticleLimit.Cli;

/// <summary>solve SPEC [--out DIR]: the kinetic reference alone.</summary>
internal static class SolveVerb
{
    public static Command Create()
    {
        var command = new Command("solve", "The kinetic reference alone: fields and observables.");
        var specification = new SpecificationArguments(command);
        var output = new Option<string?>("--out") { Description = "Where observables.csv, diagnostics.csv, profiles.csv, sup-profile.csv and fields.h5 go; nothing is written without it." };
        command.Options.Add(output);
        CommonOptions.AddTo(command);
        command.SetAction((result, _) =>
        {
            ExperimentSpecification experiment = specification.Read(result);
            CommonOptions options = CommonOptions.From(result);
            string? folder = result.GetValue(output);
            return VerbHost.RunAsync(options, cancellation =>
            {
                Print(ReferenceSolution.Solve(experiment, folder, cancellation, Console.Error.WriteLine, options.Threads), options.Json);
                return ExitCode.Done;
            }, () => ReferenceSolution.KeptIn(folder) is string state ? $"The solution so far is kept in {state}; the same command goes on from there." : null);
        });
        return command;
    }

    private static void Print(SolutionSummary summary, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(new JsonObject
            {
                ["method"] = summary.Method,
                ["cells"] = summary.Cells,
                ["steps"] = summary.Steps,
                ["seconds"] = summary.Seconds,
                ["cellSweepsPerSecond"] = summary.CellSweepsPerSecond,
            }.ToJsonString());
        }
        else
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{summary.Method}: {summary.Cells} cells, {summary.Steps} steps in {summary.Seconds:G3} s, {summary.CellSweepsPerSecond:G3} cell-sweeps/s"));
        }
    }
}
