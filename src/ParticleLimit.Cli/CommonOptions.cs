using System.CommandLine;

namespace ParticleLimit.Cli;

/// <summary>The options that verbs share.</summary>
/// <param name="Quiet">No progress and no log below errors.</param>
/// <param name="Verbose">Stack traces for unexpected errors.</param>
/// <param name="Json">One JSON object in place of the summary.</param>
/// <param name="Threads">An upper bound on threads.</param>
internal sealed record CommonOptions(bool Quiet, bool Verbose, bool Json, int Threads)
{
    private static readonly Option<bool> QuietOption = new("--quiet") { Description = "No progress, no log below errors." };
    private static readonly Option<bool> VerboseOption = new("--verbose") { Description = "Stack traces for unexpected errors." };
    private static readonly Option<bool> JsonOption = new("--json") { Description = "Print one JSON object in place of the summary." };
    private static readonly Option<int> ThreadsOption = new("--threads") { Description = "Use at most this many threads.", DefaultValueFactory = _ => Environment.ProcessorCount };

    public static void AddTo(Command command)
    {
        command.Options.Add(QuietOption);
        command.Options.Add(VerboseOption);
        command.Options.Add(JsonOption);
        ThreadsOption.Validators.Clear();
        ThreadsOption.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1) result.AddError("--threads takes a whole number from 1.");
        });
        command.Options.Add(ThreadsOption);
    }

    public static CommonOptions From(ParseResult result) =>
        new(result.GetValue(QuietOption), result.GetValue(VerboseOption), result.GetValue(JsonOption), result.GetValue(ThreadsOption));
}
