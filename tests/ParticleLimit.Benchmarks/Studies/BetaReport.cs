using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs one experiment at several beta of eps = N^(-beta/d) and draws the order of its coupling error against beta.</summary>
internal static class BetaReport
{
    private const string Measure = "coupling-velocity-mse";

    /// <summary>Writes order.csv and order.png, .svg, .pdf, and beside them the results of each beta; finished cells are not run again.</summary>
    /// <param name="experiment">The experiment's file.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="words">The values of beta, ascending.</param>
    public static void Write(string experiment, string folder, string[] words)
    {
        Directory.CreateDirectory(folder);
        double[] betas = [.. words.Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        ExperimentSpecification specification = SpecificationReader.Read(experiment, []);
        int d = specification.Dimension;
        bool homogeneous = specification.Domain is Torus torus && specification.Initial.IsHomogeneousOn(torus);
        (double Beta, RateFit Fit)[] orders = [.. betas.Select(beta => (beta, Run(experiment, folder, beta)))];
        File.WriteAllLines(Path.Combine(folder, "order.csv"),
        [
            "beta,order,lower,upper,predicted,lastMean,lastError",
            .. orders.Select(p => string.Create(
                CultureInfo.InvariantCulture,
                $"{p.Beta:g4},{p.Fit.Order:g4},{p.Fit.OrderLower:g4},{p.Fit.OrderUpper:g4},{Predicted(p.Beta):g4},{p.Fit.Means[^1]:g4},{p.Fit.StandardErrors[^1]:g2}")),
        ]);
        double least = Math.Floor(10 * (betas[0] - 0.05)) / 10;
        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"mean square velocity error of the coupling, d = {d}"));
        model.Axes.Add(new LinearAxis { Minimum = least, Maximum = 1.05, MajorStep = 0.1 }.Styled(AxisPosition.Bottom, string.Create(CultureInfo.InvariantCulture, $"beta (eps = N^(-beta/{d}))")));
        model.Axes.Add(new LinearAxis { Minimum = 0.3, Maximum = 0.9, MajorStep = 0.1 }.Styled(AxisPosition.Left, "order p in N^(-p)"));
        model.Legends.Add(FigureStyle.LegendBelow());
        model.Series.Add(new LineSeries
        {
            Title = homogeneous ? "predicted: scatter of encounters" : "predicted: the slower of encounters and squared locality",
            ItemsSource = Enumerable.Range(0, 200).Select(k => least + (1 - least) * (k + 1) / 200).Select(beta => new DataPoint(beta, Predicted(beta))).ToList(),
            Color = FigureStyle.Vermilion,
            StrokeThickness = 1,
        });
        foreach (LineSeries series in Points(orders)) model.Series.Add(series);
        var file = new FigureFile("order", "The order of the coupling error against beta", "How does the order depend on the law of eps?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 2 * FigureStyle.LegendLine, model), folder);

        double Predicted(double beta) => homogeneous ? PredictedOrders.EncounterVariance(d, beta) : PredictedOrders.For(Measure, d, beta)!.Value;
    }

    private static RateFit Run(string experiment, string folder, double beta)
    {
        string change = string.Create(CultureInfo.InvariantCulture, $"scaling.beta={beta:R}");
        var directory = new ResultsDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"beta-{beta:0.###}")));
        ExperimentSpecification specification = SpecificationReader.Read(experiment, [change]);
        ExperimentOutcome outcome = new ExperimentRunner(specification, directory, Environment.ProcessorCount, null).Run(CancellationToken.None);

        // Locality is part of the prediction here, so that the budget may not refuse an order because of it. The latest time comes first.
        return ExperimentFits.Fit(specification, outcome.Rows, budget: null).First(fit => fit.Measure == Measure);
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
