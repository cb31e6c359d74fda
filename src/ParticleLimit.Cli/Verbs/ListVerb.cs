using System.Collections.Immutable;
using System.CommandLine;
using ParticleLimit.Experiments;

namespace ParticleLimit.Cli;

/// <summary>list: names every word that can stand in a specification.</summary>
internal static class ListVerb
{
    public static Command Create()
    {
        var command = new Command("list", "Name every system, domain, initial state, weight, reference and measure.");
        command.SetAction(_ =>
        {
            Print("system", SpecificationVocabulary.Systems);
            Print("domain.kind", SpecificationVocabulary.Domains);
            Print("initial.kind", SpecificationVocabulary.InitialStates);
            Print("initial.field", SpecificationVocabulary.VelocityFields);
            Print("weight.kind", SpecificationVocabulary.Weights);
            Print("sampling", SpecificationVocabulary.Samplings);
            Print("neighbours", SpecificationVocabulary.Neighbours);
            Print("reference.kind", SpecificationVocabulary.References);
            Print("measures", SpecificationVocabulary.Measures);
            Print("measures (groups)", SpecificationVocabulary.MeasureGroups);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(string key, ImmutableArray<(string Word, string Meaning)> words)
    {
        Console.Out.WriteLine(key);
        foreach ((string word, string meaning) in words) Console.Out.WriteLine($"  {word,-32} {meaning}");
    }
}
