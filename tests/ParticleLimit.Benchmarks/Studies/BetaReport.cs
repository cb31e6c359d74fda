using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs one experiment at several beta of eps = N^(-beta/d) and draws the order of its coupling error against beta.</summary>
internal static class BetaReport
{
    private const string Measure = "coupling-velocity-mse";

    private static readonly double[] Betas = [0.5, 2.0 / 3, 5.0 / 6, 1];

    /// <summary>Writes order.csv and order.png, .svg, .pdf, and beside them the results of each beta; finished cells are not run again.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        (double Beta, RateFit Fit)[] orders = [.. Betas.Select(beta => (beta, Run(experiment, folder, beta)))];
        File.WriteAllLines(Path.Combine(folder, "order.csv"),
        [
            "beta,order,lower,upper,predicted",
            .. orders.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Beta:g4},{p.Fit.Order:g4},{p.Fit.OrderLower:g4},{p.Fit.OrderUpper:g4},{p.Fit.PredictedOrder:g4}")),
        ]);
        PlotModel model = FigureStyle.Plot("mean square velocity error of the coupling, d = 2");
        model.Axes.Add(new LinearAxis { Minimum = 0.4, Maximum = 1.05, MajorStep = 0.1 }.Styled(AxisPosition.Bottom, "beta (eps = N^(-beta/2))"));
        model.Axes.Add(new LinearAxis { Minimum = 0.4, Maximum = 0.9, MajorStep = 0.1 }.Styled(AxisPosition.Left, "order p in N^(-p)"));
        model.Legends.Add(FigureStyle.LegendBelow());
        model.Series.Add(new LineSeries
        {
            Title = "scatter of encounters: 1 - beta/2",
            ItemsSource = Betas.Select(beta => new DataPoint(beta, PredictedOrders.EncounterVariance(2, beta))).ToList(),
            Color = FigureStyle.Vermilion,
            StrokeThickness = 1,
        });
        foreach (LineSeries series in Points(orders)) model.Series.Add(series);
        var file = new FigureFile("order", "The order of the coupling error against beta, d = 2", "How does the order depend on the law of eps?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 2 * FigureStyle.LegendLine, model), folder);
    }

    private static RateFit Run(string experiment, string folder, double beta)
    {
        string change = string.Create(CultureInfo.InvariantCulture, $"scaling.beta={beta:R}");
        var directory = new ResultsDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"beta-{beta:0.###}")));
        ExperimentOutcome outcome = new ExperimentRunner(SpecificationReader.Read(experiment, [change]), directory, Environment.ProcessorCount, null).Run(CancellationToken.None);
        return outcome.Fits.First(fit => fit.Measure == Measure); // the latest time comes first
    }

    private static IEnumerable<LineSeries> Points((double Beta, RateFit Fit)[] orders)
    {
        foreach ((double beta, RateFit fit) in orders)
            yield return new LineSeries { ItemsSource = new[] { new DataPoint(beta, fit.OrderLower), new DataPoint(beta, fit.OrderUpper) }, Color = FigureStyle.Blue, StrokeThickness = 1 };
        yield return new LineSeries
        {
            Title = "measured, 95% interval",
            ItemsSource = orders.Select(p => new DataPoint(p.Beta, p.Fit.Order)).ToList(),
            Color = FigureStyle.Blue,
            LineStyle = LineStyle.None,
            MarkerType = MarkerType.Circle,
            MarkerSize = 3,
            MarkerFill = FigureStyle.Blue,
        };
    }
}
