using System.Net;
using System.Text.RegularExpressions;
using ParticleLimit.Comparison;
using ParticleLimit.Plotting;

namespace ParticleLimit.Tests;

public sealed class ReportPageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("report").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_report_holds_every_verdict_figure_and_fact_and_needs_nothing_else()
    {
        FigureInputs inputs = SyntheticResults.Inputs(1, [1000, 2000, 4000], 3, [0.5, 1]);
        string page = Write(inputs, out IReadOnlyList<FigureFile> figures);
        foreach (RateFit fit in inputs.Fits) Assert.Contains(WebUtility.HtmlEncode(fit.Verdict), page);
        Assert.Contains("<summary>Earlier times</summary>", page);
        foreach (FigureFile figure in figures) Assert.Contains(WebUtility.HtmlEncode(figure.Caption), page);
        Assert.Equal(figures.Count, Regex.Count(page, "<svg viewBox="));
        Assert.Contains(WebUtility.HtmlEncode(inputs.Specification.Question), page);
        Assert.Contains("machine.processors", page);
        Assert.Contains("&lt;Linux&gt;", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotMatch("(src|href)=\"(?!data:)", page);
        Assert.Equal(["report.html"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Names_inside_the_figures_do_not_collide()
    {
        string page = Write(SyntheticResults.Inputs(2, [1000, 2000], 3, [0.5, 1]), out _);
        string[] names = [.. Regex.Matches(page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct().Count(), names.Length);
        Assert.Subset(names.ToHashSet(), Regex.Matches(page, @"url\(#([^)]+)\)").Select(match => match.Groups[1].Value).ToHashSet());
    }

    [Fact]
    public void Nothing_to_report_is_said()
    {
        string page = Write(SyntheticResults.Inputs(2, [1000], 1, [1]) with { Rows = [], Fits = [], Manifest = null }, out _);
        Assert.Contains("No order was fitted", page);
        Assert.Contains("nothing to draw", page);
        Assert.Contains("No manifest", page);
    }

    private string Write(FigureInputs inputs, out IReadOnlyList<FigureFile> figures)
    {
        string path = Path.Combine(folder, "report.html");
        figures = FigureSet.Draw(inputs, Path.Combine(folder, "figures"), CancellationToken.None);
        ReportPage.Write(inputs, figures, path);
        return File.ReadAllText(path);
    }
}
