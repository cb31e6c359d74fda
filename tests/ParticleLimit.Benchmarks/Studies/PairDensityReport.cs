using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Draws the pair density at the scale eps, less that of independent pairs and over eps, for two N.</summary>
internal static class PairDensityReport
{
    /// <summary>Writes pair-density.csv and pair-density.png, .svg, .pdf, for the second and the last but one rung.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        ExperimentSpecification specification = SpecificationReader.Read(experiment, []);
        PairDensityBin[][] rungs = [.. new[] { specification.Ladder[1], specification.Ladder[^2] }.Select(n => PairDensityStudy.Run(specification, n).ToArray())];
        File.WriteAllLines(Path.Combine(folder, "pair-density.csv"),
        [
            "particles,separation,density,lower,upper,predicted",
            .. rungs.SelectMany(rung => rung).Select(bin => string.Create(
                CultureInfo.InvariantCulture,
                $"{bin.Particles},{bin.Separation:g6},{bin.Density.Mean:g6},{bin.Density.Lower:g6},{bin.Density.Upper:g6},{bin.Predicted:g6}")),
        ]);

        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"d = {specification.Dimension}, t = {specification.Times[^1]:g4}, {specification.Replicas} replicas"));
        model.Axes.Add(new LinearAxis { Minimum = 0 }.Styled(AxisPosition.Bottom, "separation / ε"));
        model.Axes.Add(new LinearAxis { MinimumPadding = 0.05, MaximumPadding = 0.05 }.Styled(AxisPosition.Left, "(g − 1) / ε"));
        model.Legends.Add(FigureStyle.LegendBelow());
        model.Series.Add(new LineSeries
        {
            Title = "straight passages, first order in ε",
            ItemsSource = rungs[0].Select(bin => new DataPoint(bin.Separation, (bin.Predicted - 1) / bin.Epsilon)).ToList(),
            Color = FigureStyle.Vermilion,
            StrokeThickness = 1.2,
        });
        for (int k = 0; k < rungs.Length; k++)
        {
            OxyColor colour = FigureStyle.Shade(k, rungs.Length);
            double aside = 0.03 * k;
            foreach (PairDensityBin bin in rungs[k])
            {
                model.Series.Add(new LineSeries
                {
                    ItemsSource = new[] { bin.Density.Lower, bin.Density.Upper }.Select(g => new DataPoint(bin.Separation + aside, (g - 1) / bin.Epsilon)).ToList(),
                    Color = colour,
                    StrokeThickness = 1,
                });
            }

            model.Series.Add(new LineSeries
            {
                Title = $"N = {rungs[k][0].Particles}, 95% interval",
                ItemsSource = rungs[k].Select(bin => new DataPoint(bin.Separation + aside, (bin.Density.Mean - 1) / bin.Epsilon)).ToList(),
                Color = colour,
                LineStyle = LineStyle.None,
                MarkerType = FigureStyle.Marker(k),
                MarkerSize = 3,
                MarkerFill = colour,
            });
        }

        var file = new FigureFile("pair-density", "The pair density less that of independent pairs, over eps", "Are pairs at the scale eps independent?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 3 * FigureStyle.LegendLine, model), folder);
    }
}
