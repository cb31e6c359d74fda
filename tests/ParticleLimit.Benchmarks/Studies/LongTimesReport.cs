using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Runs one homogeneous experiment in d = 2 and 1 to the time at which its temperature has left the solution's, and at ever larger gamma up to gamma t = 2.</summary>
internal static class LongTimesReport
{
    /// <summary>The factor between temperatures at which they count as parted.</summary>
    private const double Factor = 2;

    private const double Contractions = 2;

    private static readonly string[] OneDimension =
    [
        "dimension=1", "domain.lengths=[1]", "initial.positionCentre=[0.5]", "initial.positionSides=[1]", "initial.velocityCentre=[0]", "initial.velocitySides=[2]",
        "ladder=[64,256,1024,4096,16384]", "replicas=16", "finalTime=14", "times=[0,0.5,1,1.5,2,2.5,3,3.5,4,4.5,5,5.5,6,6.5,7,7.5,8,8.5,9,9.5,10,11,12,13,14]",
    ];

    private static readonly (string Name, string Change)[] Variations = [("another seed", "seed=2"), ("weight hat", "weight.kind=hat"), ("half the time step", "timeStep.fraction=0.125")];

    private static readonly double[] Gammas = [1, 2, 4, 8, 16, 32, 64, 128];

    /// <summary>Writes long-times.csv, parting.csv, robustness.csv, freezing.csv and two figures, and beside them the results of each run; finished cells are not run again.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        Course plane = Run(experiment, folder, "d-2", []), line = Run(experiment, folder, "d-1", OneDimension);
        WriteCourses(folder, plane, line);
        WriteRobustness(experiment, folder);
        WriteFreezing(experiment, folder);
    }

    private static Course Run(string experiment, string folder, string name, string[] changes)
    {
        ExperimentSpecification specification = SpecificationReader.Read(experiment, changes);
        ExperimentOutcome outcome =
            new ExperimentRunner(specification, new ResultsDirectory(Path.Combine(folder, name)), Environment.ProcessorCount, null).Run(CancellationToken.None);
        return new Course(specification, (HomogeneousSolution)outcome.Reference, outcome.Rows);
    }

    private static void WriteCourses(string folder, params Course[] courses)
    {
        File.WriteAllLines(Path.Combine(folder, "long-times.csv"),
        [
            "dimension,particles,time,ratio",
            .. from course in courses
               from particles in course.Specification.Ladder
               from point in course.Mean(particles)
               select string.Create(CultureInfo.InvariantCulture, $"{course.Specification.Dimension},{particles},{point.X:g4},{point.Y:g5}"),
        ]);
        File.WriteAllLines(Path.Combine(folder, "parting.csv"),
        [
            "dimension,particles,epsilon,mean,lower,upper,encounters,withAnswer",
            .. from course in courses
               from rung in course.Partings
               select string.Create(CultureInfo.InvariantCulture, $"{course.Specification.Dimension},{rung.Particles},{rung.Epsilon:g6},{rung.Numbers}"),
            .. courses.SelectMany(course => course.Slopes),
        ]);
        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 6 * FigureStyle.LegendLine;
        var file = new FigureFile("long-times", "Temperature over the solution's, and the time at which it is twice the solution's", "When does the flock leave the exponential?");
        FigureWriter.Write(
            new Figure(file, 2 * width, height, [(RatioPlot(courses[0]), new OxyRect(0, 0, width, height)), (PartingPlot(courses), new OxyRect(width, 0, width, height))]), folder);
    }

    private static void WriteRobustness(string experiment, string folder) => File.WriteAllLines(Path.Combine(folder, "robustness.csv"),
    [
        "variation,dimension,particles,mean,lower,upper,encounters,withAnswer",
        .. from variation in Variations
           from dimension in new[] { 2, 1 }
           let changes = dimension == 2 ? (string[])["ladder=[1600,6400,25600]"] : [.. OneDimension, "ladder=[256,1024,4096]"]
           from rung in Run(experiment, folder, $"d-{dimension}-{variation.Name.Replace(' ', '-')}", [.. changes, variation.Change]).Partings
           select $"{variation.Name},{dimension},{rung.Particles},{rung.Numbers}",
    ]);

    private static PlotModel RatioPlot(Course course)
    {
        PlotModel model = FigureStyle.Plot("torus, d = 2, gamma = 1");
        model.Axes.Add(new LinearAxis { Minimum = 0, Maximum = course.Specification.FinalTime }.Styled(AxisPosition.Bottom, "t"));
        model.Axes.Add(new LogarithmicAxis { Minimum = 0.8, Maximum = 100 }.Styled(AxisPosition.Left, "temperature / that of (2.3)"));
        model.Legends.Add(FigureStyle.LegendBelow());
        int series = 0;
        foreach (int particles in course.Specification.Ladder)
        {
            OxyColor colour = FigureStyle.Shade(series, course.Specification.Ladder.Length);
            model.Series.Add(Points(string.Create(CultureInfo.InvariantCulture, $"N = {particles}"), course.Mean(particles), colour, series));
            EncounterCorrection correction = course.Correction(particles);
            AnsweredEncounters answered = AnsweredEncounters.Of(course.Solution, course.Specification.Weight, new ScalingLaw(particles, course.Specification.Dimension));
            bool last = particles == course.Specification.Ladder[^1];
            AddLaw(last ? "encounters alone, each N" : null, correction.VelocityMeanSquare, LineStyle.Dot);
            AddLaw(last ? "encounters and the flock's answer" : null, answered.VelocityMeanSquare, LineStyle.Dash);
            void AddLaw(string? title, Func<double, double> meanSquare, LineStyle style) => model.Series.Add(Curve(title, Enumerable.Range(0, 161)
                .Select(k => course.Specification.FinalTime * k / 160)
                .Select(t => new DataPoint(t, 1 + meanSquare(t) / course.Solution.Initial.Temperature * Math.Exp(2 * correction.Contraction * t))), colour, style));
            series++;
        }

        model.Series.Add(Curve("parted: factor 2", [new DataPoint(0, Factor), new DataPoint(course.Specification.FinalTime, Factor)], FigureStyle.Vermilion, LineStyle.Dash));
        return model;
    }

    private static PlotModel PartingPlot(Course[] courses)
    {
        PlotModel model = FigureStyle.Plot("time at which temperatures have parted by 2");
        model.Axes.Add(new LinearAxis().Styled(AxisPosition.Bottom, "log(1 / eps)"));
        model.Axes.Add(new LinearAxis().Styled(AxisPosition.Left, "t"));
        model.Legends.Add(FigureStyle.LegendBelow());
        foreach (Course course in courses)
        {
            int series = course.Specification.Dimension;
            OxyColor colour = series == 2 ? FigureStyle.Blue : FigureStyle.Vermilion;
            StraightLine fit = course.Fit();
            foreach (Parting rung in course.Partings)
                model.Series.Add(Curve(null, [new DataPoint(-Math.Log(rung.Epsilon), rung.Time.Lower), new DataPoint(-Math.Log(rung.Epsilon), rung.Time.Upper)], colour, LineStyle.Solid));
            model.Series.Add(Points(
                string.Create(CultureInfo.InvariantCulture, $"d = {series}: slope {fit.Slope:0.00} [{fit.SlopeLower:0.00}, {fit.SlopeUpper:0.00}]"),
                course.Partings.Select(rung => new DataPoint(-Math.Log(rung.Epsilon), rung.Time.Mean)), colour, series, LineStyle.None));
            model.Series.Add(Curve($"d = {series}: encounters alone", course.Partings.Select(rung => new DataPoint(-Math.Log(rung.Epsilon), rung.Encounters)), colour, LineStyle.Dot));
            model.Series.Add(Curve($"d = {series}: and the flock's answer", course.Partings.Select(rung => new DataPoint(-Math.Log(rung.Epsilon), rung.WithAnswer)), colour, LineStyle.Dash));
        }

        return model;
    }

    private static void WriteFreezing(string experiment, string folder)
    {
        (int Particles, double Gamma, double Epsilon, ReplicaStatistics Ratio, double Predicted)[] points =
        [
            .. from gamma in Gammas
               let time = (Contractions / gamma).ToString("R", CultureInfo.InvariantCulture)
               let course = Run(experiment, folder, string.Create(CultureInfo.InvariantCulture, $"gamma-{gamma}"),
                   [string.Create(CultureInfo.InvariantCulture, $"gamma={gamma}"), $"finalTime={time}", $"times=[{time}]", "ladder=[400,1600,6400,25600]", "replicas=4"])
               from particles in course.Specification.Ladder
               select (particles, gamma, course.Specification.Range(particles), course.Last(particles),
                   1 + course.Correction(particles).VelocityMeanSquare(Contractions / gamma) / course.Solution.Initial.Temperature * Math.Exp(2 * Contractions)),
        ];
        var byRung = points.GroupBy(point => point.Particles).OrderBy(rung => rung.Key).ToArray();
        (double Epsilon, double Gamma)[] frozen = [.. byRung.Select(rung => (rung.First().Epsilon, Threshold.OfPowers([.. rung.Select(point => (point.Gamma, point.Ratio.Mean))], Factor))).Where(point => double.IsFinite(point.Item2))];
        StraightLine fit = StraightLine.Fit([.. frozen.Select(point => (-Math.Log(point.Epsilon), Math.Log(point.Gamma)))]);
        File.WriteAllLines(Path.Combine(folder, "freezing.csv"),
        [
            "particles,gamma,epsilon,ratio,lower,upper,predicted",
            .. points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Particles},{p.Gamma},{p.Epsilon:g6},{p.Ratio.Mean:g5},{p.Ratio.Lower:g5},{p.Ratio.Upper:g5},{p.Predicted:g5}")),
            .. frozen.Select(p => string.Create(CultureInfo.InvariantCulture, $"# eps = {p.Epsilon:g4}: gamma = {p.Gamma:g4}, gamma eps = {p.Gamma * p.Epsilon:g4}")),
            string.Create(CultureInfo.InvariantCulture, $"# slope of log gamma against log(1/eps): {fit.Slope:0.000} [{fit.SlopeLower:0.000}, {fit.SlopeUpper:0.000}]"),
        ]);

        PlotModel model = FigureStyle.Plot("torus, d = 2, at gamma t = 2");
        model.Axes.Add(new LogarithmicAxis().Styled(AxisPosition.Bottom, "gamma eps"));
        model.Axes.Add(new LogarithmicAxis { Minimum = 0.9, Maximum = 100 }.Styled(AxisPosition.Left, "temperature / that of (2.3)"));
        model.Legends.Add(FigureStyle.LegendBelow());
        for (int k = 0; k < byRung.Length; k++)
        {
            model.Series.Add(Points(string.Create(CultureInfo.InvariantCulture, $"N = {byRung[k].Key}"),
                byRung[k].Select(p => new DataPoint(p.Gamma * p.Epsilon, p.Ratio.Mean)), FigureStyle.Shade(k, byRung.Length), k));
        }

        model.Series.Add(Curve("first correction in eps", points.OrderBy(p => p.Gamma * p.Epsilon).Select(p => new DataPoint(p.Gamma * p.Epsilon, p.Predicted)), FigureStyle.Vermilion, LineStyle.Dot));
        var file = new FigureFile("freezing", "Temperature over the solution's at gamma t = 2, against gamma eps", "How large may gamma be?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 5 * FigureStyle.LegendLine, model), folder);
    }

    private static LineSeries Curve(string? title, IEnumerable<DataPoint> points, OxyColor colour, LineStyle style) =>
        new() { Title = title, ItemsSource = points.ToList(), Color = colour, LineStyle = style, StrokeThickness = 1 };

    private static LineSeries Points(string title, IEnumerable<DataPoint> points, OxyColor colour, int marker, LineStyle style = LineStyle.Solid) => new()
    {
        Title = title,
        ItemsSource = points.ToList(),
        Color = colour,
        LineStyle = style,
        StrokeThickness = 1,
        MarkerType = FigureStyle.Marker(marker),
        MarkerSize = 2.5,
        MarkerFill = colour,
    };

    private sealed record Parting(int Particles, double Epsilon, ReplicaStatistics Time, double Encounters, double WithAnswer)
    {
        public string Numbers => string.Create(CultureInfo.InvariantCulture, $"{Time.Mean:0.000},{Time.Lower:0.000},{Time.Upper:0.000},{Encounters:0.000},{WithAnswer:0.000}");
    }

    private sealed record Course(ExperimentSpecification Specification, HomogeneousSolution Solution, IReadOnlyList<ResultRow> Rows)
    {
        public Parting[] Partings { get; } =
        [
            .. from point in DepartureStudy.Times(Rows, Factor)
               where double.IsFinite(point.Time)
               group point by (point.Particles, point.Epsilon) into rung
               orderby rung.Key.Particles
               let predicted = DepartureStudy.Predicted(Specification, rung.Key.Particles, Factor)
               select new Parting(rung.Key.Particles, rung.Key.Epsilon, ReplicaStatistics.Of([.. rung.Select(point => point.Time)]), predicted.Encounters, predicted.WithAnswer),
        ];

        /// <summary>Slopes against log(1/eps), over the ladder and from rung to rung, measured and as predicted at the same eps.</summary>
        public IEnumerable<string> Slopes
        {
            get
            {
                StraightLine fit = Fit(), predicted = StraightLine.Fit([.. Partings.Select(rung => (-Math.Log(rung.Epsilon), rung.WithAnswer))]);
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"# d = {Specification.Dimension}: slope {fit.Slope:0.000} [{fit.SlopeLower:0.000}, {fit.SlopeUpper:0.000}] against log(1/eps), predicted with the answer {predicted.Slope:0.000}");
                foreach ((Parting first, Parting second) in Partings.Zip(Partings.Skip(1)))
                {
                    double run = Math.Log(first.Epsilon / second.Epsilon), halfWidth = Math.Sqrt(Square(first.Time) + Square(second.Time)) / run;
                    double slope = (second.Time.Mean - first.Time.Mean) / run;
                    yield return string.Create(CultureInfo.InvariantCulture,
                        $"# d = {Specification.Dimension}, N = {first.Particles} to {second.Particles}: slope {slope:0.00} [{slope - halfWidth:0.00}, {slope + halfWidth:0.00}], predicted {(second.WithAnswer - first.WithAnswer) / run:0.00}");
                }

                static double Square(ReplicaStatistics time) => (time.Upper - time.Lower) * (time.Upper - time.Lower) / 4;
            }
        }

        public EncounterCorrection Correction(int particles) => EncounterCorrection.Of(Solution, Specification.Weight, new ScalingLaw(particles, Specification.Dimension));

        public StraightLine Fit() => StraightLine.Fit([.. DepartureStudy.Times(Rows, Factor).Where(point => double.IsFinite(point.Time)).Select(point => (-Math.Log(point.Epsilon), point.Time))]);

        public IEnumerable<DataPoint> Mean(int particles) => Enumerable.Range(0, Specification.Replicas)
            .SelectMany(replica => DepartureStudy.Ratios(Rows, particles, replica)).GroupBy(point => point.Time).Select(group => new DataPoint(group.Key, group.Average(point => point.Ratio)));

        public ReplicaStatistics Last(int particles) =>
            ReplicaStatistics.Of([.. Enumerable.Range(0, Specification.Replicas).Select(replica => DepartureStudy.Ratios(Rows, particles, replica)[^1].Ratio)]);
    }
}
