using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs <see cref="ClumpStudy"/> in d = 2 over sizes of clumps and N, and finds the size at which the coupling error is twice that of an even start.</summary>
internal static class ClumpReport
{
    private const int Replicas = 6;
    private const double Factor = 2;

    private static readonly int[] Sizes = [1, 2, 4, 8, 16, 32, 64];

    private static readonly int[] Ladder = [400, 1600, 6400, 25600];

    /// <summary>Writes clumps.csv and clumps.png, .svg, .pdf.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var cells = (from count in Ladder from size in Sizes where count % size == 0 from replica in Enumerable.Range(0, Replicas) select (count, size, replica)).ToArray();
        ClumpPoint[] points = new ClumpPoint[cells.Length];
        Parallel.For(0, cells.Length, k => points[k] = ClumpStudy.Run(2, cells[k].count, cells[k].size, cells[k].replica));

        var rungs = points.GroupBy(point => point.Particles).Select(rung => (
            Particles: rung.Key, rung.First().Epsilon,
            Sizes: rung.GroupBy(point => point.Size).Select(size => (Size: size.Key, Ratio: ReplicaStatistics.Of([.. size.Select(point => point.Ratio)]))).ToArray())).ToArray();
        var doubled = rungs.Select(rung => (rung.Epsilon, Size: Threshold.OfPowers([.. rung.Sizes.Select(size => ((double)size.Size, size.Ratio.Mean))], Factor * rung.Sizes[0].Ratio.Mean))).Where(point => double.IsFinite(point.Size)).ToArray();
        StraightLine fit = StraightLine.Fit([.. doubled.Select(point => (-Math.Log(point.Epsilon), Math.Log(point.Size)))]);
        File.WriteAllLines(Path.Combine(folder, "clumps.csv"),
        [
            "particles,epsilon,size,ratio,lower,upper",
            .. from rung in rungs
               from size in rung.Sizes
               select string.Create(CultureInfo.InvariantCulture, $"{rung.Particles},{rung.Epsilon:g6},{size.Size},{size.Ratio.Mean:g5},{size.Ratio.Lower:g5},{size.Ratio.Upper:g5}"),
            .. doubled.Select(point => string.Create(CultureInfo.InvariantCulture, $"# eps = {point.Epsilon:g4}: doubled at m = {point.Size:g4}, m eps^(1/2) = {point.Size * Math.Sqrt(point.Epsilon):g4}")),
            string.Create(CultureInfo.InvariantCulture, $"# slope of log m against log(1/eps): {fit.Slope:0.000} [{fit.SlopeLower:0.000}, {fit.SlopeUpper:0.000}]"),
        ]);

        PlotModel model = FigureStyle.Plot("torus, d = 2, t = 1: starts in clumps of m");
        model.Axes.Add(new LogarithmicAxis().Styled(AxisPosition.Bottom, "m eps^(1/2)"));
        model.Axes.Add(new LogarithmicAxis().Styled(AxisPosition.Left, "coupling error (mse) / prediction for iid starts"));
        model.Legends.Add(FigureStyle.LegendBelow());
        for (int k = 0; k < rungs.Length; k++)
        {
            OxyColor colour = FigureStyle.Shade(k, rungs.Length);
            double root = Math.Sqrt(rungs[k].Epsilon);
            foreach ((int size, ReplicaStatistics ratio) in rungs[k].Sizes)
                model.Series.Add(new LineSeries { ItemsSource = new[] { new DataPoint(size * root, ratio.Lower), new DataPoint(size * root, ratio.Upper) }, Color = colour, StrokeThickness = 1 });
            model.Series.Add(new LineSeries
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"N = {rungs[k].Particles}"),
                ItemsSource = rungs[k].Sizes.Select(size => new DataPoint(size.Size * root, size.Ratio.Mean)).ToList(),
                Color = colour,
                StrokeThickness = 1,
                MarkerType = FigureStyle.Marker(k),
                MarkerSize = 2.5,
                MarkerFill = colour,
            });
        }

        var file = new FigureFile("clumps", "Coupling error of starts in clumps of m particles within eps, over the prediction for independent starts", "How clumped may the start be?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 4 * FigureStyle.LegendLine, model), folder);
    }
}
