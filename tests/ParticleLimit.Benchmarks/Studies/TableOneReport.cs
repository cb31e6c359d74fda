using System.Collections.Immutable;
using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>The paper's Table 1 for gamma = 0.1, 1, 5 by the phase-space sheet and by the grid: its Figures 1, 2, 3 and the distances between the two.</summary>
internal static class TableOneReport
{
    private const double FinalTime = 3, PanelWidth = 240, PanelHeight = 190, GridStep = 0.03, LogarithmicFrom = 5;
    private const int Outputs = 24; // every 1/8

    private static readonly double[] Gammas = [0.1, 1, 5];
    private static readonly double[] ProfileTimes = [0, 1, 2, 3];
    private static readonly ProductState Initial = ProductState.UniformBox([11], [2], [-0.3], [2]);
    private static readonly GridAxis Position = new(0, 20, 400), Velocity = new(-3, 3, 600);

    /// <summary>Writes table-1.csv and figure-1, figure-2, figure-3 as png, svg, pdf.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        (SheetReference Sheet, GridReference Grid)[] pairs = [.. Gammas.Select(Solve)];
        File.WriteAllLines(Path.Combine(folder, "table-1.csv"),
            pairs.SelectMany(pair => Rows(pair.Sheet, pair.Grid)).Prepend("gamma,time,quantity,sheet,sheet-error-bar,grid"));
        Save("figure-1", "Mass, momentum, energy and entropy against time, gamma = 1, of the sheet and of the grid.", 2, Conserved(pairs[1].Sheet, pairs[1].Grid), folder);
        Save("figure-2", "h(t, v) = sup_x f for gamma = 0.1, 1, 5: at t = 0, 1, 2, 3 (darker with time): above the sheet, below the grid.", 3,
            [.. pairs.Select(pair => Profiles(pair.Sheet, "sheet")), .. pairs.Select(pair => Profiles(pair.Grid, "grid"))], folder);
        Save("figure-3", "f at t = 3 for gamma = 0.1 and 5: above the sheet, below the grid.", 2,
            [HeatMap(pairs[0].Sheet, "sheet"), HeatMap(pairs[2].Sheet, "sheet"), HeatMap(pairs[0].Grid, "grid"), HeatMap(pairs[2].Grid, "grid")], folder);
    }

    private static (SheetReference Sheet, GridReference Grid) Solve(double gamma)
    {
        var line = new FreeSpace(1);
        ImmutableArray<double> times = [.. Enumerable.Range(1, Outputs).Select(k => k * FinalTime / Outputs)];
        SheetReference sheet = SheetReference.Solve(Initial, line, gamma, SheetOptions.For(Initial, gamma, FinalTime), true, Position, Velocity, times, FinalTime, default);
        GridReference grid = GridReference.Solve(new GridSolver(Initial, line, gamma, new GridSolverOptions(Position, Velocity, GridStep)), times, FinalTime, default);
        return (sheet, grid);
    }

    private static IEnumerable<string> Rows(SheetReference sheet, GridReference grid)
    {
        foreach (double time in ProfileTimes.Skip(1))
        {
            (GridSnapshot own, GridSnapshot other) = (sheet.Snapshot(time), grid.Snapshot(time));
            (double energy, double entropy) = sheet.ErrorBar(time);
            yield return Row("mass", own.Observables.Mass, double.NaN, other.Observables.Mass);
            yield return Row("momentum", own.Observables.Momentum[0], double.NaN, other.Observables.Momentum[0]);
            yield return Row("energy", own.Observables.Energy, energy, other.Observables.Energy);
            yield return Row("entropy", own.Observables.Entropy, entropy, other.Observables.Entropy);
            yield return Row("sup f", sheet.Supremum(time), double.NaN, other.SupProfile.Max());
            yield return Row("velocity radius", own.Observables.VelocityRadius, double.NaN, other.Observables.VelocityRadius);
            double density = own.Density.Zip(other.Density, (a, b) => Math.Abs(a - b)).Sum() * Position.Width;
            double values = own.Values!.Cast<double>().Zip(other.Values!.Cast<double>(), (a, b) => Math.Abs(a - b)).Sum() * Position.Width * Velocity.Width;
            yield return Row("L1 distance of rho from the sheet", 0, sheet.DensityErrorBar(time), density);
            yield return Row("L1 distance of f from the sheet", 0, double.NaN, values);

            string Row(string quantity, double first, double bar, double second) =>
                string.Create(CultureInfo.InvariantCulture, $"{sheet.Gamma},{time},{quantity},{first:G9},{bar:G3},{second:G9}");
        }
    }

    private static PlotModel[] Conserved(SheetReference sheet, GridReference grid)
    {
        double[] times = [.. Enumerable.Range(0, Outputs + 1).Select(k => k * FinalTime / Outputs)];
        return
        [
            Against("(mass − 1) / 1e-15", o => 1e15 * (o.Mass - 1)), Against("(momentum + 0.3) / 1e-15", o => 1e15 * (o.Momentum[0] + 0.3)),
            Against("energy", o => o.Energy), Against("entropy", o => o.Entropy),
        ];

        PlotModel Against(string quantity, Func<Observables, double> value)
        {
            PlotModel model = FigureStyle.Plot("sheet solid, grid dashed");
            model.Axes.Add(new LinearAxis().Styled(AxisPosition.Bottom, "time t"));
            model.Axes.Add(new LinearAxis().Styled(AxisPosition.Left, quantity));
            model.Series.Add(Line(times.Select(time => new DataPoint(time, value(sheet.Observe(time)))), FigureStyle.Blue, LineStyle.Solid));
            model.Series.Add(Line(times.Select(time => new DataPoint(time, value(grid.Observe(time)))), FigureStyle.Vermilion, LineStyle.Dash));
            return model;
        }
    }

    private static PlotModel Profiles<T>(T reference, string method)
        where T : IKineticReference, IGridSolution
    {
        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"{method}, gamma = {reference.Gamma}"));
        model.Axes.Add(new LinearAxis { Minimum = -1.5, Maximum = 0.9 }.Styled(AxisPosition.Bottom, "velocity v"));
        Axis vertical = reference.Gamma < LogarithmicFrom ? new LinearAxis { Minimum = 0, Maximum = reference.Gamma < 1 ? 0.4 : 1.1 } : new LogTickAxis(0.1, 500);
        model.Axes.Add(vertical.Styled(AxisPosition.Left, "h(t, v) = sup f over x"));
        double[] v = Velocity.Centres();
        for (int k = 0; k < ProfileTimes.Length; k++)
        {
            double[] h = reference.Snapshot(ProfileTimes[k]).SupProfile;
            IEnumerable<DataPoint> points = v.Zip(h).Where(pair => pair.Second > 0).Select(pair => new DataPoint(pair.First, pair.Second));
            model.Series.Add(Line(points, FigureStyle.Shade(k, ProfileTimes.Length), LineStyle.Solid));
        }

        return model;
    }

    private static PlotModel HeatMap<T>(T reference, string method)
        where T : IKineticReference, IGridSolution
    {
        double[,] f = reference.Snapshot(FinalTime).Values!;
        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"{method}, gamma = {reference.Gamma}, t = 3"));
        model.Axes.Add(new LinearAxis { Minimum = 5.5, Maximum = 14.5 }.Styled(AxisPosition.Bottom, "position x"));
        model.Axes.Add(new LinearAxis { Minimum = -1.5, Maximum = 0.9 }.Styled(AxisPosition.Left, "velocity v"));
        LinearColorAxis bar = new LinearColorAxis { Palette = PhaseSpaceFigure.Palette, Minimum = 0, Maximum = f.Cast<double>().Max(), RenderAsImage = true }.Styled(AxisPosition.Right, "f");
        bar.TickStyle = TickStyle.Outside;
        bar.MajorTickSize = 12; // the width of the bar
        bar.MinorTickSize = 0;
        model.Axes.Add(bar);
        model.Series.Add(new HeatMapSeries
        {
            X0 = Position.Centre(0),
            X1 = Position.Centre(Position.Cells - 1),
            Y0 = Velocity.Centre(0),
            Y1 = Velocity.Centre(Velocity.Cells - 1),
            Data = f,
            Interpolate = false,
            RenderMethod = HeatMapRenderMethod.Bitmap,
        });
        return model;
    }

    private static LineSeries Line(IEnumerable<DataPoint> points, OxyColor colour, LineStyle dash) =>
        new() { ItemsSource = points.ToList(), Color = colour, StrokeThickness = 1.2, LineStyle = dash };

    private static void Save(string name, string caption, int columns, PlotModel[] panels, string folder)
    {
        int rows = (panels.Length + columns - 1) / columns;
        var file = new FigureFile(name, caption, "Does the grid follow the solution?");
        FigureWriter.Write(
            new Figure(file, columns * PanelWidth, rows * PanelHeight,
                [.. panels.Select((model, k) => (model, new OxyRect(k % columns * PanelWidth, k / columns * PanelHeight, PanelWidth, PanelHeight)))]),
            folder);
    }
}
