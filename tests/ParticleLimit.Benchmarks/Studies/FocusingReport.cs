using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs <see cref="FocusingStudy"/> in d = 1 and 2 and writes its table and figure.</summary>
internal static class FocusingReport
{
    private static readonly double[] Levels = [0.9, 0.5];

    // t = 1 + s eps^(2/(d+1)) for these s. A flock that is all within range of all costs N^2 for each step, so the larger ones in d = 2 stop before t = 1.
    private static readonly double[] Line = [-10, -5, -3, -2, -1.5, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8];
    private static readonly double[] Plane = [-2, -1.5, -1.2, -1, -0.9, -0.8, -0.7, -0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0, 0.25, 0.5, 1, 2];

    private static readonly (int Dimension, int Particles, int Replicas, double Last)[] Rungs =
        [(1, 250, 16, 8), (1, 1000, 16, 8), (1, 4000, 16, 8), (1, 16000, 8, 0), (2, 250, 16, 2), (2, 1000, 16, 2), (2, 4000, 8, 0), (2, 16000, 8, -0.2)];

    /// <summary>Writes focusing.csv, loss.csv and focusing.png, .svg, .pdf.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Rung[] rungs = [.. Rungs.Select(rung => new Rung(rung.Dimension, rung.Particles, Run(rung.Dimension, rung.Particles, rung.Replicas, rung.Last)))];
        File.WriteAllLines(Path.Combine(folder, "focusing.csv"),
        [
            "dimension,particles,epsilon,time,scaled,energy,lower,upper,departure,radius",
            .. from rung in rungs
               from k in Enumerable.Range(0, rung.Runs[0].Count)
               let p = rung.Runs[0][k]
               let energy = ReplicaStatistics.Of([.. rung.Runs.Select(run => run[k].Energy)])
               select string.Create(CultureInfo.InvariantCulture,
                   $"{p.Dimension},{p.Particles},{p.Epsilon:g6},{p.Time:g8},{Scaled(p):g3},{energy.Mean:g5},{energy.Lower:g5},{energy.Upper:g5},{rung.Runs.Average(run => run[k].Departure):g4},{rung.Runs.Average(run => run[k].Radius):g4}"),
        ]);
        File.WriteAllLines(Path.Combine(folder, "loss.csv"),
        [
            "dimension,particles,epsilon,level,distance,lower,upper,predicted",
            .. from rung in rungs
               from level in Levels
               let distance = rung.Distance(level)
               select string.Create(CultureInfo.InvariantCulture,
                   $"{rung.Dimension},{rung.Particles},{rung.Epsilon:g6},{level},{distance.Mean:g5},{distance.Lower:g5},{distance.Upper:g5},{FocusingStudy.PredictedDistance(rung.Dimension, rung.Epsilon, 1 - level):g5}"),
            .. from dimension in new[] { 1, 2 }
               from level in Levels
               let fit = Fit(rungs, dimension, level)
               select string.Create(CultureInfo.InvariantCulture, $"# d = {dimension}, energy {level}: 1 - t falls like eps^{fit.Slope:0.000} [{fit.SlopeLower:0.000}, {fit.SlopeUpper:0.000}]; predicted {2.0 / (dimension + 1):0.000}"),
        ]);
        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 5 * FigureStyle.LegendLine;
        var file = new FigureFile("focusing", "Energy of the flock about the time at which it runs into one point", "What becomes of it?");
        FigureWriter.Write(
            new Figure(file, 2 * width, height, [(Plot(1, rungs), new OxyRect(0, 0, width, height)), (Plot(2, rungs), new OxyRect(width, 0, width, height))]), folder);
    }

    private static StraightLine Fit(Rung[] rungs, int dimension, double level) => StraightLine.Fit(
        [.. from rung in rungs where rung.Dimension == dimension from run in rung.Runs select (Math.Log(rung.Epsilon), Math.Log(FocusingStudy.Distance(run, level)))]);

    private static double Scaled(FocusingPoint p) => (p.Time - 1) / Math.Pow(p.Epsilon, 2.0 / (p.Dimension + 1));

    private static IReadOnlyList<FocusingPoint>[] Run(int dimension, int count, int replicas, double last)
    {
        var runs = new IReadOnlyList<FocusingPoint>[replicas];
        Parallel.For(0, replicas, replica => runs[replica] = FocusingStudy.Run(dimension, count, replica, epsilon =>
            (dimension == 1 ? Line : Plane).Where(offset => offset <= last).Select(offset => 1 + offset * Math.Pow(epsilon, 2.0 / (dimension + 1))).Where(time => time > 0.5).Prepend(0.5)));
        return runs;
    }

    private static PlotModel Plot(int dimension, Rung[] rungs)
    {
        PlotModel model = FigureStyle.Plot($"d = {dimension}");
        (double left, double right) = dimension == 1 ? (-6, 8.5) : (-2, 1.1);
        model.Axes.Add(new LinearAxis { Minimum = left, Maximum = right }.Styled(AxisPosition.Bottom, dimension == 1 ? "(t − 1) / ε" : "(t − 1) / ε^{2/3}"));
        model.Axes.Add(new LinearAxis { Minimum = 0, Maximum = 1.05 }.Styled(AxisPosition.Left, "energy / energy at t = 0"));
        model.Legends.Add(FigureStyle.LegendBelow());
        Rung[] shown = [.. rungs.Where(rung => rung.Dimension == dimension)];
        double finest = shown[^1].Epsilon, unit = Math.Pow(finest, 2.0 / (dimension + 1));
        model.Series.Add(new LineSeries
        {
            Title = "loss of the pairs in range, while small",
            ItemsSource = Enumerable.Range(0, 200).Select(k => left - left * k / 200)
                .Select(s => new DataPoint(s, FocusingStudy.PredictedEnergy(dimension, finest, 1 + s * unit))).Where(point => point.Y > 0.3).ToList(),
            Color = FigureStyle.Vermilion,
            StrokeThickness = 1.2,
        });
        for (int series = 0; series < shown.Length; series++)
        {
            OxyColor colour = FigureStyle.Shade(series, shown.Length);
            (double X, ReplicaStatistics Energy)[] points =
            [
                .. from k in Enumerable.Range(0, shown[series].Runs[0].Count)
                   let x = Scaled(shown[series].Runs[0][k])
                   where x >= left && x <= right
                   select (x, ReplicaStatistics.Of([.. shown[series].Runs.Select(run => run[k].Energy)])),
            ];
            foreach ((double x, ReplicaStatistics energy) in points)
                model.Series.Add(new LineSeries { ItemsSource = new[] { new DataPoint(x, energy.Lower), new DataPoint(x, energy.Upper) }, Color = colour, StrokeThickness = 1 });
            model.Series.Add(new LineSeries
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"N = {shown[series].Particles}, mean of {shown[series].Runs.Length}, 95% interval"),
                ItemsSource = points.Select(point => new DataPoint(point.X, point.Energy.Mean)).ToList(),
                Color = colour,
                StrokeThickness = 1,
                LineStyle = FigureStyle.Dash(series),
                MarkerType = FigureStyle.Marker(series),
                MarkerSize = 2.5,
                MarkerFill = colour,
            });
        }

        return model;
    }

    private sealed record Rung(int Dimension, int Particles, IReadOnlyList<FocusingPoint>[] Runs)
    {
        public double Epsilon => Runs[0][0].Epsilon;

        public ReplicaStatistics Distance(double level) => ReplicaStatistics.Of([.. Runs.Select(run => FocusingStudy.Distance(run, level))]);
    }
}
