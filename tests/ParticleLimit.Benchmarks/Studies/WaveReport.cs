using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs <see cref="WaveStudy"/> in d = 2 over lengths of waves and N, and finds the length at which the coupling error is twice that of an even start.</summary>
internal static class WaveReport
{
    private const double Amplitude = 1, Factor = 2;

    private static readonly int[] Lengths = [1, 2, 4, 10, 20, 40, 80];

    private static readonly (int Particles, int Replicas)[] Ladder = [(400, 16), (1600, 16), (6400, 8), (25600, 8), (102400, 4)];

    /// <summary>Writes waves.csv and waves.png, .svg, .pdf.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Rung[] rungs =
        [
            .. from size in Ladder
               let count = size.Particles
               let across = (int)Math.Round(Math.Sqrt(count)) // 1 / eps: waves of k eps fit where k divides it
               let even = Ratio(WaveStudy.Run(2, count, 0, 0, size.Replicas), point => point.EvenRatio)
               select new Rung(count, 1.0 / across, even,
                   [.. from length in Lengths where across % length == 0 let points = WaveStudy.Run(2, count, across / length, Amplitude, size.Replicas)
                       select (length, Ratio(points, point => point.Ratio), Ratio(points, point => point.EvenRatio))]),
        ];
        (double Epsilon, double Length)[] doubled = [.. rungs.Select(rung => (rung.Epsilon, rung.Doubled)).Where(point => double.IsFinite(point.Doubled))];
        StraightLine fit = StraightLine.Fit([.. doubled.Select(point => (-Math.Log(point.Epsilon), Math.Log(point.Length)))]);
        File.WriteAllLines(Path.Combine(folder, "waves.csv"),
        [
            "particles,epsilon,length,ratio,lower,upper,even-ratio,lower,upper",
            .. from rung in rungs
               from point in rung.Points.Prepend((Length: 0, Ratio: rung.Even, EvenRatio: rung.Even))
               select string.Create(CultureInfo.InvariantCulture,
                   $"{rung.Particles},{rung.Epsilon:g6},{point.Length},{point.Ratio.Mean:g5},{point.Ratio.Lower:g5},{point.Ratio.Upper:g5},{point.EvenRatio.Mean:g5},{point.EvenRatio.Lower:g5},{point.EvenRatio.Upper:g5}"),
            .. doubled.Select(point => string.Create(CultureInfo.InvariantCulture, $"# eps = {point.Epsilon:g4}: against (2.3) doubled at k = {point.Length:g4}, k eps^(1/2) = {point.Length * Math.Sqrt(point.Epsilon):g4}")),
            string.Create(CultureInfo.InvariantCulture, $"# slope of log k against log(1/eps): {fit.Slope:0.000} [{fit.SlopeLower:0.000}, {fit.SlopeUpper:0.000}]"),
        ]);

        PlotModel model = FigureStyle.Plot("torus, d = 2, t = 0.25: starts with the density 1 + cos(2π x / (k ε))");
        model.Axes.Add(new LogarithmicAxis().Styled(AxisPosition.Bottom, "k ε^{1/2}"));
        model.Axes.Add(new LogarithmicAxis().Styled(AxisPosition.Left, "coupling error (mse) / prediction for an even start"));
        model.Legends.Add(FigureStyle.LegendBelow());
        for (int k = 0; k < rungs.Length; k++)
        {
            OxyColor colour = FigureStyle.Shade(k, rungs.Length);
            double root = Math.Sqrt(rungs[k].Epsilon);
            Add(rungs[k].Points.Select(point => (point.Length * root, point.EvenRatio)), colour, k, LineStyle.Dash, colour, string.Create(CultureInfo.InvariantCulture, $"N = {rungs[k].Particles}: against (2.3)"));
            Add(rungs[k].Points.Select(point => (point.Length * root, point.Ratio)), colour, k, LineStyle.Solid, OxyColors.White, string.Create(CultureInfo.InvariantCulture, $"N = {rungs[k].Particles}: against the solution with the wave"));
        }

        var file = new FigureFile("waves", "Coupling error of starts with a wave of the length k eps, over the prediction for an even start", "How short or long may a wave be?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 10 * FigureStyle.LegendLine, model), folder);

        void Add(IEnumerable<(double X, ReplicaStatistics Ratio)> points, OxyColor colour, int marker, LineStyle style, OxyColor fill, string title)
        {
            foreach ((double x, ReplicaStatistics ratio) in points)
                model.Series.Add(new LineSeries { ItemsSource = new[] { new DataPoint(x, ratio.Lower), new DataPoint(x, ratio.Upper) }, Color = colour, StrokeThickness = 1 });
            model.Series.Add(new LineSeries
            {
                Title = title,
                ItemsSource = points.Select(point => new DataPoint(point.X, point.Ratio.Mean)).ToList(),
                Color = colour,
                LineStyle = style,
                StrokeThickness = 1,
                MarkerType = FigureStyle.Marker(marker),
                MarkerSize = 2.5,
                MarkerFill = fill,
                MarkerStroke = colour,
                MarkerStrokeThickness = 1,
            });
        }
    }

    private static ReplicaStatistics Ratio(IReadOnlyList<WavePoint> points, Func<WavePoint, double> value) => ReplicaStatistics.Of([.. points.Select(value)]);

    private sealed record Rung(int Particles, double Epsilon, ReplicaStatistics Even, (int Length, ReplicaStatistics Ratio, ReplicaStatistics EvenRatio)[] Points)
    {
        public double Doubled => Threshold.OfPowers([.. Points.Select(point => ((double)point.Length, point.EvenRatio.Mean))], Factor * Even.Mean);
    }
}
