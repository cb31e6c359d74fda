using System.CommandLine;
using ParticleLimit.Experiments;

namespace ParticleLimit.Cli;

/// <summary>The experiment file and its overrides, for the verbs that take them.</summary>
internal sealed class SpecificationArguments
{
    private readonly Argument<string> path = new("SPEC") { Description = "The experiment file." };
    private readonly Option<string[]> set = new("--set") { Description = "Change a key: path=value, such as gamma=2 or ladder=[100,200]. May be repeated." };

    public SpecificationArguments(Command command)
    {
        command.Arguments.Add(path);
        command.Options.Add(set);
    }

    /// <exception cref="SpecificationException">The specification is wrong.</exception>
    public ExperimentSpecification Read(ParseResult result, bool withReference = true) =>
        SpecificationReader.Read(result.GetValue(path)!, result.GetValue(set) ?? [], withReference);
}
