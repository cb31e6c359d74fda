using System.Globalization;
using OxyPlot;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>One measure against N at one time, in log-log, beside its floor, its prediction and its fitted order.</summary>
internal static class ConvergenceFigure
{
    // Characters that fit into a line of the legend.
    private const int LegendWidth = 52;

    /// <summary>Draws a measure at a time; a note takes the plot's place where there is nothing a logarithmic axis can show.</summary>
    public static Figure Draw(FigureInputs inputs, string measure, double time)
    {
        ResultRow[] rows = [.. inputs.Rows.Where(row => row.Time == time)];
        List<LadderPoint> points = Shown(rows.Where(row => row.Measure == measure && row.Replica >= 0));
        int rungs = rows.Where(row => row.Measure == measure && row.Replica >= 0).Select(row => row.Particles).Distinct().Count();
        List<LadderPoint> averaged = MeasureKind.IsDistance(measure) ? Shown(rows.Where(row => row.Measure == measure && row.Replica < 0)) : [];
        List<LadderPoint> floor = Shown(rows.Where(row => row.Measure == MeasureLabel.Floor(measure) && row.Replica >= 0));
        List<(double X, double Lower, double Upper)> scatter = Ladder.Scatter(rows.Where(row => row.Measure == MeasureLabel.Floor(measure) && row.Replica >= 0));
        List<LadderPoint> exact = Shown(rows.Where(row => row.Measure == MeasureLabel.ExactFloor(measure) && row.Replica >= 0));
        List<LadderPoint> even = Shown(rows.Where(row => MeasureLabel.EvenFloors(measure).Contains(row.Measure)));
        List<LadderPoint> predicted = Shown(rows.Where(row => row.Measure == MeasureLabel.Predicted(measure)));
        RateFit? judged = inputs.Fits.FirstOrDefault(candidate => candidate.Measure == measure && candidate.Time == time);
        RateFit? fit = judged is { Refusal: null, Prefactor: > 0, Particles.Length: > 0 } && double.IsFinite(judged.Order) && double.IsFinite(judged.Prefactor) ? judged : null;

        MeasureLabel label = MeasureLabel.Of(measure);
        string title = FigureSet.Title(inputs.Specification, time);
        var file = new FigureFile(measure, Caption(measure, label, time, points, rungs, floor, averaged, predicted, judged is { Refusal: null } ? fit : judged),
            $"How fast does the {label.Words} fall as N grows, and is that the predicted order?");
        if (points.Count == 0)
        {
            string note = $"No rung has a positive, finite {label.Words}: nothing to show on logarithmic axes.";
            return new(file with { Caption = file.Caption + " " + note }, FigureStyle.ColumnWidth, FigureStyle.PlotHeight, FigureStyle.Note(title, note));
        }

        List<LadderPoint> drawn = [.. points, .. averaged, .. floor, .. exact, .. even, .. predicted];
        double[] values = [.. drawn.Select(point => point.Mean), .. scatter.SelectMany(band => new[] { band.Lower, band.Upper }), .. drawn.SelectMany(point => point.Ends)];
        (double X, double Y)[] slope = ReferenceSlope(fit, values);
        var plot = new LadderPlot(title, label.Title, [.. drawn.Select(point => point.Particles)], [.. values, .. slope.Select(point => point.Y)], true);

        plot.Band(null, scatter, FigureStyle.Band, FigureStyle.Grey);

        // Over the floor's band, which is the wider one and would hide it.
        if (points.Any(point => point.CertifiedLower < point.CertifiedUpper))
            plot.Band("certified bounds", points.Select(point => ((double)point.Particles, point.CertifiedLower, point.CertifiedUpper)), FigureStyle.CertifiedBand, FigureStyle.Blue);

        if (floor.Count > 0)
            plot.Points("sampling floor: iid sample of f" + (scatter.Count > 0 ? ", 5 to 95% of samples" : ""), Means(floor), FigureStyle.Grey, MarkerType.Square, hollow: true, LineStyle.Dash);
        if (even.Count > 0)
            plot.Points("floor of evenly spread points carried by f", Means(even), FigureStyle.Grey, MarkerType.Triangle, hollow: true, LineStyle.Dash);
        if (exact.Count > 0)
            plot.Line("sampling floor by formula", Means(exact), FigureStyle.Grey, LineStyle.Dot, 1.2);
        if (predicted.Count > 0)
            plot.Points("predicted by the ε-correction", Means(predicted), FigureStyle.Vermilion, MarkerType.Diamond, hollow: true, LineStyle.DashDot);
        if (averaged.Count > 0)
        {
            plot.ErrorBars(averaged.Select(point => ((double)point.Particles, point.CertifiedLower, point.CertifiedUpper)), FigureStyle.Vermilion);
            plot.Points("replica-averaged measure", Means(averaged), FigureStyle.Vermilion, MarkerType.Triangle, hollow: false, LineStyle.None, 3.6);
        }

        if (slope.Length > 0)
            plot.Line("predicted order, " + LadderPlot.PowerOfN(fit!.PredictedOrder!.Value), slope, FigureStyle.Ink, LineStyle.Dot, 1.2);
        if (fit is not null)
            plot.Line(FitText(fit), [(fit.Particles[0], fit.At(fit.Particles[0])), (fit.Particles[^1], fit.At(fit.Particles[^1]))], FigureStyle.Blue, LineStyle.Solid, 1.2);
        if (judged?.Refusal is { } refusal)
            foreach (string line in FigureStyle.Wrapped("no order: " + refusal, LegendWidth).Split('\n')) plot.Note(line);
        plot.ErrorBars(points.Select(point => ((double)point.Particles, point.Lower, point.Upper)), FigureStyle.Ink);
        plot.Points(points.Max(point => point.Count) > 1 ? $"mean of {points.Max(point => point.Count)} replicas, 95% interval" : "one replica",
            Means(points), FigureStyle.Ink, MarkerType.Circle, hollow: false, LineStyle.None);
        return new(file, FigureStyle.ColumnWidth, plot.Height, plot.Model);

        static List<LadderPoint> Shown(IEnumerable<ResultRow> rows) => [.. Ladder.Points(rows).Where(point => point.IsPositive)];
    }

