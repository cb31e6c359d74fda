using System.CommandLine;
using ParticleLimit.Cli;
using ParticleLimit.Experiments;

var root = new RootCommand("Tests by experiment whether and how fast an N-particle system converges to a kinetic equation.");
root.Subcommands.Add(RunVerb.Create());
root.Subcommands.Add(SimulateVerb.Create());
root.Subcommands.Add(SolveVerb.Create());
root.Subcommands.Add(DistanceVerb.Create());
root.Subcommands.Add(PlotVerb.Create("plot", "Draw the figures and the report again from stored results."));
root.Subcommands.Add(PlotVerb.Create("report", "Write the report, with its figures, again from stored results."));
root.Subcommands.Add(ValidateVerb.Create());
root.Subcommands.Add(SchemaVerb.Create());
root.Subcommands.Add(ListVerb.Create());

ParseResult parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
    await Console.Error.WriteLineAsync("See --help.");
    return ExitCode.BadInput;
}

try
{
    // The host alone owns SIGTERM and Ctrl-C.
    return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
}
catch (SpecificationException exception)
{
    return Problems.Print(exception);
}
