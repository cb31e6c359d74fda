using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>The observables of Proposition 2.1 against time: particles of the finest rung over the reference, one panel each.</summary>
internal static class ObservablesFigure
{
    private const double PanelWidth = 219, PanelHeight = 165, LegendHeight = 22;
    private const int Columns = 3;

    /// <summary>Draws the panels; null where the results hold no observable.</summary>
    public static Figure? Draw(FigureInputs inputs)
    {
        string[] names = [.. inputs.Rows.Select(row => Base(row.Measure)).Where(MeasureLabel.IsObservable).Distinct().Order(Comparer<string>.Create(Compare))];
        var panels = new List<PlotModel>();
        int finest = inputs.Rows.Where(row => MeasureLabel.IsObservable(row.Measure) && row.Replica >= 0).Select(row => row.Particles).DefaultIfEmpty(0).Max();
        foreach (string name in names)
        {
            List<TimePoint> particles = [.. inputs.Rows
                .Where(row => row.Measure == name && row.Replica >= 0 && row.Particles == finest && double.IsFinite(row.Value))
                .GroupBy(row => row.Time).OrderBy(group => group.Key)
                .Select(group => Interval(group.Key, [.. group.OrderBy(row => row.Replica).Select(row => row.Value)]))];
            List<DataPoint> reference = [.. inputs.Rows.Where(row => row.Measure == MeasureLabel.Reference(name) && double.IsFinite(row.Value))
                .GroupBy(row => row.Time).OrderBy(group => group.Key).Select(group => new DataPoint(group.Key, group.First().Value))];
            if (particles.Count + reference.Count > 0) panels.Add(Panel(name, particles, reference));
        }

        if (panels.Count == 0) return null;
        int columns = Math.Min(Columns, panels.Count), rows = (panels.Count + columns - 1) / columns;
        double width = columns * PanelWidth, height = rows * PanelHeight + LegendHeight;
        List<(PlotModel, OxyRect)> placed = [.. panels.Select((panel, k) =>
            (panel, new OxyRect(k % columns * PanelWidth, k / columns * PanelHeight, PanelWidth, PanelHeight)))];
        placed.Add((LegendStrip(inputs.Specification, finest), new OxyRect(0, rows * PanelHeight, width, LegendHeight)));
        var file = new FigureFile("observables",
            string.Create(CultureInfo.InvariantCulture,
                $"Observables against time: particles (N = {finest}, mean over replicas, band its 95% interval) over the reference solution."),
            "Do mass, momentum, energy and the support of the particles follow the kinetic equation in time?");
        return new(file, width, height, placed);
    }

    private static PlotModel Panel(string name, List<TimePoint> particles, List<DataPoint> reference)
    {
        MeasureLabel label = MeasureLabel.Of(name);
        PlotModel model = FigureStyle.Plot(label.Title);
        model.PlotMargins = new OxyThickness(44, double.NaN, double.NaN, double.NaN);
        double[] values = [.. particles.Select(point => point.Mean),
            .. particles.SelectMany(point => new[] { point.Lower, point.Upper }).Where(double.IsFinite), .. reference.Select(point => point.Y)];
        double low = values.Min(), high = values.Max();
        // A conserved quantity differs by round-off alone; a panel of round-off would look like a change.
        double space = Math.Max(0.08 * (high - low), 1e-3 * Math.Max(Math.Abs(high), Math.Abs(low)));
        if (high - low < 1e-9) space = Math.Max(space, 1e-3);
        double[] times = [.. particles.Select(point => point.Time), .. reference.Select(point => point.X)];
        double margin = times.Max() > times.Min() ? 0.03 * (times.Max() - times.Min()) : 0.5;
        var time = new LinearAxis { Minimum = times.Min() - margin, Maximum = times.Max() + margin, IntervalLength = 45 };
        model.Axes.Add(time.Styled(AxisPosition.Bottom, "t"));
        model.Axes.Add(new LinearAxis { Minimum = low - space, Maximum = high + space, IntervalLength = 32 }.Styled(AxisPosition.Left, ""));

        var band = new AreaSeries { Fill = FigureStyle.Band, Color = FigureStyle.Band, StrokeThickness = 0 };
        foreach (TimePoint point in particles.Where(point => double.IsFinite(point.Lower)))
        {
            band.Points.Add(new DataPoint(point.Time, point.Lower));
            band.Points2.Add(new DataPoint(point.Time, point.Upper));
        }

        if (band.Points.Count > 1) model.Series.Add(band);
        LineSeries line = ReferenceLine();
        line.Points.AddRange(reference);
        if (reference.Count == 1) line.MarkerType = MarkerType.Cross;
        model.Series.Add(line);
        ScatterSeries dots = ParticleDots();
        dots.Points.AddRange(particles.Select(point => new ScatterPoint(point.Time, point.Mean)));
        model.Series.Add(dots);
        return model;
    }

    private static PlotModel LegendStrip(ExperimentSpecification specification, int finest)
    {
        PlotModel model = FigureStyle.Plot("");
        model.PlotAreaBorderThickness = new OxyThickness(0);
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, IsAxisVisible = false });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, IsAxisVisible = false });
        ScatterSeries dots = ParticleDots();
        LineSeries line = ReferenceLine();
        dots.Title = string.Create(CultureInfo.InvariantCulture, $"particles, N = {finest}");
        line.Title = "reference solution";
        model.Series.Add(dots);
        model.Series.Add(line);
        Legend legend = FigureStyle.LegendBelow();
        legend.LegendPlacement = LegendPlacement.Inside;
        legend.LegendPosition = LegendPosition.TopCenter;
        legend.LegendOrientation = LegendOrientation.Horizontal;
        (legend.LegendMargin, legend.LegendPadding) = (0, 4); // an SVG clips it, with the letters below the line
        model.Legends.Add(legend);
        model.Padding = new OxyThickness(0);
        return model;
    }

    private static LineSeries ReferenceLine() => new() { Color = FigureStyle.Ink, StrokeThickness = 1, LineStyle = LineStyle.Solid };

    private static ScatterSeries ParticleDots() => new()
    {
        MarkerType = MarkerType.Circle,
        MarkerSize = 2.8,
        MarkerFill = OxyColors.White,
        MarkerStroke = FigureStyle.Blue,
        MarkerStrokeThickness = 1.1,
    };

    private static TimePoint Interval(double time, double[] values)
    {
        (double mean, double lower, double upper) = Ladder.MeanInterval(values);
        return new(time, mean, lower, upper);
    }

    private readonly record struct TimePoint(double Time, double Mean, double Lower, double Upper);

    private static string Base(string measure) =>
        measure.EndsWith("-reference", StringComparison.Ordinal) ? measure[..^"-reference".Length] : measure;

    private static int Compare(string? left, string? right)
    {
        int order = Rank(left!).CompareTo(Rank(right!));
        return order != 0 ? order : string.CompareOrdinal(left, right);

        static int Rank(string name) =>
            name switch { "energy" => 0, "temperature" => 1, "velocity-radius" => 3, "entropy" => 4, "mean-speed" => 5, "mass" => 6, _ => 2 };
    }
}
