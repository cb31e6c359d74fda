using System.CommandLine;
using ParticleLimit.Experiments;

namespace ParticleLimit.Cli;

/// <summary>validate SPEC: checks a specification and says what it will do and cost.</summary>
internal static class ValidateVerb
{
    public static Command Create()
    {
        var command = new Command("validate", "Check a specification; say what it will do and cost.");
        var specification = new SpecificationArguments(command);
        CommonOptions.AddTo(command);
        command.SetAction(result =>
        {
            ExperimentSpecification experiment = specification.Read(result);
            var cost = new CostAnnouncement(new ExperimentPlan(experiment), Environment.ProcessorCount);
            Console.Out.WriteLine("The specification is sound.");
            Console.Out.WriteLine(cost.Text);
            Console.Out.WriteLine($"N = {string.Join(", ", experiment.Ladder)}; {experiment.Replicas} replica(s); measures {string.Join(", ", experiment.Measures)}");
            if (cost.Warning is string warning) Console.Out.WriteLine(warning);
            return ExitCode.Done;
        });
        return command;
    }
}
