using System.CommandLine;
using ParticleLimit.Experiments;

namespace ParticleLimit.Cli;

/// <summary>schema: prints the JSON schema of a specification.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON schema of a specification.");
        command.SetAction(_ =>
        {
            Console.Out.Write(SpecificationSchema.Text);
            return ExitCode.Done;
        });
        return command;
    }
}
