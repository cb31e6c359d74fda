using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace ParticleLimit.Plotting;

/// <summary>A density on a plane of two axes as a heat map with a bar, and points over it.</summary>
internal static class HeatMapPlot
{
    /// <summary>The height of such a figure.</summary>
    public const double Height = 270;

    private const int MostCells = 240, MostPoints = 250;

    /// <summary>The colours of every heat map.</summary>
    /// <remarks>ColorBrewer YlGnBu from white: lightness falls evenly, so that grey print keeps the order and no pair of hues is confused.</remarks>
    public static OxyPalette Palette { get; } = OxyPalette.Interpolate(
        256, OxyColors.White, OxyColor.FromRgb(0xED, 0xF8, 0xB1), OxyColor.FromRgb(0xC7, 0xE9, 0xB4),
        OxyColor.FromRgb(0x7F, 0xCD, 0xBB), OxyColor.FromRgb(0x41, 0xB6, 0xC4), OxyColor.FromRgb(0x1D, 0x91, 0xC0), OxyColor.FromRgb(0x22, 0x5E, 0xA8),
        OxyColor.FromRgb(0x25, 0x34, 0x94), OxyColor.FromRgb(0x08, 0x1D, 0x58));

    /// <summary>Whether there is anything to show: a finite value, on a grid of at least 2 x 2 cells.</summary>
    public static bool CanDraw(double[] x, double[] y, double[,] values) => x.Length > 1 && y.Length > 1 && values.Cast<double>().Any(double.IsFinite);

    /// <summary>Draws it.</summary>
    /// <param name="title">The title.</param>
    /// <param name="x">Cell centres of the axis to the right, ascending.</param>
    /// <param name="y">Cell centres of the axis upwards.</param>
    /// <param name="values">The density as [x, y]; fine grids are averaged over blocks of cells.</param>
    /// <param name="labels">What stands at the axes and at the bar.</param>
    /// <param name="points">Points to lay over it; of many, every so manieth is drawn. Null for none.</param>
    /// <returns>The plot, and how many points are drawn.</returns>
    public static (PlotModel Model, int Drawn) Draw(string title, double[] x, double[] y, double[,] values, (string X, string Y, string Value) labels, (double[] X, double[] Y)? points)
    {
        (x, y, values) = Coarsened(x, y, values);
        double highest = values.Cast<double>().Where(double.IsFinite).Max();
        PlotModel model = FigureStyle.Plot(title);
        (double left, double right) = Window(x, Enumerable.Range(0, x.Length).Select(i => Enumerable.Range(0, y.Length).Max(j => values[i, j])), highest, points?.X);
        (double down, double up) = Window(y, Enumerable.Range(0, y.Length).Select(j => Enumerable.Range(0, x.Length).Max(i => values[i, j])), highest, points?.Y);
        model.Axes.Add(new LinearAxis { Minimum = left, Maximum = right, IntervalLength = 50 }.Styled(AxisPosition.Bottom, labels.X));
        model.Axes.Add(new LinearAxis { Minimum = down, Maximum = up, IntervalLength = 45 }.Styled(AxisPosition.Left, labels.Y));
        AddMap(model, (x[0], x[^1]), (y[0], y[^1]), values, (0, highest > 0 ? highest : 1), labels.Value);
        if (points is not { } cloud) return (model, 0);
        LineSeries dots = Dots(cloud.X, cloud.Y);
        model.Series.Add(dots);
        return (model, dots.Points.Count);
    }

    /// <summary>Adds values on a grid to a plot, with a bar of their colours.</summary>
    /// <param name="model">The plot, with its axes.</param>
    /// <param name="x">The first and the last cell centre to the right.</param>
    /// <param name="y">The first and the last cell centre upwards.</param>
    /// <param name="values">Values as [x, y].</param>
    /// <param name="range">The ends of the bar.</param>
    /// <param name="label">What stands at the bar.</param>
    public static void AddMap(PlotModel model, (double First, double Last) x, (double First, double Last) y, double[,] values, (double Low, double High) range, string label)
    {
        var bar = new LinearColorAxis
        {
            Palette = Palette,
            Minimum = range.Low,
            Maximum = range.High,
            AxisDistance = 6,
            IntervalLength = 45,
            InvalidNumberColor = OxyColors.LightGray,
            RenderAsImage = true,
        }.Styled(AxisPosition.Right, label);
        bar.TickStyle = TickStyle.Outside;
        bar.MajorTickSize = 12; // the width of the bar
        bar.MinorTickSize = 0;
        model.Axes.Add(bar);
        model.Series.Add(new HeatMapSeries
        {
            X0 = x.First,
            X1 = x.Last,
            Y0 = y.First,
            Y1 = y.Last,
            Data = values,
            Interpolate = false,
            RenderMethod = HeatMapRenderMethod.Bitmap,
        });
    }

    private static LineSeries Dots(double[] x, double[] y)
    {
        int stride = Math.Max(1, (x.Length + MostPoints - 1) / MostPoints);
        var dots = new LineSeries
        {
            LineStyle = LineStyle.None,
            MarkerType = MarkerType.Circle,
            MarkerSize = 1.3,
            MarkerFill = OxyColors.White,
            MarkerStroke = OxyColors.Black,
            MarkerStrokeThickness = 0.5,
        };
        for (int i = 0; i < x.Length; i += stride)
            if (double.IsFinite(x[i]) && double.IsFinite(y[i])) dots.Points.Add(new DataPoint(x[i], y[i]));
        return dots;
    }

    // The part of an axis where the density is visible or points stand, a little widened and never beyond the grid: the rest of a wide grid is blank.
    private static (double From, double To) Window(double[] centres, IEnumerable<double> profile, double highest, double[]? points)
    {
        double cell = centres[1] - centres[0];
        double[] visible = [.. centres.Zip(profile).Where(pair => pair.Second > 2e-3 * highest).Select(pair => pair.First),
            .. points?.Where(double.IsFinite) ?? []];
        double first = centres[0] - cell / 2, last = centres[^1] + cell / 2;
        if (visible.Length == 0) return (first, last);
        double space = 0.05 * (visible.Max() - visible.Min()) + cell;
        double from = Math.Clamp(visible.Min() - space, first, last), to = Math.Clamp(visible.Max() + space, first, last);
        return to > from ? (from, to) : (first, last);
    }

    // Averages whole blocks of cells: the picture needs no more cells than the printer has dots, and the SVG stays small.
    private static (double[] X, double[] Y, double[,] Values) Coarsened(double[] x, double[] y, double[,] fine)
    {
        int bx = Block(x.Length), by = Block(y.Length);
        int nx = x.Length / bx, ny = y.Length / by;
        double[,] values = new double[nx, ny];
        for (int i = 0; i < nx; i++)
            for (int j = 0; j < ny; j++)
            {
                double sum = 0;
                for (int k = 0; k < bx; k++)
                    for (int l = 0; l < by; l++)
                        sum += fine[i * bx + k, j * by + l];
                values[i, j] = sum / (bx * by);
            }

        return (Centres(x, bx, nx), Centres(y, by, ny), values);

        static int Block(int cells) => Math.Max(1, (cells + MostCells - 1) / MostCells);

        static double[] Centres(double[] fine, int block, int count) =>
            [.. Enumerable.Range(0, count).Select(k => (fine[k * block] + fine[k * block + block - 1]) / 2)];
    }
}
