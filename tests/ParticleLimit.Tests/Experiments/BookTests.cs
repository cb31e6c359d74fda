using System.Text.RegularExpressions;
using ParticleLimit.Experiments;

namespace ParticleLimit.Tests;

/// <summary>The book of findings has a full row for every experiment, and what it shows can be made again.</summary>
public sealed partial class BookTests
{
    private static readonly string[] Columns = ["experiment", "question", "predicted", "measured (95 %)", "constant", "verdict", "figure", "command", "s (CPU)"];
    private static readonly string Folder = Path.Combine(Repository.Root, "experiments");

    public static TheoryData<string> Names => [.. Repository.ExperimentNames];

    [Fact]
    public void Tables_have_one_shape_and_a_row_for_each_experiment()
    {
        string[][] table = [.. Table()];
        string[][] headers = [.. table.Where(cells => cells[0] == Columns[0])], rows = [.. table.Where(cells => cells[0].StartsWith('['))];
        Assert.All(headers, header => Assert.Equal(Columns, header));
        Assert.Equal(Repository.ExperimentNames, rows.Select(cells => Link().Match(cells[0]).Groups[2].Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_is_full_and_its_figure_exists(string name)
    {
        string[] row = Row(name);
        Assert.Equal(Columns.Length, row.Length);
        Assert.All(row, cell => Assert.NotEqual("", cell));
        Assert.Matches("^([0-9]+|–) \\([0-9]+\\)$", row[^1]);
        MatchCollection figures = Link().Matches(row[Array.IndexOf(Columns, "figure")]);
        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.True(File.Exists(Path.Combine(Folder, figure.Groups[2].Value)), figure.Value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_commands_are_those_of_the_experiment(string name)
    {
        string[] shown = [.. Code().Matches(Row(name)[Array.IndexOf(Columns, "command")]).Select(match => match.Groups[1].Value)];
        string[] known = [.. ReadmeCommand.Of(name).Select(command => command.Short)];
        Assert.NotEmpty(shown);
        Assert.All(shown, command => Assert.Contains(
            known, other => command.EndsWith(" ...", StringComparison.Ordinal) ? other.StartsWith(command[..^4], StringComparison.Ordinal) : other == command));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_readmes_commands_can_be_run(string name)
    {
        string verbs = File.ReadAllText(Path.Combine(Repository.Root, "tests", "ParticleLimit.Benchmarks", "Program.cs"));
        foreach (ReadmeCommand command in ReadmeCommand.Of(name))
        {
            if (command.IsStudy) Assert.Contains($"case [\"{command.Verb}\"", verbs, StringComparison.Ordinal);
            else Assert.Contains(command.Verb, (string[])["run", "solve", "simulate"]);
            if (command.Specification is string file) Assert.NotNull(SpecificationReader.Read(Path.Combine(Repository.Root, file), command.Overrides));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_readme_shows_every_figure_of_its_folder(string name)
    {
        string readme = File.ReadAllText(Path.Combine(Folder, name, "README.md"));
        string[] shown = [.. Image().Matches(readme).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(Directory.GetFiles(Path.Combine(Folder, name), "*.png").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal), shown);
    }

    private static string[] Row(string name) => Table().Single(cells => cells[0].Contains($"]({name})", StringComparison.Ordinal));

    private static IEnumerable<string[]> Table() => File.ReadLines(Path.Combine(Folder, "README.md"))
        .Where(line => line.StartsWith('|') && !line.StartsWith("|--", StringComparison.Ordinal)).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex("\\[([^]]*)\\]\\(([^)]*)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();

    [GeneratedRegex("!\\[[^]]*\\]\\(([^)/]*)\\)")]
    private static partial Regex Image();
}
