using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace ParticleLimit.Plotting;

/// <summary>A plot of values against N being put together: N on a logarithmic axis, the legend below.</summary>
internal sealed class LadderPlot
{
    private readonly double firstRung, lastRung, bottom;
    private int legendLines;

    /// <summary>An empty plot over a ladder and a range of values.</summary>
    /// <param name="title">One line above.</param>
    /// <param name="valueTitle">The vertical axis's title.</param>
    /// <param name="rungs">Every N drawn; at least one.</param>
    /// <param name="values">Every value that must fit; at least one, positive and finite if logarithmic.</param>
    /// <param name="logarithmic">Whether the values' axis is logarithmic.</param>
    public LadderPlot(string title, string valueTitle, IReadOnlyCollection<int> rungs, IReadOnlyCollection<double> values, bool logarithmic)
    {
        firstRung = rungs.Min();
        lastRung = rungs.Max();
        double margin = Math.Max(Math.Pow(lastRung / firstRung, 0.07), 1.15);
        Model = FigureStyle.Plot(title);
        Model.Axes.Add(new LogTickAxis(firstRung / margin, lastRung * margin).Styled(AxisPosition.Bottom, "N (particles)"));
        double low = values.Min(), high = values.Max();
        if (logarithmic)
        {
            double space = Math.Max(Math.Pow(high / low, 0.07), 1.1);
            bottom = low / space;
            Model.Axes.Add(new LogTickAxis(bottom, high * space).Styled(AxisPosition.Left, valueTitle));
        }
        else
        {
            double space = Math.Max(0.08 * (high - low), 1e-9 * Math.Max(Math.Abs(high), 1));
            bottom = low - space;
            Model.Axes.Add(new LinearAxis { Minimum = bottom, Maximum = high + space }.Styled(AxisPosition.Left, valueTitle));
        }

        Model.Legends.Add(FigureStyle.LegendBelow());
    }

    /// <summary>The plot.</summary>
    public PlotModel Model { get; }

    /// <summary>The height that leaves the plot its own beside the legend.</summary>
    public double Height => FigureStyle.PlotHeight + FigureStyle.LegendLine * legendLines;

    /// <summary>A band between lower and upper values; rungs where an end is not finite are left out.</summary>
    public void Band(string? title, IEnumerable<(double X, double Lower, double Upper)> ends, OxyColor fill, OxyColor edge)
    {
        var area = new AreaSeries { Fill = fill, Color = edge, StrokeThickness = 0.5, LineStyle = LineStyle.Solid, Title = title };
        foreach ((double x, double lower, double upper) in ends)
        {
            if (!double.IsFinite(lower) || !double.IsFinite(upper) || upper <= bottom) continue;
            area.Points.Add(new DataPoint(x, Math.Max(lower, bottom)));
            area.Points2.Add(new DataPoint(x, upper));
        }

        if (area.Points.Count < 2) return;
        Add(area);
    }

    /// <summary>Markers, joined by a line if its style is not none.</summary>
    public void Points(
        string title, IEnumerable<(double X, double Y)> points, OxyColor colour, MarkerType marker, bool hollow, LineStyle style, double size = 3.2) =>
        Add(style == LineStyle.None ? new ScatterSeries
        {
            Title = title,
            ItemsSource = points.Select(point => new ScatterPoint(point.X, point.Y)).ToList(),
            MarkerType = marker,
            MarkerSize = size,
            MarkerFill = hollow ? OxyColors.White : colour,
            MarkerStroke = colour,
            MarkerStrokeThickness = 1,
        } : new LineSeries
        {
            Title = title,
            ItemsSource = points.Select(point => new DataPoint(point.X, point.Y)).ToList(),
            Color = colour,
            LineStyle = style,
            StrokeThickness = 1,
            MarkerType = marker,
            MarkerSize = size,
            MarkerFill = hollow ? OxyColors.White : colour,
            MarkerStroke = colour,
            MarkerStrokeThickness = 1,
        });

    /// <summary>A line without markers.</summary>
    public void Line(string? title, IEnumerable<(double X, double Y)> points, OxyColor colour, LineStyle style, double thickness) =>
        Add(new LineSeries
        {
            Title = title,
            ItemsSource = points.Select(point => new DataPoint(point.X, point.Y)).ToList(),
            Color = colour,
            LineStyle = style,
            StrokeThickness = thickness,
        });

    /// <summary>A line of the legend that belongs to no series.</summary>
    public void Note(string text) => Add(new LineSeries { Title = text, Color = OxyColors.Transparent, Points = { DataPoint.Undefined } });

    /// <summary>Error bars with caps; one that reaches below the axis is cut there and has no lower cap.</summary>
    public void ErrorBars(IEnumerable<(double X, double Lower, double Upper)> bars, OxyColor colour)
    {
        double cap = Math.Max(Math.Pow(lastRung / firstRung, 0.012), 1.02);
        var lines = new LineSeries { Color = colour, StrokeThickness = 0.9, LineStyle = LineStyle.Solid, RenderInLegend = false, BrokenLineThickness = 0 };
        foreach ((double x, double lower, double upper) in bars)
        {
            if (!double.IsFinite(lower) || !double.IsFinite(upper) || upper <= bottom) continue;
            Segment(x, Math.Max(lower, bottom), x, upper);
            Segment(x / cap, upper, x * cap, upper);
            if (lower > bottom) Segment(x / cap, lower, x * cap, lower);
        }

        if (lines.Points.Count > 0) Add(lines);

        void Segment(double x0, double y0, double x1, double y1)
        {
            lines.Points.Add(new DataPoint(x0, y0));
            lines.Points.Add(new DataPoint(x1, y1));
            lines.Points.Add(DataPoint.Undefined);
        }
    }

    /// <summary>A power of N as figures print it: "N^{−1/2}", or a decimal where no small fraction fits.</summary>
    public static string PowerOfN(double order)
    {
        if (order == 0) return "N^{0}";
        string sign = order > 0 ? "−" : "";
        for (int denominator = 1; denominator <= 12; denominator++)
        {
            double numerator = Math.Round(Math.Abs(order) * denominator);
            if (numerator < 1 || numerator > 24 || Math.Abs(numerator / denominator - Math.Abs(order)) > 1e-9) continue;
            return "N^{" + sign + numerator.ToString(CultureInfo.InvariantCulture) + (denominator == 1 ? "" : "/" + denominator) + "}";
        }

        return "N^{" + sign + Math.Abs(order).ToString("0.###", CultureInfo.InvariantCulture) + "}";
    }

    /// <summary>The factor on N that draws series k of so many a little aside, so that their error bars do not cover each other.</summary>
    public double Aside(int series, int count) => Math.Pow(Math.Max(Math.Pow(lastRung / firstRung, 0.016), 1.025), series - (count - 1) / 2.0);

    private void Add(Series series)
    {
        if (series.Title is not null) legendLines++;
        else series.RenderInLegend = false;
        Model.Series.Add(series);
    }
}
