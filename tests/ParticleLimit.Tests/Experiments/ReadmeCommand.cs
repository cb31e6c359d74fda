using System.Text.RegularExpressions;

namespace ParticleLimit.Tests;

/// <summary>A command that a README under experiments/ shows, and its short form in the book of findings: run NAME ..., solve NAME ..., simulate NAME ... of the program; study VERB NAME ... of the benchmarks.</summary>
/// <param name="Words">The words after the project, quotes taken away.</param>
/// <param name="IsStudy">Whether it is a verb of tests/ParticleLimit.Benchmarks.</param>
internal sealed partial record ReadmeCommand(string[] Words, bool IsStudy)
{
    public string Verb => Words[0];

    /// <summary>The specification's file; null where the command takes none.</summary>
    public string? Specification => Words.FirstOrDefault(word => word.EndsWith("/experiment.json", StringComparison.Ordinal));

    /// <summary>What stands behind each --set.</summary>
    public string[] Overrides => [.. Words.Zip(Words.Skip(1)).Where(pair => pair.First == "--set").Select(pair => pair.Second)];

    /// <summary>The command as the book writes it: folders for results left out, specifications by their experiment's name.</summary>
    public string Short
    {
        get
        {
            var words = new List<string>();
            for (int k = 0; k < Words.Length; k++)
            {
                if (Words[k] == "--out") k++;
                else if (!Output().IsMatch(Words[k])) words.Add(SpecificationPath().Replace(Words[k], "$1"));
            }

            return (IsStudy ? "study " : "") + string.Join(' ', words);
        }
    }

    /// <summary>The commands that an experiment's README shows.</summary>
    public static ReadmeCommand[] Of(string experiment) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "experiments", experiment, "README.md")).Select(line => Line().Match(line)).Where(match => match.Success)
            .Select(match => new ReadmeCommand([.. Word().Matches(match.Groups[2].Value).Select(word => word.Value.Replace("'", "", StringComparison.Ordinal))], match.Groups[1].Value.Contains("Benchmarks", StringComparison.Ordinal)))];

    [GeneratedRegex("^    dotnet run -c Release --project (\\S+) -- (.*)$")]
    private static partial Regex Line();

    [GeneratedRegex("(?:'[^']*'|[^' ])+")]
    private static partial Regex Word();

    [GeneratedRegex("^(results/.*|out)$")]
    private static partial Regex Output();

    [GeneratedRegex("^experiments/(.*)/experiment.json$")]
    private static partial Regex SpecificationPath();
}
