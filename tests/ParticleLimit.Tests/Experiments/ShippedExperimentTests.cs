using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Tests;

/// <summary>Every experiment that ships runs from its file to figures and a report, with a tiny ladder.</summary>
public class ShippedExperimentTests
{
    public static TheoryData<string> Names => [.. Repository.ExperimentNames];

    [Theory]
    [MemberData(nameof(Names))]
    public void Runs_from_its_file_to_a_report(string name)
    {
        using var folder = new TemporaryFolder();
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment(name), ["ladder=[16,32]", "replicas=1", "floors=false"]);
        var directory = new ResultsDirectory(folder[name]);
        ExperimentOutcome outcome = new ExperimentRunner(specification, directory, 2, null).Run(CancellationToken.None);
        IReadOnlyList<FigureFile> figures = StoredReport.Draw(directory, CancellationToken.None);

        Assert.NotEmpty(figures);
        Assert.All(outcome.Rows, row => Assert.True(double.IsFinite(row.Value), $"{row}"));
        foreach (string measure in specification.Measures.Where(measure => measure != "entropy"))
        {
            bool predictedWithoutTheory = measure == "coupling-velocity-mse-predicted" && !outcome.Reference.Method.Contains("homogeneous", StringComparison.Ordinal);
            if (!predictedWithoutTheory) Assert.Contains(outcome.Rows, row => row.Measure == measure);
        }

        foreach (string file in (string[])[directory.Manifest, directory.Results, directory.Fits, directory.Budget, directory.Report])
            Assert.True(new FileInfo(file).Length > 0, file);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_a_readme_with_question_figure_and_finding(string name)
    {
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Repository.Experiment(name))!, "README.md"));
        Assert.Contains("## Question", readme, StringComparison.Ordinal);
        Assert.Contains("## Finding", readme, StringComparison.Ordinal);
        Assert.Contains("![", readme, StringComparison.Ordinal);
    }
}
