using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Comparison;

namespace ParticleLimit.Plotting;

/// <summary>An optimal transport of order 1 on a plane: its plan as lines of displacement, its potential as a heat map.</summary>
public static class TransportFigures
{
    private const double Height = 290;
    private const int MostLines = 1500, Cells = 160;

    /// <summary>Writes plan and potential as png, svg and pdf.</summary>
    /// <param name="from">The first cloud, two axes.</param>
    /// <param name="to">The second cloud.</param>
    /// <param name="metric">The ground metric, of two axes.</param>
    /// <param name="transport">The transport, with its plan and potentials.</param>
    /// <param name="axes">The titles of the axes.</param>
    /// <param name="directory">Where the figures go; made if need be.</param>
    /// <exception cref="ArgumentException">The clouds are not of a plane.</exception>
    public static void Write(PointCloud from, PointCloud to, GroundMetric metric, TransportResult transport, (string X, string Y) axes, string directory)
    {
        if (metric.Dimension != 2 || from.Dimension != 2 || to.Dimension != 2) throw new ArgumentException("A transport is drawn on a plane.", nameof(metric));
        Directory.CreateDirectory(directory);
        FigureWriter.Write(Plan(from, to, metric, transport, axes), directory);
        FigureWriter.Write(Potential(from, to, metric, transport, axes), directory);
    }

    private static Figure Plan(PointCloud from, PointCloud to, GroundMetric metric, TransportResult transport, (string X, string Y) axes)
    {
        // Every k-th flow in the order of the first cloud's points: a fair choice, for that order means nothing.
        TransportFlow[] flows = [.. transport.Plan.OrderBy(flow => flow.From).ThenBy(flow => flow.To)];
        int every = (flows.Length + MostLines - 1) / MostLines;
        var lines = new LineSeries { Color = FigureStyle.Grey, StrokeThickness = 0.7, BrokenLineThickness = 0 };
        ScatterSeries starts = Dots("first cloud", FigureStyle.Blue), ends = Dots("second cloud", FigureStyle.Vermilion);
        for (int k = 0; k < flows.Length; k += every)
        {
            (double X, double Y) start = Point(from, metric, flows[k].From), end = Nearest(Point(to, metric, flows[k].To), start, metric);
            lines.Points.AddRange([new DataPoint(start.X, start.Y), new DataPoint(end.X, end.Y), DataPoint.Undefined]);
            starts.Points.Add(new ScatterPoint(start.X, start.Y));
            ends.Points.Add(new ScatterPoint(end.X, end.Y));
        }

        PlotModel model = Plane(string.Create(CultureInfo.InvariantCulture, $"optimal plan, W_{{1}} = {transport.Value:G4}"), axes);
        foreach (Series series in (Series[])[lines, starts, ends]) model.Series.Add(series);
        model.Legends.Add(FigureStyle.LegendBelow());
        string which = every == 1 ? "every flow" : $"one flow in {every}";
        var file = new FigureFile("plan", $"The optimal plan of W1 between two clouds of {from.Count} and {to.Count} points: {which}, as a line from where its mass is taken to where it is brought.", "Where does the distance come from?");
        return new Figure(file, FigureStyle.ColumnWidth, Height + 2 * FigureStyle.LegendLine, model);
    }

    private static Figure Potential(PointCloud from, PointCloud to, GroundMetric metric, TransportResult transport, (string X, string Y) axes)
    {
        var potential = new KantorovichPotential(to, metric, transport.SinkPotentials);
        (double Low, double High) x = Range(0), y = Range(1);
        var values = new double[Cells, Cells];
        Parallel.For(0, Cells, i =>
        {
            for (int j = 0; j < Cells; j++) values[i, j] = potential.At([Centre(x, i), Centre(y, j)]);
        });

        // A constant is free: none of the first cloud's mean is left.
        double mean = 0;
        for (int k = 0; k < from.Count; k++)
        {
            (double atX, double atY) = Point(from, metric, k);
            mean += from.Weight(k) * potential.At([atX, atY]);
        }

        for (int i = 0; i < Cells; i++)
            for (int j = 0; j < Cells; j++) values[i, j] -= mean;
        PlotModel model = Plane("Kantorovich potential", axes);
        HeatMapPlot.AddMap(
            model, (Centre(x, 0), Centre(x, Cells - 1)), (Centre(y, 0), Centre(y, Cells - 1)), values, (values.Cast<double>().Min(), values.Cast<double>().Max()), "potential φ (length)");
        var file = new FigureFile("potential", "The potential that certifies W1: mass moves from where it is high to where it is low, along its steepest lines, whose slope is 1; its mean over the first cloud is 0.", "Where is there too much mass, and where too little?");
        return new Figure(file, FigureStyle.ColumnWidth, Height, model);

        (double Low, double High) Range(int axis)
        {
            if (double.IsFinite(metric.Periods[axis])) return (0, metric.Periods[axis]);
            return (Math.Min(from.Coordinates[axis].Min(), to.Coordinates[axis].Min()), Math.Max(from.Coordinates[axis].Max(), to.Coordinates[axis].Max()));
        }

        static double Centre((double Low, double High) range, int cell) => range.Low + (cell + 0.5) * (range.High - range.Low) / Cells;
    }

    private static PlotModel Plane(string title, (string X, string Y) axes)
    {
        PlotModel model = FigureStyle.Plot(title);
        model.Axes.Add(new LinearAxis { IntervalLength = 50 }.Styled(AxisPosition.Bottom, axes.X));
        model.Axes.Add(new LinearAxis { IntervalLength = 45 }.Styled(AxisPosition.Left, axes.Y));
        return model;
    }

    private static ScatterSeries Dots(string title, OxyColor colour) => new() { Title = title, MarkerType = MarkerType.Circle, MarkerSize = 1.2, MarkerFill = colour };

    private static (double X, double Y) Point(PointCloud cloud, GroundMetric metric, int k) => (Wrapped(cloud.Coordinates[0][k], metric.Periods[0]), Wrapped(cloud.Coordinates[1][k], metric.Periods[1]));

    private static double Wrapped(double value, double period) => double.IsFinite(period) ? value - period * Math.Floor(value / period) : value;

    // The image of a point that is nearest to another.
    private static (double X, double Y) Nearest((double X, double Y) point, (double X, double Y) other, GroundMetric metric)
    {
        return (Near(point.X, other.X, metric.Periods[0]), Near(point.Y, other.Y, metric.Periods[1]));

        static double Near(double value, double about, double period) => double.IsFinite(period) ? value - period * Math.Round((value - about) / period) : value;
    }
}
