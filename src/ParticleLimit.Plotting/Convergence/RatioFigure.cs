using System.Globalization;
using OxyPlot;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>The measured over the predicted value of a measure against N, with the line at 1.</summary>
internal static class RatioFigure
{
    /// <summary>Draws the ratio at up to five times; null where no rung has both values.</summary>
    public static Figure? Draw(FigureInputs inputs, string measure)
    {
        (double Time, List<LadderPoint> Points)[] shown = TimesFigure.Spread([.. inputs.Rows
            .Where(row => row.Measure == measure && row.Replica >= 0).GroupBy(row => row.Time).OrderBy(group => group.Key)
            .Select(group => (group.Key, Ladder.Points(Ratios(inputs.Rows, group, measure))))
            .Where(pair => pair.Item2.Count > 0)]);
        if (shown.Length == 0) return null;

        MeasureLabel label = MeasureLabel.Of(measure);
        LadderPoint[] all = [.. shown.SelectMany(pair => pair.Points)];
        double[] values = [1, .. all.Select(point => point.Mean), .. all.SelectMany(point => new[] { point.Lower, point.Upper }).Where(double.IsFinite)];
        int[] rungs = [.. all.Select(point => point.Particles)];
        string title = FigureSet.Title(inputs.Specification, shown.Length == 1 ? shown[0].Time : null);
        var plot = new LadderPlot(title, "measured / predicted " + label.Symbol, rungs, values, false);
        plot.Line("prediction of the ε-correction", [(rungs.Min(), 1), (rungs.Max(), 1)], FigureStyle.Ink, LineStyle.Dash, 1);
        string form = "";
        for (int k = 0; k < shown.Length; k++)
        {
            OxyColor colour = FigureStyle.Shade(k, shown.Length);
            double aside = plot.Aside(k, shown.Length);
            plot.ErrorBars(shown[k].Points.Select(point => (aside * point.Particles, point.Lower, point.Upper)), colour);
            LadderPoint finest = shown[k].Points[^1];
            ExtrapolatedRatio? ratio = inputs.Fits.FirstOrDefault(fit => fit.Measure == measure && fit.Time == shown[k].Time)?.OverPredicted;
            string limit = ratio is null ? ""
                : string.Create(CultureInfo.InvariantCulture, $"; ε → 0: {ratio.Limit:0.000} [{ratio.Lower:0.000}, {ratio.Upper:0.000}]{(ratio.Fits ? "" : ", poor fit")}");
            if (ratio is not null) form = " The limit as ε → 0, with its 95% interval, is that of a sum of 1, " + string.Join(" and ", ratio.Terms).Replace("eps", "ε", StringComparison.Ordinal) + ".";
            plot.Points(string.Create(CultureInfo.InvariantCulture, $"t = {shown[k].Time:G4}: {finest.Mean:0.000} at N = {finest.Particles}{limit}"),
                shown[k].Points.Select(point => (aside * point.Particles, point.Mean)), colour, FigureStyle.Marker(k), hollow: k % 2 == 1, FigureStyle.Dash(k));
        }

        var file = new FigureFile(measure + "-ratio",
            $"The measured {label.Words} over the value that the order-ε correction of the kinetic equation predicts:"
            + " mean over replicas, bars its 95% interval; times are drawn a little apart in N." + form,
            "Is the particles' distance from the kinetic equation the one its first correction predicts?");
        return new(file, FigureStyle.ColumnWidth, plot.Height, plot.Model);
    }

    private static IEnumerable<ResultRow> Ratios(IReadOnlyList<ResultRow> rows, IGrouping<double, ResultRow> measured, string measure)
    {
        ILookup<int, ResultRow> predicted = rows.Where(row => row.Measure == MeasureLabel.Predicted(measure) && row.Time == measured.Key
            && double.IsFinite(row.Value) && row.Value > 0).ToLookup(row => row.Particles);
        foreach (ResultRow row in measured)
        {
            ResultRow? prediction = predicted[row.Particles].FirstOrDefault(candidate => candidate.Replica == row.Replica)
                ?? predicted[row.Particles].FirstOrDefault();
            if (prediction is not null) yield return row with { Value = row.Value / prediction.Value, Lower = double.NaN, Upper = double.NaN };
        }
    }
}
