using System.Globalization;
using OxyPlot;

namespace ParticleLimit.Plotting;

/// <summary>One measure against N at several times.</summary>
internal static class TimesFigure
{
    private const int MostTimes = 5;

    /// <summary>Draws a measure at up to five times, the first and the last among them; null with fewer than two times to show.</summary>
    public static Figure? Draw(FigureInputs inputs, string measure)
    {
        (double Time, List<LadderPoint> Points)[] shown = Spread([.. inputs.Rows
            .Where(row => row.Measure == measure && row.Replica >= 0).GroupBy(row => row.Time).OrderBy(group => group.Key)
            .Select(group => (group.Key, Ladder.Points(group).Where(point => point.IsPositive).ToList()))
            .Where(pair => pair.Item2.Count > 0)]);
        if (shown.Length < 2) return null;

        MeasureLabel label = MeasureLabel.Of(measure);
        LadderPoint[] all = [.. shown.SelectMany(pair => pair.Points)];
        double[] values = [.. all.Select(point => point.Mean), .. all.SelectMany(point => point.Ends)];
        var plot = new LadderPlot(FigureSet.Title(inputs.Specification, null), label.Title, [.. all.Select(point => point.Particles)], values, true);
        for (int k = 0; k < shown.Length; k++)
        {
            OxyColor colour = FigureStyle.Shade(k, shown.Length);
            double aside = plot.Aside(k, shown.Length);
            plot.ErrorBars(shown[k].Points.Select(point => (aside * point.Particles, point.Lower, point.Upper)), colour);
            string order = inputs.Fits.FirstOrDefault(fit => fit.Measure == measure && fit.Time == shown[k].Time) switch
            {
                { Refusal: { } refusal } => ": no order, " + refusal,
                { } found when double.IsFinite(found.Order) => ": order " + found.Order.ToString("0.000", CultureInfo.InvariantCulture),
                _ => "",
            };
            plot.Points("t = " + shown[k].Time.ToString("G4", CultureInfo.InvariantCulture) + order,
                shown[k].Points.Select(point => (aside * point.Particles, point.Mean)), colour, FigureStyle.Marker(k), hollow: k % 2 == 1, FigureStyle.Dash(k));
        }

        var file = new FigureFile(measure + "-times",
            $"The {label.Words} against N at several times: mean over replicas, bars its 95% interval; drawn a little apart in N.",
            $"Does the {label.Words} keep its order as time goes on?");
        return new(file, FigureStyle.ColumnWidth, plot.Height, plot.Model);
    }

    /// <summary>At most five items, evenly spread and with both ends.</summary>
    internal static T[] Spread<T>(T[] items) =>
        items.Length <= MostTimes ? items : [.. Enumerable.Range(0, MostTimes).Select(k => items[(int)Math.Round(k * (items.Length - 1.0) / (MostTimes - 1))])];
}
