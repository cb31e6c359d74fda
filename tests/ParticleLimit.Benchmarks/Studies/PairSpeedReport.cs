using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Draws the pair density by separation and relative speed, less that of independent pairs and over eps, for two N.</summary>
internal static class PairSpeedReport
{
    /// <summary>Writes pair-speed.csv and pair-speed.png, .svg, .pdf, for the second and the last but one rung.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        ExperimentSpecification specification = SpecificationReader.Read(experiment, []);
        PairSpeedBin[][] rungs = [.. new[] { specification.Ladder[1], specification.Ladder[^2] }.Select(n => PairSpeedStudy.Run(specification, n).ToArray())];
        File.WriteAllLines(Path.Combine(folder, "pair-speed.csv"),
        [
            "particles,separation-from,separation-to,speed-from,speed-to,density,lower,upper,predicted",
            .. rungs.SelectMany(rung => rung).Select(bin => string.Create(
                CultureInfo.InvariantCulture,
                $"{bin.Particles},{bin.SeparationFrom:g3},{bin.SeparationTo:g3},{bin.SpeedFrom:g3},{bin.SpeedTo:g3},{bin.Density.Mean:g6},{bin.Density.Lower:g6},{bin.Density.Upper:g6},{bin.Predicted:g6}")),
        ]);

        double[] shells = [.. rungs[0].Select(bin => bin.SeparationFrom).Distinct()];
        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 3 * FigureStyle.LegendLine;
        var file = new FigureFile("pair-speed", "The pair density by separation and relative speed, less that of independent pairs, over eps", "Which pairs are too many, and which too few?");
        FigureWriter.Write(
            new Figure(file, shells.Length * width, height, [.. shells.Select((from, k) => (Plot(specification, rungs, from), new OxyRect(k * width, 0, width, height)))]), folder);
    }

    private static PlotModel Plot(ExperimentSpecification specification, PairSpeedBin[][] rungs, double from)
    {
        PairSpeedBin[][] shown = [.. rungs.Select(rung => rung.Where(bin => bin.SeparationFrom == from).ToArray())];
        PlotModel model = FigureStyle.Plot(string.Create(
            CultureInfo.InvariantCulture, $"{from} < r/ε < {shown[0][0].SeparationTo}, d = {specification.Dimension}, t = {specification.Times[^1]:g4}, {specification.Replicas} replicas"));
        model.Axes.Add(new LinearAxis { Minimum = 0 }.Styled(AxisPosition.Bottom, "|w| / mean |w|"));
        model.Axes.Add(new LinearAxis { MinimumPadding = 0.05, MaximumPadding = 0.05 }.Styled(AxisPosition.Left, "(g − 1) / ε"));
        model.Legends.Add(FigureStyle.LegendBelow());
        model.Series.Add(new LineSeries
        {
            Title = "straight passages, first order in ε",
            ItemsSource = shown[0].SelectMany(bin => new[] { bin.SpeedFrom, bin.SpeedTo }.Select(speed => new DataPoint(speed, (bin.Predicted - 1) / bin.Epsilon))).ToList(),
            Color = FigureStyle.Vermilion,
            StrokeThickness = 1.2,
        });
        for (int k = 0; k < shown.Length; k++)
        {
            OxyColor colour = FigureStyle.Shade(k, shown.Length);
            double aside = 0.03 * (2 * k - 1);
            foreach (PairSpeedBin bin in shown[k])
            {
                model.Series.Add(new LineSeries
                {
                    ItemsSource = new[] { bin.Density.Lower, bin.Density.Upper }.Select(g => new DataPoint(Middle(bin) + aside, (g - 1) / bin.Epsilon)).ToList(),
                    Color = colour,
                    StrokeThickness = 1,
                });
            }

            model.Series.Add(new LineSeries
            {
                Title = $"N = {shown[k][0].Particles}, 95% interval",
                ItemsSource = shown[k].Select(bin => new DataPoint(Middle(bin) + aside, (bin.Density.Mean - 1) / bin.Epsilon)).ToList(),
                Color = colour,
                LineStyle = LineStyle.None,
                MarkerType = FigureStyle.Marker(k),
                MarkerSize = 3,
                MarkerFill = colour,
            });
        }

        return model;

        static double Middle(PairSpeedBin bin) => (bin.SpeedFrom + bin.SpeedTo) / 2;
    }
}
