using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ParticleLimit.Experiments;

namespace ParticleLimit.Cli;

/// <summary>simulate SPEC --particles N [--replica r] [--out DIR]: one particle run.</summary>
internal static class SimulateVerb
{
    public static Command Create()
    {
        var command = new Command("simulate", "One particle run: snapshots and observables.");
        var specification = new SpecificationArguments(command);
        var particles = new Option<int>("--particles") { Description = "N.", Required = true };
        var replica = new Option<int>("--replica") { Description = "The replica, from 0." };
        var output = new Option<string?>("--out") { Description = "Where snapshots.h5, observables.csv and particles.csv go; nothing is written without it." };
        particles.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1_000_000_000) result.AddError("--particles takes a whole number from 1 to 1000000000.");
        });
        replica.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0) result.AddError("--replica takes a whole number from 0.");
        });
        command.Options.Add(particles);
        command.Options.Add(replica);
        command.Options.Add(output);
        CommonOptions.AddTo(command);
        command.SetAction((result, _) =>
        {
            ExperimentSpecification experiment = specification.Read(result, withReference: false);
            CommonOptions options = CommonOptions.From(result);
            var key = new CellKey(result.GetValue(particles), result.GetValue(replica));
            return VerbHost.RunAsync(options, cancellation =>
            {
                Print(ParticleSimulation.Run(experiment, key, result.GetValue(output), options.Threads, null, cancellation), options.Json);
                return ExitCode.Done;
            });
        });
        return command;
    }

    private static void Print(SimulationSummary summary, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(new JsonObject
            {
                ["particles"] = summary.Particles,
                ["steps"] = summary.Steps,
                ["seconds"] = summary.Seconds,
                ["particleStepsPerSecond"] = summary.ParticleStepsPerSecond,
                ["threads"] = summary.Threads,
                ["neighbourSearch"] = summary.NeighbourSearch,
            }.ToJsonString());
        }
        else
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{summary.Particles} particles, {summary.Steps} steps in {summary.Seconds:G3} s: {summary.ParticleStepsPerSecond:G3} particle-steps/s on {summary.Threads} {(summary.Threads == 1 ? "thread" : "threads")}, {summary.NeighbourSearch}"));
        }
    }
}
