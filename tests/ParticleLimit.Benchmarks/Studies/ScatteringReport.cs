using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Draws how the kinetic solution and the particles come to free flight (Theorem 3.13).</summary>
internal static class ScatteringReport
{
    private static readonly double[] Times = [0.5, 1, 2, 4, 8, 16], KineticTimes = [.. Times, 32, 64];
    private static readonly (int Particles, int Replicas)[] Rungs = [(400, 64), (1600, 24), (6400, 6)];

    /// <summary>Writes tail.csv, particles.csv, scattering.png and coupling.png, with .svg and .pdf.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        ExperimentSpecification specification = SpecificationReader.Read(experiment, []);
        DispersingFlow flow = ScatteringStudy.Solve(specification, KineticTimes);
        IReadOnlyList<ScatteringTail> tail = ScatteringStudy.Tail(flow, KineticTimes);
        File.WriteAllLines(Path.Combine(folder, "tail.csv"),
        [
            "time,l1-to-final,mass,supremum,position-gradient,velocity-gradient",
            .. tail.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Time:g4},{p.ToFinal:g5},{p.Mass:g6},{p.Supremum:g5},{p.PositionGradient:g5},{p.VelocityGradient:g5}")),
        ]);
        ScatteringPoint[][] rungs = [.. Rungs.Select(rung => ScatteringStudy.Particles(specification, flow, rung.Particles, rung.Replicas, Times).ToArray())];
        File.WriteAllLines(Path.Combine(folder, "particles.csv"),
        [
            "particles,time,to-final,lower,upper,coupling,lower,upper",
            .. rungs.SelectMany(rung => rung).Select(p => string.Create(
                CultureInfo.InvariantCulture,
                $"{p.Particles},{p.Time:g4},{p.ToFinal.Mean:g5},{p.ToFinal.Lower:g5},{p.ToFinal.Upper:g5},{p.Coupling.Mean:g5},{p.Coupling.Lower:g5},{p.Coupling.Upper:g5}")),
        ]);

        PlotModel approach = Model("distance to the last time", logarithmic: true);
        approach.Series.Add(Line("kinetic: L1 of g(t) − g(64)", tail.SkipLast(1).Select(p => new DataPoint(p.Time, p.ToFinal)), FigureStyle.Vermilion, MarkerType.Diamond, LineStyle.Solid));
        double scale = tail[^2].ToFinal / (1 / tail[^2].Time - 1 / KineticTimes[^1]);
        approach.Series.Add(Line("proportional to 1/t − 1/64", tail.SkipLast(1).Select(p => new DataPoint(p.Time, scale * (1 / p.Time - 1 / KineticTimes[^1]))), FigureStyle.Ink, MarkerType.None, LineStyle.Dot));
        for (int k = 0; k < rungs.Length; k++)
            approach.Series.Add(Line($"N = {Rungs[k].Particles}: mean |Y(t) − Y(16)|", rungs[k].SkipLast(1).Select(p => new DataPoint(p.Time, p.ToFinal.Mean)), FigureStyle.Shade(k, rungs.Length), FigureStyle.Marker(k), LineStyle.None));
        Write("scattering", "The way to free flight: the solution without its flight, and the particles", approach, 5, folder);

        PlotModel coupling = Model("mean square error of Y, over ε", logarithmic: false);
        for (int k = 0; k < rungs.Length; k++)
        {
            OxyColor colour = FigureStyle.Shade(k, rungs.Length);
            foreach (ScatteringPoint p in rungs[k])
                coupling.Series.Add(new LineSeries { ItemsSource = new[] { p.Coupling.Lower, p.Coupling.Upper }.Select(value => new DataPoint(p.Time, value / p.Epsilon)).ToList(), Color = colour, StrokeThickness = 1 });
            coupling.Series.Add(Line($"N = {Rungs[k].Particles}, 95% interval", rungs[k].Select(p => new DataPoint(p.Time, p.Coupling.Mean / p.Epsilon)), colour, FigureStyle.Marker(k), LineStyle.Solid));
        }

        Write("scattering-coupling", "The error of the particles' scattering state against time", coupling, 3, folder);
    }

    private static PlotModel Model(string title, bool logarithmic)
    {
        PlotModel model = FigureStyle.Plot("d = 2, free space");
        model.Axes.Add(new LogarithmicAxis { Minimum = 0.4, Maximum = 40 }.Styled(AxisPosition.Bottom, "time"));
        model.Axes.Add((logarithmic ? new LogarithmicAxis { MinimumPadding = 0.1, MaximumPadding = 0.1 } : (Axis)new LinearAxis { Minimum = 0, MaximumPadding = 0.05 }).Styled(AxisPosition.Left, title));
        model.Legends.Add(FigureStyle.LegendBelow());
        return model;
    }

    private static LineSeries Line(string title, IEnumerable<DataPoint> points, OxyColor colour, MarkerType marker, LineStyle style) => new()
    {
        Title = title,
        ItemsSource = points.ToList(),
        Color = colour,
        MarkerType = marker,
        MarkerSize = 3,
        MarkerFill = colour,
        LineStyle = style,
        StrokeThickness = 1,
    };

    private static void Write(string name, string caption, PlotModel model, int legend, string folder) => FigureWriter.Write(
        new Figure(new FigureFile(name, caption, "Does the flock end in free flight?"), FigureStyle.ColumnWidth, FigureStyle.PlotHeight + legend * FigureStyle.LegendLine, model), folder);
}
