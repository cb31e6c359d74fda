using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs <see cref="CrossingStudy"/> for gamma = 0.1, 1, 5: the error of the coupling through the first crossing, its order at each time, and when it leaves the order it had before.</summary>
internal static class CrossingReport
{
    private static readonly double[] Gammas = [0.1, 1, 5];
    private static readonly (int Particles, int Replicas)[] Rungs = [(250, 32), (500, 32), (1000, 32), (2000, 16), (4000, 16)];

    // In units of the crossing time.
    private static readonly double[] Moments = [0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.84, 0.87, 0.9, 0.92, 0.94, 0.955, 0.97, 0.98, 0.99, 1, 1.01, 1.025, 1.05, 1.1, 1.2, 1.4, 1.7, 2, 2.5, 3];

    // With a large gamma the crossing streams stick: all of them are soon in range of all, and a step costs N^2.
    private const double LastWhereItSticks = 1.2;

    // The error has left its order where its mean square is this times gamma^2 eps: the share is far under what it has behind the crossing, and far above eps.
    private const double Share = 1e-3;

    /// <summary>Writes first-crossing.csv, leaving.csv and first-crossing.png, .svg, .pdf.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        Course[] courses = [.. Gammas.Select(gamma => Run(experiment, gamma))];
        File.WriteAllLines(Path.Combine(folder, "first-crossing.csv"),
        [
            "gamma,particles,time,time-over-crossing,coupling,lower,upper,energy-bias,lower,upper,solution-energy,solution-error,order,lower,upper",
            .. from course in courses
               from rung in course.Rungs
               from k in Enumerable.Range(0, course.Orders.Length)
               let coupling = rung.CouplingAt(k)
               let bias = rung.EnergyBiasAt(k)
               let fit = course.Orders[k]
               select string.Create(CultureInfo.InvariantCulture,
                   $"{course.Gamma},{rung.Particles},{rung.Times[k]:g6},{Moments[k]},{coupling.Mean:g5},{coupling.Lower:g5},{coupling.Upper:g5},{bias.Mean:g5},{bias.Lower:g5},{bias.Upper:g5},{course.Energies[k]:g6},{rung.SolutionError[k]:g3},{fit.Order:g4},{fit.OrderLower:g4},{fit.OrderUpper:g4}"),
        ]);
        File.WriteAllLines(Path.Combine(folder, "leaving.csv"),
        [
            "gamma,particles,epsilon,before-crossing,lower,upper",
            .. from course in courses
               from rung in course.Rungs
               let at = course.Leaves(rung)
               select string.Create(CultureInfo.InvariantCulture, $"{course.Gamma},{rung.Particles},{rung.Epsilon:g6},{at.Mean:g4},{at.Lower:g4},{at.Upper:g4}"),
            .. from course in courses
               let fit = course.Fit()
               select string.Create(CultureInfo.InvariantCulture, $"# gamma = {course.Gamma}: 1 - t/t* falls like eps^{fit.Slope:0.000} [{fit.SlopeLower:0.000}, {fit.SlopeUpper:0.000}]"),
        ]);
        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 5 * FigureStyle.LegendLine;
        var file = new FigureFile("first-crossing", "The coupling error through the first crossing, its order against time, and when it leaves its order", "What becomes of the rate where characteristics cross?");
        FigureWriter.Write(
            new Figure(file, 3 * width, height,
                [(ErrorPlot(courses[1]), new OxyRect(0, 0, width, height)), (OrderPlot(courses), new OxyRect(width, 0, width, height)), (LeavingPlot(courses), new OxyRect(2 * width, 0, width, height))]),
            folder);
    }

    private static Course Run(string experiment, double gamma)
    {
        ExperimentSpecification specification = SpecificationReader.Read(experiment, [string.Create(CultureInfo.InvariantCulture, $"gamma={gamma}")]);
        double crossing = CrossingStudy.CrossingTime(specification);
        double[] times = [.. Moments.Where(moment => gamma <= 1 || moment <= LastWhereItSticks).Select(moment => moment * crossing)];
        (CrossingRung[] rungs, double[] energies) = CrossingStudy.Run(specification, Rungs, times);
        RateFit[] orders =
        [
            .. times.Select((time, k) => RateFitter.Fit(
                "coupling-velocity-mse", time, [.. rungs.Select(rung => new RungSamples(rung.Particles, [.. rung.Coupling.Select(run => run[k])]))], null,
                RandomStream.For(specification.Seed, k, CellKey.Average, StreamPurpose.Bootstrap))),
        ];
        return new Course(gamma, crossing, rungs, energies, orders);
    }

    private static PlotModel ErrorPlot(Course course)
    {
        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"u0 = sin(2π x), d = 1, gamma = {course.Gamma}"));
        model.Axes.Add(new LinearAxis { Minimum = 0.25, Maximum = 3.05 }.Styled(AxisPosition.Bottom, "t / t*"));
        model.Axes.Add(new LogarithmicAxis { MinimumPadding = 0.05, MaximumPadding = 0.05 }.Styled(AxisPosition.Left, "coupling: mean square of V − Vbar"));
        model.Legends.Add(FigureStyle.LegendBelow());
        for (int k = 0; k < course.Rungs.Length; k++)
        {
            CrossingRung rung = course.Rungs[k];
            AddCurve(model, string.Create(CultureInfo.InvariantCulture, $"N = {rung.Particles}, {rung.Coupling.Length} replicas, 95% interval"),
                Moments.Select((moment, m) => (moment, rung.CouplingAt(m).Mean, rung.CouplingAt(m).Lower, rung.CouplingAt(m).Upper)), FigureStyle.Shade(k, course.Rungs.Length), k, LineStyle.Solid);
        }

        return model;
    }

    private static PlotModel OrderPlot(Course[] courses)
    {
        PlotModel model = FigureStyle.Plot("order of the mean square over the ladder");
        model.Axes.Add(new LinearAxis { Minimum = 0.25, Maximum = 3.05 }.Styled(AxisPosition.Bottom, "t / t*"));
        model.Axes.Add(new LinearAxis { Minimum = 0, MaximumPadding = 0.05 }.Styled(AxisPosition.Left, "order p in N^{−p}"));
        model.Legends.Add(FigureStyle.LegendBelow());
        foreach ((double order, string title) in new[] { (2.0, "neighbours within eps: 2"), (1.0, "encounters of streams: 1") })
            model.Series.Add(new LineSeries { Title = title, ItemsSource = new[] { new DataPoint(0.25, order), new DataPoint(3.05, order) }, Color = FigureStyle.Vermilion, LineStyle = order > 1 ? LineStyle.Dash : LineStyle.Solid, StrokeThickness = 1 });
        for (int k = 0; k < courses.Length; k++)
        {
            AddCurve(model, string.Create(CultureInfo.InvariantCulture, $"gamma = {courses[k].Gamma}, 95% interval"),
                courses[k].Orders.Select((fit, m) => (Moments[m], fit.Order, fit.OrderLower, fit.OrderUpper)), FigureStyle.Shade(k, courses.Length), k, LineStyle.Solid);
        }

        return model;
    }

    private static PlotModel LeavingPlot(Course[] courses)
    {
        PlotModel model = FigureStyle.Plot("mean square first at 0.001 gamma² ε");
        model.Axes.Add(new LogarithmicAxis().Styled(AxisPosition.Bottom, "ε"));
        model.Axes.Add(new LogarithmicAxis().Styled(AxisPosition.Left, "1 − t / t*"));
        model.Legends.Add(FigureStyle.LegendBelow());
        for (int k = 0; k < courses.Length; k++)
        {
            StraightLine fit = courses[k].Fit();
            AddCurve(model, string.Create(CultureInfo.InvariantCulture, $"gamma = {courses[k].Gamma}: ε^{{{fit.Slope:0.00}}} [{fit.SlopeLower:0.00}, {fit.SlopeUpper:0.00}]"),
                courses[k].Rungs.Select(rung => (rung.Epsilon, courses[k].Leaves(rung))).Select(point => (point.Epsilon, point.Item2.Mean, point.Item2.Lower, point.Item2.Upper)),
                FigureStyle.Shade(k, courses.Length), k, LineStyle.Solid);
        }

        double first = courses[1].Rungs[0].Epsilon, last = courses[1].Rungs[^1].Epsilon, start = courses[1].Leaves(courses[1].Rungs[0]).Mean;
        model.Series.Add(new LineSeries
        {
            Title = "proportional to ε^{2/3}",
            ItemsSource = new[] { new DataPoint(first, start), new DataPoint(last, start * Math.Pow(last / first, 2.0 / 3)) },
            Color = FigureStyle.Vermilion,
            LineStyle = LineStyle.Dot,
            StrokeThickness = 1.2,
        });
        return model;
    }

    private static void AddCurve(PlotModel model, string title, IEnumerable<(double X, double Y, double Lower, double Upper)> points, OxyColor colour, int series, LineStyle style)
    {
        foreach ((double x, _, double lower, double upper) in points.Where(point => point.Lower > 0))
            model.Series.Add(new LineSeries { ItemsSource = new[] { new DataPoint(x, lower), new DataPoint(x, upper) }, Color = colour, StrokeThickness = 1 });
        model.Series.Add(new LineSeries
        {
            Title = title,
            ItemsSource = points.Select(point => new DataPoint(point.X, point.Y)).ToList(),
            Color = colour,
            LineStyle = style,
            StrokeThickness = 1,
            MarkerType = FigureStyle.Marker(series),
            MarkerSize = 2.2,
            MarkerFill = colour,
            MarkerStroke = colour,
        });
    }

    private sealed record Course(double Gamma, double Crossing, CrossingRung[] Rungs, double[] Energies, RateFit[] Orders)
    {
        public ReplicaStatistics Leaves(CrossingRung rung) =>
            ReplicaStatistics.Of([.. rung.Coupling.Select(run => 1 - Moment(rung, run)).Where(double.IsFinite)]);

        public StraightLine Fit() => StraightLine.Fit(
            [.. from rung in Rungs from run in rung.Coupling let at = 1 - Moment(rung, run) where at > 0 select (Math.Log(rung.Epsilon), Math.Log(at))]);

        private double Moment(CrossingRung rung, double[] run) => Threshold.Of([.. rung.Times.Zip(run)], Share * Gamma * Gamma * rung.Epsilon) / Crossing;
    }
}
