using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Draws N Var of linear statistics over its value for independent particles, against time.</summary>
internal static class FluctuationReport
{
    private const int Replicas = 256, Drawn = 6400;

    private static readonly int[] Rungs = [400, 1600, Drawn];
    private static readonly double[] Times = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5];

    /// <summary>Writes fluctuation.csv and fluctuation.png, .svg, .pdf.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        ExperimentSpecification specification = SpecificationReader.Read(experiment, [$"replicas={Replicas}", "finalTime=2"]);
        FluctuationPoint[] points = [.. Rungs.SelectMany(n => FluctuationStudy.Run(specification, n, Times))];
        File.WriteAllLines(Path.Combine(folder, "fluctuation.csv"),
        [
            "statistic,particles,time,variance,lower,upper,independent,predicted,skewness,normal-band,kurtosis,normal-lower,normal-upper",
            .. points.Select(p => string.Create(
                CultureInfo.InvariantCulture, $"{p.Statistic},{p.Particles},{p.Time:g4},{p.Variance:g5},{p.Lower:g5},{p.Upper:g5},{p.Independent:g5},{p.Predicted:g5},{p.Skewness:g3},{p.Normal.SkewnessBand:g3},{p.Kurtosis:g3},{p.Normal.KurtosisLower:g3},{p.Normal.KurtosisUpper:g3}")),
        ]);

        PlotModel model = FigureStyle.Plot($"N = {Drawn}, d = {specification.Dimension}, {Replicas} replicas");
        model.Axes.Add(new LinearAxis { MinimumPadding = 0.03, MaximumPadding = 0.03 }.Styled(AxisPosition.Bottom, "time"));
        model.Axes.Add(new LogarithmicAxis { MinimumPadding = 0.05, MaximumPadding = 0.05 }.Styled(AxisPosition.Left, "N Var / independent"));
        model.Legends.Add(FigureStyle.LegendBelow());
        string[] statistics = [.. points.Select(p => p.Statistic).Distinct()];
        for (int k = 0; k < statistics.Length; k++)
        {
            FluctuationPoint[] shown = [.. points.Where(p => p.Statistic == statistics[k] && p.Particles == Drawn)];
            OxyColor colour = FigureStyle.Shade(k, statistics.Length);
            model.Series.Add(new LineSeries
            {
                ItemsSource = shown.Select(p => new DataPoint(p.Time, p.Predicted / p.Independent)).ToList(),
                Color = FigureStyle.Vermilion,
                StrokeThickness = 1,
                Title = k == 0 ? "linearised kinetic equation" : null,
            });
            foreach (FluctuationPoint p in shown)
            {
                model.Series.Add(new LineSeries
                {
                    ItemsSource = new[] { p.Lower, p.Upper }.Select(variance => new DataPoint(p.Time, variance / p.Independent)).ToList(),
                    Color = colour,
                    StrokeThickness = 1,
                });
            }

            model.Series.Add(new LineSeries
            {
                Title = statistics[k],
                ItemsSource = shown.Select(p => new DataPoint(p.Time, p.Variance / p.Independent)).ToList(),
                Color = colour,
                LineStyle = LineStyle.None,
                MarkerType = FigureStyle.Marker(k),
                MarkerSize = 3,
                MarkerFill = colour,
            });
        }

        var file = new FigureFile("fluctuation", "N times the variance of linear statistics over that of independent particles", "Is there a central limit theorem, and with which variance?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 5 * FigureStyle.LegendLine, model), folder);
    }
}
