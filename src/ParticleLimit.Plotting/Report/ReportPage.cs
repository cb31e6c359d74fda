using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>report.html: question, verdicts, fits, figures and provenance on one page that needs no script, no network and no other file.</summary>
public static partial class ReportPage
{
    private const int DiagnosticRows = 12;

    private const string Style = """
        @page { margin: 15mm }
        body { font: 11pt/1.4 Georgia, "Times New Roman", serif; color: #000; background: #fff; max-width: 56rem; margin: 2rem auto; padding: 0 1rem }
        h1 { font-size: 1.5em; margin-bottom: .2em } h2 { font-size: 1.15em; margin-top: 1.6em; border-bottom: .5pt solid #000 }
        table { border-collapse: collapse; font-size: .85em; width: 100% } th, td { text-align: left; padding: .15em .6em .15em 0; vertical-align: top }
        th { border-bottom: .75pt solid #000; vertical-align: bottom } .number { text-align: right; font-variant-numeric: tabular-nums } td.number, td.name { white-space: nowrap }
        tr { break-inside: avoid } td { overflow-wrap: anywhere } summary { font-size: .85em; cursor: pointer } li { margin-bottom: .3em }
        .figures { display: flex; flex-wrap: wrap; gap: 1rem 2rem } figure { margin: 0; flex: 0 1 25rem; break-inside: avoid } figure.wide { flex-basis: 100% }
        figure svg, figure img { width: 100%; height: auto } figcaption { font-size: .8em } .question { font-style: italic }
        pre { font-size: .75em; white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: .6em }
        """;

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="inputs">The stored results.</param>
    /// <param name="figures">What <see cref="FigureSet.Draw"/> returned.</param>
    /// <param name="path">The page's file. The figures are read from the folder "figures" beside it, or from its own folder.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(FigureInputs inputs, IReadOnlyList<FigureFile> figures, string path)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(figures);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var page = new StringBuilder();
        ExperimentSpecification specification = inputs.Specification;
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
            .Append(Escaped(specification.Name)).Append("</title>\n<style>\n@font-face { font-family: \"DejaVu Sans Condensed\"; src: url(data:font/ttf;base64,")
            .Append(Convert.ToBase64String(FigureFont.Bytes())).Append(") }\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<h1>")
            .Append(Escaped(specification.Name)).Append("</h1>\n<p class=\"question\">").Append(Escaped(specification.Question)).Append("</p>\n<p>")
            .Append(Escaped(Setting(specification))).Append("</p>\n");
        Verdicts(page, inputs.Fits);
        Fits(page, inputs.Fits);
        if (inputs.Budget is { } budget) Budget(page, budget);
        page.Append("<h2>Figures</h2>\n");
        if (figures.Count == 0) page.Append("<p>The results hold nothing to draw.</p>\n");
        page.Append("<div class=\"figures\">\n");
        foreach (FigureFile figure in figures) Embed(page, figure, folder);
        page.Append("</div>\n");
        if (inputs.Diagnostics is { Count: > 1 } diagnostics) Diagnostics(page, diagnostics);
        Provenance(page, inputs);
        page.Append("</body>\n</html>\n");
        FigureWriter.WriteWhole(path, stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString())));
    }

    private static string Setting(ExperimentSpecification specification) => string.Create(
        CultureInfo.InvariantCulture, $"System {specification.System.Word}, d = {specification.Dimension}, ")
        + (specification.System.RangeOrder(specification.Dimension) is double order
            ? string.Create(CultureInfo.InvariantCulture, $"ε = N^(−{order:G4}), ")
            : string.Create(CultureInfo.InvariantCulture, $"range {specification.Range(1):G4}, "))
        + string.Create(CultureInfo.InvariantCulture,
        $"weight {specification.Weight.Name} (R = {specification.Weight.SupportRadius:G4}), γ = {specification.Gamma:G4}, ")
        + string.Create(CultureInfo.InvariantCulture,
        $"N = {string.Join(", ", specification.Ladder)}; {specification.Replicas} replicas, seed {specification.Seed}, to T = {specification.FinalTime:G4}.");

    private static void Verdicts(StringBuilder page, IReadOnlyList<RateFit> fits)
    {
        page.Append("<h2>Verdicts</h2>\n");
        if (fits.Count == 0)
        {
            page.Append("<p>No order was fitted: a fit needs at least two rungs with positive values.</p>\n");
            return;
        }

        RateFit[] answers = [.. ExperimentFits.Answers(fits)];
        List(answers);
        if (answers.Length == fits.Count) return;
        page.Append("<details>\n<summary>Floors, averages of replicas and earlier times</summary>\n");
        List(fits.Except(answers));
        page.Append("</details>\n");

        void List(IEnumerable<RateFit> some)
        {
            page.Append("<ul>\n");
            foreach (RateFit fit in some) page.Append("<li>").Append(Escaped(fit.Verdict)).Append("</li>\n");
            page.Append("</ul>\n");
        }
    }

    private static void Fits(StringBuilder page, IReadOnlyList<RateFit> fits)
    {
        if (fits.Count == 0) return;
        page.Append("<h2>Fits of a N<sup>−p</sup></h2>\n");
        double last = fits.Max(fit => fit.Time);
        Table(fits.Where(fit => fit.Time == last));
        RateFit[] earlier = [.. fits.Where(fit => fit.Time < last)];
        if (earlier.Length == 0) return;
        page.Append("<details>\n<summary>Earlier times</summary>\n");
        Table(earlier);
        page.Append("</details>\n");

        void Table(IEnumerable<RateFit> some)
        {
            page.Append("<table>\n<tr><th>measure</th><th class=\"number\">t</th><th class=\"number\">order p</th><th class=\"number\">95% interval</th>"
                + "<th class=\"number\">predicted</th><th class=\"number\">prefactor a</th><th class=\"number\">N from, to</th><th class=\"number\">points</th><th class=\"number\">order from rung to rung</th></tr>\n");
            foreach (RateFit fit in some) Row(fit);
            page.Append("</table>\n");
        }

        void Row(RateFit fit)
        {
            page.Append("<tr><td class=\"name\">").Append(Escaped(fit.Measure)).Append("</td>");
            Cell(Number(fit.Time));
            Cell(Number(fit.Order));
            Cell(double.IsFinite(fit.OrderLower) || double.IsFinite(fit.OrderUpper) ? $"[{Number(fit.OrderLower)}, {Number(fit.OrderUpper)}]" : "–");
            Cell(fit.PredictedOrder is double predicted ? Number(predicted) : "–");
            Cell(Number(fit.Prefactor));
            Cell(fit.Particles.IsDefaultOrEmpty ? "–" : $"{fit.Particles[0]}, {fit.Particles[^1]}");
            Cell(fit.Particles.IsDefaultOrEmpty ? "0" : fit.Particles.Length.ToString(CultureInfo.InvariantCulture));
            Cell(fit.LocalOrders.IsEmpty ? "–" : string.Join(" ", fit.LocalOrders.Select(order => double.IsFinite(order) ? order.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '−') : "–")));
            page.Append("</tr>\n");
        }

        void Cell(string text) => page.Append("<td class=\"number\">").Append(Escaped(text)).Append("</td>");
    }

    private static void Budget(StringBuilder page, BudgetTable budget)
    {
        BudgetSource[] sources = [.. BudgetSource.All.Where(source => budget.Measures.Any(entry => entry.Parts.Any(part => part.Source == source)))];
        page.Append(CultureInfo.InvariantCulture, $"<h2>Error budget at N = {budget.Particles}, t = {Number(budget.Time)}</h2>\n<table>\n<tr><th>measure</th><th class=\"number\">value</th>");
        foreach (BudgetSource source in sources) page.Append("<th class=\"number\">").Append(Escaped(source.Words)).Append("</th>");
        page.Append("</tr>\n");
        foreach (MeasureBudget entry in budget.Measures.Where(entry => MeasureLabel.IsError(entry.Measure)))
        {
            page.Append("<tr><td class=\"name\">").Append(Escaped(entry.Measure)).Append("</td><td class=\"number\">").Append(Number(entry.Value)).Append("</td>");
            foreach (BudgetSource source in sources)
                page.Append("<td class=\"number\">").Append(Number(entry.Parts.Where(part => part.Source == source).Select(part => part.Value).DefaultIfEmpty(double.NaN).First())).Append("</td>");
            page.Append("</tr>\n");
        }

        page.Append("</table>\n");
    }

    private static void Embed(StringBuilder page, FigureFile figure, string folder)
    {
        string? file = new[] { Path.Combine(folder, "figures", figure.Name + ".svg"), Path.Combine(folder, figure.Name + ".svg") }.FirstOrDefault(File.Exists);
        page.Append(figure.Name == "observables" ? "<figure class=\"wide\">\n" : "<figure>\n");
        if (file is null) page.Append("<p>The file of this figure is missing.</p>\n");
        else page.Append(Inline(File.ReadAllText(file), figure.Name)).Append('\n');
        page.Append("<figcaption><span class=\"question\">").Append(Escaped(figure.Question)).Append("</span> ").Append(Escaped(figure.Caption))
            .Append("</figcaption>\n</figure>\n");
    }

    // A size in pixels would not scale with the page: it becomes the view box. Inside one page the clip paths of all figures share one name space; each figure's own prefix keeps them apart.
    private static string Inline(string svg, string name)
    {
        int start = svg.IndexOf("<svg", StringComparison.Ordinal);
        string prefix = new([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
        return SizedSvg().Replace(svg[Math.Max(start, 0)..], "<svg viewBox=\"0 0 $1 $2\"", 1).Replace("id=\"", $"id=\"{prefix}-", StringComparison.Ordinal)
            .Replace("url(#", $"url(#{prefix}-", StringComparison.Ordinal).Trim();
    }

    // The computed reference on its way: as many rows of diagnostics.csv as one takes in at a glance.
    private static void Diagnostics(StringBuilder page, IReadOnlyList<string[]> lines)
    {
        int last = lines.Count - 1, shown = Math.Min(DiagnosticRows, last);
        int[] columns = [.. Enumerable.Range(0, lines[0].Length - 1).Where(column => lines.Skip(1).Any(line => line[column].Length > 0))];
        page.Append("<h2>The reference on its way</h2>\n<p>Time step: ").Append(Escaped(lines[last][^1])).Append(". All ").Append(last)
            .Append(" rows are in diagnostics.csv.</p>\n<table>\n<tr>");
        foreach (int column in columns) page.Append("<th class=\"number\">").Append(Escaped(lines[0][column])).Append("</th>");
        page.Append("</tr>\n");
        for (int row = 0; row < shown; row++)
        {
            string[] line = lines[1 + (shown == 1 ? 0 : row * (last - 1) / (shown - 1))];
            page.Append("<tr>");
            foreach (int column in columns)
                page.Append("<td class=\"number\">").Append(double.TryParse(line[column], CultureInfo.InvariantCulture, out double value) ? Number(value) : "–").Append("</td>");
            page.Append("</tr>\n");
        }

        page.Append("</table>\n");
    }

    private static void Provenance(StringBuilder page, FigureInputs inputs)
    {
        page.Append("<h2>Provenance</h2>\n");
        if (inputs.Manifest is null) page.Append("<p>No manifest was stored with these results.</p>\n");
        else
        {
            page.Append("<table>\n<tr><th>fact</th><th>value</th></tr>\n");
            foreach ((string name, JsonNode? node) in inputs.Manifest) Fact(name, node, 0);
            page.Append("</table>\n");
        }

        string source = inputs.Specification.Source.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        page.Append("<h2>Specification</h2>\n<pre>").Append(Escaped(source)).Append("</pre>\n");

        void Fact(string name, JsonNode? node, int depth)
        {
            if (name == "specification" || node is JsonObject { Count: 0 }) return;
            if (node is JsonObject parts && depth < 3)
                foreach ((string part, JsonNode? inner) in parts) Fact(name + "." + part, inner, depth + 1);
            else
                page.Append("<tr><td class=\"name\">").Append(Escaped(name)).Append("</td><td>").Append(Escaped(Text(node))).Append("</td></tr>\n");
        }
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "–",
        JsonArray items => string.Join("; ", items.Select(Text)),
        JsonValue => node.ToString(),
        _ => node.ToJsonString(),
    };

    [GeneratedRegex("<svg width=\"([0-9.]+)\" height=\"([0-9.]+)\"")]
    private static partial Regex SizedSvg();

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '−') : "–";

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