    /// <summary>The order and its interval as the legend prints them; a mean square also gives the order of its root.</summary>
    internal static string FitText(RateFit fit)
    {
        string text = $"fit: order {Number(fit.Order)} [{Number(fit.OrderLower)}, {Number(fit.OrderUpper)}]";
        return fit.Measure.EndsWith("-mse", StringComparison.Ordinal)
            ? text + $"; root {Number(fit.Order / 2)} [{Number(fit.OrderLower / 2)}, {Number(fit.OrderUpper / 2)}]" : text;
    }

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture).Replace('-', '−') : "?";

    // The line of the predicted order starts a little under everything at the first rung, so that it is compared by eye and hides nothing.
    private static (double X, double Y)[] ReferenceSlope(RateFit? fit, double[] values)
    {
        if (fit?.PredictedOrder is not double order || fit.Particles[0] == fit.Particles[^1]) return [];
        double first = fit.Particles[0], last = fit.Particles[^1];
        double start = fit.At(first) * Math.Pow(values.Min() / values.Max(), 0.1), end = start * Math.Pow(last / first, -order);
        // A fit far from its own data would stretch the axis until the data were a dot.
        bool near = Math.Min(start, end) > values.Min() / 100 && Math.Max(start, end) < values.Max() * 100;
        return near ? [(first, start), (last, end)] : [];
    }

    private static IEnumerable<(double X, double Y)> Means(IEnumerable<LadderPoint> points) => points.Select(point => ((double)point.Particles, point.Mean));

    private static string Caption(
        string measure, MeasureLabel label, double time, List<LadderPoint> points, int rungs, List<LadderPoint> floor, List<LadderPoint> averaged,
        List<LadderPoint> predicted, RateFit? fit)
    {
        string caption = FormattableString.Invariant($"The {label.Words} against N at t = {time:G4}: mean over replicas, bars its 95% interval.");
        if (measure.StartsWith("coupling-", StringComparison.Ordinal))
            caption += " Δ is a particle's deviation from the characteristic of the reference solution with the same start;"
                + " the order of the root mean square is half the order shown.";
        if (floor.Count > 0) caption += " Hollow squares: the same distance for an iid sample of f of the same size, the band from 5 to 95% of the samples.";
        if (averaged.Count > 0) caption += " Triangles: the empirical measure averaged over replicas, which shows the bias under the sampling noise.";
        if (predicted.Count > 0) caption += " Diamonds: the value that the order-ε correction of the kinetic equation predicts.";
        if (points.Count > 0 && points.Max(point => point.Count) == 1) caption += " One replica only: no error bars.";
        if (points.Count == 1) caption += " One rung only: no order can be seen.";
        if (rungs > points.Count) caption += $" {rungs - points.Count} of {rungs} rungs have no positive mean and are not shown.";
        if (fit is not null) caption += " " + fit.Verdict;
        return caption;
    }
}
