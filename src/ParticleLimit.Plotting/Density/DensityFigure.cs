using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>The density of a first-order system at one time: the reference as a line, particles of the coarsest and the finest rung in boxes.</summary>
internal static class DensityFigure
{
    private const double Height = 270;
    private const int MostBoxes = 100;

    /// <summary>Draws a profile with the clouds of its time.</summary>
    public static Figure Draw(FigureInputs inputs, DensityProfile profile)
    {
        string time = profile.Time.ToString("G4", CultureInfo.InvariantCulture);
        PlotModel model = FigureStyle.Plot($"{inputs.Specification.Name}, t = {time}");
        PlaneCloud[] clouds = [.. inputs.Clouds.Where(cloud => cloud.Time == profile.Time).OrderBy(cloud => cloud.Particles)];
        double left = profile.Positions[0], right = profile.Positions[^1], highest = profile.Densities.Max();
        for (int k = 0; k < clouds.Length; k++)
        {
            int boxes = Math.Clamp((int)Math.Round((right - left) * Math.Sqrt(clouds[k].Particles)), 4, MostBoxes);
            double[] heights = Boxes(clouds[k].First, left, right, boxes);
            highest = Math.Max(highest, heights.Max());
            model.Series.Add(Steps(heights, left, right, string.Create(CultureInfo.InvariantCulture, $"N = {clouds[k].Particles}, in {boxes} boxes"),
                clouds.Length > 1 && k == 0 ? FigureStyle.Grey : FigureStyle.Blue, clouds.Length > 1 && k == 0 ? LineStyle.Dot : LineStyle.Solid));
        }

        var exact = new LineSeries { Title = "reference", Color = FigureStyle.Vermilion, StrokeThickness = 1.4 };
        exact.Points.AddRange(profile.Positions.Zip(profile.Densities, (x, f) => new DataPoint(x, f)));
        model.Series.Add(exact);
        model.Axes.Add(new LinearAxis { Minimum = left, Maximum = right, IntervalLength = 50 }.Styled(AxisPosition.Bottom, "position x"));
        model.Axes.Add(new LinearAxis { Minimum = 0, Maximum = 1.08 * highest, IntervalLength = 40 }.Styled(AxisPosition.Left, "density f (per unit x)"));
        model.Legends.Add(FigureStyle.LegendBelow());
        var file = new FigureFile("density-t" + profile.Time.ToString("R", CultureInfo.InvariantCulture),
            $"The density at t = {time}: the solution of Burgers' equation, and one run of each of two particle numbers in boxes.",
            "Do the particles have the density that the equation gives them?");
        return new(file, FigureStyle.ColumnWidth, Height + (clouds.Length + 1) * FigureStyle.LegendLine, model);
    }

    private static double[] Boxes(double[] positions, double left, double right, int boxes)
    {
        double[] heights = new double[boxes];
        double width = (right - left) / boxes;
        foreach (double x in positions)
        {
            int box = (int)Math.Floor((x - left) / width);
            if (box >= 0 && box < boxes) heights[box] += 1 / (positions.Length * width);
        }

        return heights;
    }

    private static LineSeries Steps(double[] heights, double left, double right, string title, OxyColor colour, LineStyle dash)
    {
        var series = new LineSeries { Title = title, Color = colour, StrokeThickness = 0.9, LineStyle = dash };
        for (int box = 0; box < heights.Length; box++)
        {
            series.Points.Add(new DataPoint(left + (right - left) * box / heights.Length, heights[box]));
            series.Points.Add(new DataPoint(left + (right - left) * (box + 1) / heights.Length, heights[box]));
        }

        return series;
    }
}
