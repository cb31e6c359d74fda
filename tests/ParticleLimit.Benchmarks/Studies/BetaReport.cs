using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs one experiment at several beta of eps = N^(-beta/d) and draws the orders of its coupling error and of the bias of its energy against beta.</summary>
internal static class BetaReport
{
    private const string Coupling = "coupling-velocity-mse", Bias = "energy-bias";

    /// <summary>Writes order.csv and figures of each measure that the experiment has, and beside them the results of each beta; finished cells are not run again.</summary>
    /// <param name="experiment">The experiment's file.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="words">The values of beta, ascending; "0.4:25600" ends the ladder at that N.</param>
    public static void Write(string experiment, string folder, string[] words)
    {
        Directory.CreateDirectory(folder);
        (ExperimentSpecification Specification, IReadOnlyList<ResultRow> Rows, IReadOnlyList<RateFit> Fits)[] runs = [.. words.Select(word => Run(experiment, folder, word))];
        ExperimentSpecification first = runs[0].Specification;
        var prediction = new Lazy<EncounterPrediction>(() => new EncounterPrediction(ReferenceFactory.Create(first, first.Ladder[^1], CancellationToken.None), first.Weight));
        var lines = new List<string> { "measure,beta,order,lower,upper,lastOrder,lastLower,lastUpper,predicted,particles,mean,error,encounters,locality" };
        foreach (string measure in ((string[])[Coupling, Bias]).Where(first.Measures.Contains))
        {
            RegimePoint[] points = [.. runs.Select(run => RegimeStudy.Of(run.Specification, run.Rows, run.Fits, measure))];
            for (int k = 0; k < points.Length; k++) lines.AddRange(Rows(points[k], runs[k].Specification, prediction));
            Draw(first, measure, points, folder);
        }

        File.WriteAllLines(Path.Combine(folder, "order.csv"), lines);
    }

    private static (ExperimentSpecification Specification, IReadOnlyList<ResultRow> Rows, IReadOnlyList<RateFit> Fits) Run(string experiment, string folder, string word)
    {
        string[] parts = word.Split(':');
        double beta = double.Parse(parts[0], CultureInfo.InvariantCulture);
        ExperimentSpecification specification = SpecificationReader.Read(experiment, [string.Create(CultureInfo.InvariantCulture, $"scaling.beta={beta:R}")]);
        if (parts.Length > 1)
        {
            int last = int.Parse(parts[1], CultureInfo.InvariantCulture);
            string ladder = string.Join(',', specification.Ladder.Where(particles => particles <= last));
            specification = SpecificationReader.Read(experiment, [string.Create(CultureInfo.InvariantCulture, $"scaling.beta={beta:R}"), $"ladder=[{ladder}]"]);
        }

        var directory = new ResultsDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"beta-{beta:0.###}")));
        IReadOnlyList<ResultRow> rows = new ExperimentRunner(specification, directory, Environment.ProcessorCount, null).Run(CancellationToken.None).Rows;

        // Locality is part of the prediction here, so that the budget may not refuse an order because of it.
        return (specification, rows, ExperimentFits.Fit(specification, rows, budget: null));
    }

    // A row for each rung; what the bias of the energy should be made of stands beside it.
    private static IEnumerable<string> Rows(RegimePoint point, ExperimentSpecification specification, Lazy<EncounterPrediction> prediction)
    {
        for (int k = 0; k < point.Fit.Particles.Length; k++)
        {
            (double Encounters, double Locality)? parts = point.Fit.Measure == Bias ? RegimeStudy.EnergyBias(specification, prediction.Value, point.Fit.Particles[k], CancellationToken.None) : null;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{point.Fit.Measure},{point.Beta:g4},{point.Fit.Order:g4},{point.Fit.OrderLower:g4},{point.Fit.OrderUpper:g4},{point.Last.Order:g4},{point.Last.OrderLower:g4},{point.Last.OrderUpper:g4},{point.Predicted:g4},{point.Fit.Particles[k]},{point.Fit.Means[k]:g4},{point.Fit.StandardErrors[k]:g2},{parts?.Encounters:g4},{parts?.Locality:g4}");
        }
    }

    private static void Draw(ExperimentSpecification specification, string measure, RegimePoint[] points, string folder)
    {
        int d = specification.Dimension;
        FlockKind kind = PredictedOrders.KindOf(specification.Initial, specification.Domain);
        double least = Math.Floor(10 * (points[0].Beta - 0.05)) / 10;
        double[] predicted = [.. Enumerable.Range(0, 201).Select(k => PredictedOrders.For(measure, d, Beta(k), kind)!.Value)];
        string what = measure == Bias ? "bias of the energy" : "mean square velocity error of the coupling";
        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"{what}, d = {d}"));
        model.Axes.Add(new LinearAxis { Minimum = least, Maximum = 1.05, MajorStep = 0.1 }.Styled(AxisPosition.Bottom, string.Create(CultureInfo.InvariantCulture, $"beta (eps = N^(-beta/{d}))")));
        model.Axes.Add(new LinearAxis
        {
            Minimum = Math.Floor(10 * Math.Min(predicted.Min(), points.Min(point => Math.Min(point.Fit.OrderLower, point.Last.OrderLower))) - 0.1) / 10,
            Maximum = Math.Ceiling(10 * Math.Max(predicted.Max(), points.Max(point => Math.Max(point.Fit.OrderUpper, point.Last.OrderUpper))) + 0.1) / 10,
            MajorStep = 0.1,
        }.Styled(AxisPosition.Left, "order p in N^(-p)"));
        model.Legends.Add(FigureStyle.LegendBelow());
        model.Series.Add(new LineSeries
        {
            Title = kind == FlockKind.Homogeneous ? "predicted: scatter of encounters" : measure == Bias ? "predicted: the slower of encounters and locality" : "predicted: the slower of encounters and squared locality",
            ItemsSource = predicted.Select((order, k) => new DataPoint(Beta(k), order)).ToList(),
            Color = FigureStyle.Vermilion,
            StrokeThickness = 1,
        });
        double shift = 0.006; // the two intervals of one beta side by side
        foreach (LineSeries series in Series("over the whole ladder, 95% interval", points, point => point.Fit, -shift, FigureStyle.Blue, MarkerType.Circle)) model.Series.Add(series);
        foreach (LineSeries series in Series("between its last two N", points, point => point.Last, shift, FigureStyle.Ink, MarkerType.Square)) model.Series.Add(series);
        var file = new FigureFile(measure == Bias ? "bias-order" : "order", $"The order of the {what} against beta", "How does the order depend on the law of eps?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 3 * FigureStyle.LegendLine, model), folder);

        double Beta(int k) => least + (1 - least) * Math.Max(k, 1) / 200;
    }

    private static IEnumerable<LineSeries> Series(string title, RegimePoint[] points, Func<RegimePoint, RateFit> fit, double shift, OxyColor colour, MarkerType marker)
    {
        foreach (RegimePoint point in points)
            yield return new LineSeries
            {
                ItemsSource = new[] { new DataPoint(point.Beta + shift, fit(point).OrderLower), new DataPoint(point.Beta + shift, fit(point).OrderUpper) },
                Color = colour,
                StrokeThickness = 1,
            };
        yield return new LineSeries
        {
            Title = title,
            ItemsSource = points.Select(point => new DataPoint(point.Beta + shift, fit(point).Order)).ToList(),
            Color = colour,
            LineStyle = LineStyle.None,
            MarkerType = marker,
            MarkerSize = 3,
            MarkerFill = colour,
        };
    }
}
