using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>Draws by how much the law of a velocity component differs from the kinetic solution, beside what the corrected equation says.</summary>
internal static class VelocityLawReport
{
    private const int Particles = 6400, Replicas = 64;

    /// <summary>Writes velocity-law.csv and velocity-law.png, .svg, .pdf.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        ExperimentSpecification specification = SpecificationReader.Read(experiment, [$"replicas={Replicas}"]);
        IReadOnlyList<VelocityLawBin> bins = VelocityLawStudy.Run(specification, Particles);
        File.WriteAllLines(Path.Combine(folder, "velocity-law.csv"),
        [
            "from,to,particles,lower,upper,corrected,corrected-lower,corrected-upper,answered,answered-lower,answered-upper",
            .. bins.Select(bin => string.Create(
                CultureInfo.InvariantCulture,
                $"{bin.From:g6},{bin.To:g6},{bin.Particles.Mean:g6},{bin.Particles.Lower:g6},{bin.Particles.Upper:g6},{bin.Corrected.Mean:g6},{bin.Corrected.Lower:g6},{bin.Corrected.Upper:g6},{bin.Answered.Mean:g6},{bin.Answered.Lower:g6},{bin.Answered.Upper:g6}")),
            Deviation("corrected", bin => bin.Corrected), Deviation("answered", bin => bin.Answered),
        ]);

        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"N = {Particles}, t = {specification.Times[^1]:g4}, {Replicas} replicas"));
        model.Axes.Add(new LinearAxis { MinimumPadding = 0.03, MaximumPadding = 0.03 }.Styled(AxisPosition.Bottom, "velocity component"));
        model.Axes.Add(new LinearAxis { MinimumPadding = 0.08, MaximumPadding = 0.08 }.Styled(AxisPosition.Left, "mean density − kinetic density"));
        model.Legends.Add(FigureStyle.LegendBelow());
        AddEquation("corrected kinetic equation", bin => bin.Corrected.Mean, LineStyle.Dot);
        AddEquation("with the flock's answer", bin => bin.Answered.Mean, LineStyle.Solid);
        foreach (VelocityLawBin bin in bins)
        {
            double middle = (bin.From + bin.To) / 2;
            model.Series.Add(new LineSeries
            {
                ItemsSource = new[] { new DataPoint(middle, bin.Particles.Lower), new DataPoint(middle, bin.Particles.Upper) },
                Color = FigureStyle.Blue,
                StrokeThickness = 1,
            });
        }

        model.Series.Add(new LineSeries
        {
            Title = "particles, 95% interval",
            ItemsSource = bins.Select(bin => new DataPoint((bin.From + bin.To) / 2, bin.Particles.Mean)).ToList(),
            Color = FigureStyle.Blue,
            LineStyle = LineStyle.None,
            MarkerType = MarkerType.Circle,
            MarkerSize = 2.5,
            MarkerFill = FigureStyle.Blue,
        });
        var file = new FigureFile("velocity-law", "The mean law of a velocity component of the particles, less the kinetic solution", "Does the corrected kinetic equation describe the bias?");
        FigureWriter.Write(new Figure(file, FigureStyle.ColumnWidth, FigureStyle.PlotHeight + 3 * FigureStyle.LegendLine, model), folder);

        void AddEquation(string title, Func<VelocityLawBin, double> mean, LineStyle style) => model.Series.Add(new LineSeries
        {
            Title = title,
            ItemsSource = bins.SelectMany(bin => new[] { new DataPoint(bin.From, mean(bin)), new DataPoint(bin.To, mean(bin)) }).ToList(),
            Color = FigureStyle.Vermilion,
            LineStyle = style,
            StrokeThickness = 1,
        });

        string Deviation(string name, Func<VelocityLawBin, ReplicaStatistics> equation)
        {
            double[] squares = [.. bins.Select(bin => VelocityLawBin.Deviation(bin.Particles, equation(bin)))];
            return string.Create(CultureInfo.InvariantCulture, $"# {name}: chi^2 {squares.Sum():0.0} over {squares.Length} bins, {squares.Count(square => square > 4)} of them farther than two standard errors");
        }
    }
}
