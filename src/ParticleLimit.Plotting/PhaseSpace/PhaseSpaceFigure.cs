using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;

namespace ParticleLimit.Plotting;

/// <summary>The reference's f(t, x, v) in d = 1 as a heat map, with the particles over it.</summary>
internal static class PhaseSpaceFigure
{
    private const int MostCells = 240, MostParticles = 250;
    private const double Height = 270;

    /// <summary>The colours of every heat map.</summary>
    /// <remarks>ColorBrewer YlGnBu from white: lightness falls evenly, so that grey print keeps the order and no pair of hues is confused.</remarks>
    public static OxyPalette Palette { get; } = OxyPalette.Interpolate(
        256, OxyColors.White, OxyColor.FromRgb(0xED, 0xF8, 0xB1), OxyColor.FromRgb(0xC7, 0xE9, 0xB4),
        OxyColor.FromRgb(0x7F, 0xCD, 0xBB), OxyColor.FromRgb(0x41, 0xB6, 0xC4), OxyColor.FromRgb(0x1D, 0x91, 0xC0), OxyColor.FromRgb(0x22, 0x5E, 0xA8),
        OxyColor.FromRgb(0x25, 0x34, 0x94), OxyColor.FromRgb(0x08, 0x1D, 0x58));

    /// <summary>Draws a field with the cloud of its time, if there is one.</summary>
    public static Figure Draw(FigureInputs inputs, PhaseSpaceField field)
    {
        string time = field.Time.ToString("G4", CultureInfo.InvariantCulture);
        string title = $"{inputs.Specification.Name}, t = {time}";
        var file = new FigureFile("phase-space-t" + field.Time.ToString("R", CultureInfo.InvariantCulture),
            $"f(t, x, v) of the reference solution at t = {time}.",
            "Do the particles stand where the kinetic equation puts its mass?");
        bool any = field.Positions.Length > 1 && field.Velocities.Length > 1 && field.Values.Cast<double>().Any(double.IsFinite);
        if (!any)
        {
            const string Note = "The field has no finite values on a grid of at least 2 x 2 cells: nothing to show.";
            return new(file with { Caption = file.Caption + " " + Note }, FigureStyle.ColumnWidth, Height, FigureStyle.Note(title, Note));
        }

        (double[] x, double[] v, double[,] values) = Coarsened(field);
        double highest = values.Cast<double>().Where(double.IsFinite).Max();
        double dx = x[1] - x[0], dv = v[1] - v[0];
        PlotModel model = FigureStyle.Plot(title);
        PhaseSpaceCloud? particles = inputs.Clouds.Where(cloud => cloud.Time == field.Time).MaxBy(cloud => cloud.Particles);
        (double left, double right) = Window(
            x, dx, Enumerable.Range(0, x.Length).Select(i => Enumerable.Range(0, v.Length).Max(j => values[i, j])), highest, particles?.Positions);
        (double down, double up) = Window(
            v, dv, Enumerable.Range(0, v.Length).Select(j => Enumerable.Range(0, x.Length).Max(i => values[i, j])), highest, particles?.Velocities);
        model.Axes.Add(new LinearAxis { Minimum = left, Maximum = right, IntervalLength = 50 }.Styled(AxisPosition.Bottom, "position x"));
        model.Axes.Add(new LinearAxis { Minimum = down, Maximum = up, IntervalLength = 45 }.Styled(AxisPosition.Left, "velocity v"));
        var bar = new LinearColorAxis
        {
            Palette = Palette,
            Minimum = 0,
            Maximum = highest > 0 ? highest : 1,
            AxisDistance = 6,
            IntervalLength = 45,
            InvalidNumberColor = OxyColors.LightGray,
            RenderAsImage = true,
        }.Styled(AxisPosition.Right, "density f (per unit x and v)");
        bar.TickStyle = TickStyle.Outside;
        bar.MajorTickSize = 12; // the width of the bar
        bar.MinorTickSize = 0;
        model.Axes.Add(bar);
        model.Series.Add(new HeatMapSeries
        {
            X0 = x[0],
            X1 = x[^1],
            Y0 = v[0],
            Y1 = v[^1],
            Data = values,
            Interpolate = false,
            RenderMethod = HeatMapRenderMethod.Bitmap,
        });

        if (particles is not null)
        {
            int stride = Math.Max(1, (particles.Positions.Length + MostParticles - 1) / MostParticles);
            var dots = new LineSeries
            {
                LineStyle = LineStyle.None,
                MarkerType = MarkerType.Circle,
                MarkerSize = 1.3,
                MarkerFill = OxyColors.White,
                MarkerStroke = OxyColors.Black,
                MarkerStrokeThickness = 0.5,
            };
            for (int i = 0; i < particles.Positions.Length; i += stride)
                if (double.IsFinite(particles.Positions[i]) && double.IsFinite(particles.Velocities[i]))
                    dots.Points.Add(new DataPoint(particles.Positions[i], particles.Velocities[i]));
            model.Series.Add(dots);
            string which = stride == 1 ? "all" : $"{dots.Points.Count} of";
            string over = string.Create(CultureInfo.InvariantCulture, $"{which} {particles.Particles} particles");
            model.Title += ", " + over;
            file = file with { Caption = file.Caption + $" Circles: {over}." };
        }

        return new(file, FigureStyle.ColumnWidth, Height, model);
    }

    // The part of an axis where f is visible or particles stand, a little widened and never beyond the grid: the rest of a wide grid is blank.
    private static (double From, double To) Window(double[] centres, double cell, IEnumerable<double> profile, double highest, double[]? particles)
    {
        double[] visible = [.. centres.Zip(profile).Where(pair => pair.Second > 2e-3 * highest).Select(pair => pair.First),
            .. particles?.Where(double.IsFinite) ?? []];
        double first = centres[0] - cell / 2, last = centres[^1] + cell / 2;
        if (visible.Length == 0) return (first, last);
        double space = 0.05 * (visible.Max() - visible.Min()) + cell;
        double from = Math.Clamp(visible.Min() - space, first, last), to = Math.Clamp(visible.Max() + space, first, last);
        return to > from ? (from, to) : (first, last);
    }

    // Averages whole blocks of cells: the picture needs no more cells than the printer has dots, and the SVG stays small.
    private static (double[] X, double[] V, double[,] Values) Coarsened(PhaseSpaceField field)
    {
        int bx = Block(field.Positions.Length), bv = Block(field.Velocities.Length);
        int nx = field.Positions.Length / bx, nv = field.Velocities.Length / bv;
        double[,] values = new double[nx, nv];
        for (int i = 0; i < nx; i++)
            for (int j = 0; j < nv; j++)
            {
                double sum = 0;
                for (int k = 0; k < bx; k++)
                    for (int l = 0; l < bv; l++)
                        sum += field.Values[i * bx + k, j * bv + l];
                values[i, j] = sum / (bx * bv);
            }

        return (Centres(field.Positions, bx, nx), Centres(field.Velocities, bv, nv), values);

        static int Block(int cells) => Math.Max(1, (cells + MostCells - 1) / MostCells);

        static double[] Centres(double[] fine, int block, int count) =>
            [.. Enumerable.Range(0, count).Select(k => (fine[k * block] + fine[k * block + block - 1]) / 2)];
    }
}
