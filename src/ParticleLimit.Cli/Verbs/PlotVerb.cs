using System.CommandLine;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Cli;

/// <summary>plot DIR and report DIR: draw again from stored results, computing nothing.</summary>
internal static class PlotVerb
{
    public static Command Create(string name, string description)
    {
        var command = new Command(name, description);
        var directory = new Argument<string>("DIR") { Description = "A results directory." };
        command.Arguments.Add(directory);
        CommonOptions.AddTo(command);
        command.SetAction((result, _) =>
        {
            string root = result.GetValue(directory)!;
            if (!Directory.Exists(root)) return Task.FromResult(Problems.Print($"DIR: '{root}' is no directory; name one that 'run' has made."));
            return VerbHost.RunAsync(CommonOptions.From(result), cancellation =>
            {
                try
                {
                    IReadOnlyList<FigureFile> figures = StoredReport.Draw(new ResultsDirectory(root), cancellation);
                    Console.Out.WriteLine($"{figures.Count} figures and report.html in {root}");
                    return ExitCode.Done;
                }
                catch (InvalidDataException exception)
                {
                    return Problems.Print(exception.Message);
                }
            });
        });
        return command;
    }
}
