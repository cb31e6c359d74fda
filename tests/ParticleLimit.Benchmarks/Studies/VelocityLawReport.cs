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
    private const int Replicas = 64;

    private static readonly int[] Ladder = [6400, 25_600];

    /// <summary>Writes velocity-law.csv and velocity-law.png, .svg, .pdf.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        ExperimentSpecification specification = SpecificationReader.Read(experiment, [$"replicas={Replicas}"]);
        (int Particles, IReadOnlyList<VelocityLawBin> Bins)[] laws = [.. Ladder.Select(particles => (particles, VelocityLawStudy.Run(specification, particles)))];
        File.WriteAllLines(Path.Combine(folder, "velocity-law.csv"),
        [
            "N,from,to,particles,lower,upper,corrected,corrected-lower,corrected-upper",
            .. from law in laws
               from bin in law.Bins
               select string.Create(CultureInfo.InvariantCulture, $"{law.Particles},{bin.From:g6},{bin.To:g6},{Numbers(bin.Particles)},{Numbers(bin.Corrected)}"),
            .. from law in laws
               select string.Create(CultureInfo.InvariantCulture,
                   $"# N = {law.Particles}: chi^2 {law.Bins.Sum(bin => bin.Deviation):0.0} over {law.Bins.Count} bins, {law.Bins.Count(bin => bin.Deviation > 4)} of them farther than two standard errors"),
        ]);

        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 2 * FigureStyle.LegendLine;
        var file = new FigureFile("velocity-law", "The mean law of a velocity component of the particles, less the kinetic solution", "Does the corrected kinetic equation describe the bias?");
        FigureWriter.Write(
            new Figure(file, laws.Length * width, height, [.. laws.Select((law, k) => (Plot(law.Particles, specification.Times[^1], law.Bins), new OxyRect(k * width, 0, width, height)))]), folder);
    }

    private static string Numbers(ReplicaStatistics values) => string.Create(CultureInfo.InvariantCulture, $"{values.Mean:g6},{values.Lower:g6},{values.Upper:g6}");

    private static PlotModel Plot(int particles, double time, IReadOnlyList<VelocityLawBin> bins)
    {
        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"N = {particles}, t = {time:g4}, {Replicas} replicas"));
        model.Axes.Add(new LinearAxis { MinimumPadding = 0.03, MaximumPadding = 0.03 }.Styled(AxisPosition.Bottom, "velocity component"));
        model.Axes.Add(new LinearAxis { MinimumPadding = 0.08, MaximumPadding = 0.08 }.Styled(AxisPosition.Left, "mean density − kinetic density"));
        model.Legends.Add(FigureStyle.LegendBelow());
        model.Series.Add(new LineSeries
        {
            Title = "corrected kinetic equation",
            ItemsSource = bins.SelectMany(bin => new[] { new DataPoint(bin.From, bin.Corrected.Mean), new DataPoint(bin.To, bin.Corrected.Mean) }).ToList(),
            Color = FigureStyle.Vermilion,
            StrokeThickness = 1,
        });
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
        return model;
    }
}
