using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs <see cref="StepSizeStudy"/> in d = 1 and 2 and writes its table and figure.</summary>
internal static class StepSizeReport
{
    private static readonly double[] Fractions = [1, 0.5, 0.25, 0.125, 0.0625];

    /// <summary>Writes step-size.csv and step-size.png, .svg, .pdf.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        StepSizePoint[] points = [.. Run(1, 1000, 0.5), .. Run(2, 4900, 0.5)];
        File.WriteAllLines(Path.Combine(folder, "step-size.csv"),
        [
            "dimension,weight,fraction,steps,velocity-error,energy-error,coupling",
            .. points.Select(p => string.Create(
                CultureInfo.InvariantCulture, $"{p.Dimension},{p.Weight},{p.Fraction},{p.Steps},{p.VelocityError:g4},{p.EnergyError:g4},{p.Coupling:g4}")),
        ]);
        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 6 * FigureStyle.LegendLine;
        var file = new FigureFile("step-size", "Error of the velocities against the time step, as a part of the coupling error", "Which time step blurs nothing?");
        FigureWriter.Write(
            new Figure(file, 2 * width, height, [(Plot(1, points), new OxyRect(0, 0, width, height)), (Plot(2, points), new OxyRect(width, 0, width, height))]), folder);
    }

    private static IEnumerable<StepSizePoint> Run(int dimension, int count, double time) =>
        StepSizeStudy.Weights.SelectMany(weight => StepSizeStudy.Run(weight, dimension, count, time, Fractions, 1.0 / 64));

    private static PlotModel Plot(int dimension, StepSizePoint[] points)
    {
        PlotModel model = FigureStyle.Plot($"d = {dimension}");
        model.Axes.Add(new LogTickAxis(0.05, 1.25).Styled(AxisPosition.Bottom, "time step (fraction of eps R / fastest)"));
        model.Axes.Add(new LogTickAxis(1e-6, 2).Styled(AxisPosition.Left, "rms velocity error / rms coupling error"));
        model.Legends.Add(FigureStyle.LegendBelow());
        int series = 0;
        foreach (ICommunicationWeight weight in StepSizeStudy.Weights)
        {
            OxyColor colour = series % 2 == 0 ? FigureStyle.Blue : FigureStyle.Vermilion;
            model.Series.Add(new LineSeries
            {
                Title = weight.Name,
                ItemsSource = points.Where(p => p.Dimension == dimension && p.Weight == weight.Name).Select(p => new DataPoint(p.Fraction, p.VelocityError / p.Coupling)).ToList(),
                Color = colour,
                StrokeThickness = 1,
                LineStyle = FigureStyle.Dash(series),
                MarkerType = FigureStyle.Marker(series),
                MarkerSize = 3,
                MarkerFill = colour,
                MarkerStroke = colour,
            });
            series++;
        }

        model.Series.Add(new LineSeries
        {
            Title = "second order",
            ItemsSource = Fractions.Select(fraction => new DataPoint(fraction, 0.02 * fraction * fraction)).ToList(),
            Color = FigureStyle.Grey,
            StrokeThickness = 0.75,
        });
        return model;
    }
}
