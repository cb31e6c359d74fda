using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs <see cref="FocusingStudy"/> in d = 1 and 2 and writes its table and figure.</summary>
internal static class FocusingReport
{
    private static readonly double[] Offsets = [-10, -5, -3, -2, -1.5, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8];

    /// <summary>Writes focusing.csv and focusing.png, .svg, .pdf.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        FocusingPoint[] points =
        [
            .. new[] { 250, 1000, 4000 }.SelectMany(count => Run(1, count)),
            .. new[] { 250, 1000, 2000 }.SelectMany(count => Run(2, count)),
        ];
        File.WriteAllLines(Path.Combine(folder, "focusing.csv"),
        [
            "dimension,particles,epsilon,time,energy,departure,radius",
            .. points.Select(p => string.Create(
                CultureInfo.InvariantCulture, $"{p.Dimension},{p.Particles},{p.Epsilon:g6},{p.Time:g8},{p.Energy:g5},{p.Departure:g4},{p.Radius:g4}")),
        ]);
        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 3 * FigureStyle.LegendLine;
        var file = new FigureFile("focusing", "Energy of the flock about the time at which it runs into one point", "What becomes of it?");
        FigureWriter.Write(
            new Figure(file, 2 * width, height, [(Plot(1, points), new OxyRect(0, 0, width, height)), (Plot(2, points), new OxyRect(width, 0, width, height))]), folder);
    }

    private static IReadOnlyList<FocusingPoint> Run(int dimension, int count) =>
        FocusingStudy.Run(dimension, count, 0, epsilon => Offsets.Select(offset => 1 + offset * epsilon).Where(time => time > 0).Prepend(0.5).Order());

    private static PlotModel Plot(int dimension, FocusingPoint[] points)
    {
        PlotModel model = FigureStyle.Plot($"d = {dimension}");
        model.Axes.Add(new LinearAxis { Minimum = -6, Maximum = 8.5 }.Styled(AxisPosition.Bottom, "(t − 1) / eps"));
        model.Axes.Add(new LinearAxis { Minimum = 0, Maximum = 1.05 }.Styled(AxisPosition.Left, "energy / energy at t = 0"));
        model.Legends.Add(FigureStyle.LegendBelow());
        int series = 0;
        foreach (IGrouping<int, FocusingPoint> run in points.Where(p => p.Dimension == dimension).GroupBy(p => p.Particles))
        {
            model.Series.Add(new LineSeries
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"N = {run.Key}"),
                ItemsSource = run.Where(p => Math.Abs(p.Time - 1) < 9 * p.Epsilon).Select(p => new DataPoint((p.Time - 1) / p.Epsilon, p.Energy)).ToList(),
                Color = FigureStyle.Shade(series, 3),
                StrokeThickness = 1,
                LineStyle = FigureStyle.Dash(series),
                MarkerType = FigureStyle.Marker(series),
                MarkerSize = 2.5,
                MarkerFill = FigureStyle.Shade(series, 3),
            });
            series++;
        }

        return model;
    }
}
