using System.Collections.Immutable;
using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>The paper's Table 1 for gamma = 0.1, 1, 5 by the phase-space sheet, by the grid and by particles: its Figures 1, 2, 3 and the distances between sheet and grid.</summary>
internal static class TableOneReport
{
    private const double FinalTime = 3, PanelWidth = 240, PanelHeight = 190, GridStep = 0.03, LogarithmicFrom = 5;
    private const int Outputs = 24; // every 1/8

    private static readonly double[] Gammas = [0.1, 1, 5];
    private static readonly double[] ProfileTimes = [0, 1, 2, 3];
    private static readonly ImmutableArray<double> Times = [.. Enumerable.Range(0, Outputs + 1).Select(k => k * FinalTime / Outputs)];
    private static readonly ProductState Initial = ProductState.UniformBox([11], [2], [-0.3], [2]);
    private static readonly GridAxis Position = new(0, 20, 400), Velocity = new(-3, 3, 600);

    /// <summary>Writes table-1.csv and figure-1, figure-2, figure-3 as png, svg, pdf.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        TableOneParticles[] particles = [.. Gammas.Select(gamma => TableOneParticles.Run(experiment, gamma, Times, gamma < LogarithmicFrom ? 0.1 : 0.02))];
        (SheetReference Sheet, GridReference Grid)[] pairs = [.. Gammas.Select(Solve)];
        File.WriteAllLines(Path.Combine(folder, "table-1.csv"),
            pairs.SelectMany(pair => Rows(pair.Sheet, pair.Grid)).Prepend("gamma,time,quantity,sheet,sheet-error-bar,grid"));
        PlotModel[][] courses = [.. pairs.Zip(particles, (pair, cloud) => Conserved(pair.Sheet, pair.Grid, cloud))];
        Save("figure-1", "Mass, momentum, energy and entropy against time for gamma = 0.1, 1, 5, of the sheet, of the grid and of particles.", Gammas.Length,
            [.. Enumerable.Range(0, courses[0].Length).SelectMany(quantity => courses.Select(course => course[quantity]))], folder);
        Save("figure-2", "h(t, v) = sup_x f for gamma = 0.1, 1, 5: at t = 0, 1, 2, 3 (darker with time): the sheet, the grid, and particles counted in boxes.", 3,
            [.. pairs.Select(pair => Profiles(pair.Sheet, "sheet")), .. pairs.Select(pair => Profiles(pair.Grid, "grid")), .. particles.Zip(Gammas, Profiles)], folder);
        Save("figure-3", "f at t = 3 for gamma = 0.1, 1, 5: the sheet, the grid, and the particles of one run.", Gammas.Length,
            [.. pairs.Select(pair => HeatMap(pair.Sheet, "sheet")), .. pairs.Select(pair => HeatMap(pair.Grid, "grid")), .. particles.Zip(Gammas, Cloud)], folder);
    }

    private static (SheetReference Sheet, GridReference Grid) Solve(double gamma)
    {
        var line = new FreeSpace(1);
        SheetReference sheet = SheetReference.Solve(Initial, line, gamma, SheetOptions.For(Initial, gamma, FinalTime), true, Position, Velocity, Times[1..], FinalTime, default);
        GridReference grid = GridReference.Solve(new GridSolver(Initial, line, gamma, new GridSolverOptions(Position, Velocity, GridStep)), Times[1..], FinalTime, default);
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

    private static PlotModel[] Conserved(SheetReference sheet, GridReference grid, TableOneParticles particles)
    {
        return
        [
            Against("(mass − 1) / 1e-15", o => 1e15 * (o.Mass - 1), true), Against("(momentum − its start) / 1e-15", o => 1e15 * o.Momentum[0], true),
            Against("energy", o => o.Energy, true), Against("entropy", o => o.Entropy, false),
        ];

        PlotModel Against(string quantity, Func<Observables, double> value, bool withParticles)
        {
            PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"gamma = {sheet.Gamma}"));
            model.Axes.Add(new LinearAxis().Styled(AxisPosition.Bottom, "time t"));
            model.Axes.Add(new LinearAxis { MinimumPadding = 0.06, MaximumPadding = 0.06 }.Styled(AxisPosition.Left, quantity));
            model.Series.Add(Line(Course(time => value(sheet.Observe(time))), FigureStyle.Blue, LineStyle.Solid));
            model.Series.Add(Line(Course(time => value(grid.Observe(time))), FigureStyle.Vermilion, LineStyle.Dash));
            if (withParticles)
            {
                model.Series.Add(new ScatterSeries
                {
                    ItemsSource = Course(time => particles.Mean(time, value)).Select(point => new ScatterPoint(point.X, point.Y)).ToList(),
                    MarkerType = MarkerType.Circle,
                    MarkerSize = 2.2,
                    MarkerFill = OxyColors.White,
                    MarkerStroke = FigureStyle.Ink,
                    MarkerStrokeThickness = 0.8,
                });
            }

            return model;

            // The momentum is shown from its start, where runs of particles differ by chance.
            IEnumerable<DataPoint> Course(Func<double, double> at) => Times.Select(time => new DataPoint(time, at(time) - (quantity.StartsWith("(mom", StringComparison.Ordinal) ? at(0) : 0)));
        }
    }

    private static PlotModel Profiles<T>(T reference, string method)
        where T : IKineticReference, IGridSolution
    {
        double[] v = Velocity.Centres();
        return Profiles(method, reference.Gamma, time => v.Zip(reference.Snapshot(time).SupProfile));
    }

    private static PlotModel Profiles(TableOneParticles particles, double gamma) => Profiles("particles", gamma, time => particles.SupProfile(time, Position, Velocity));

    private static PlotModel Profiles(string method, double gamma, Func<double, IEnumerable<(double Velocity, double Supremum)>> profile)
    {
        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"{method}, gamma = {gamma}"));
        model.Axes.Add(new LinearAxis { Minimum = -1.5, Maximum = 0.9 }.Styled(AxisPosition.Bottom, "velocity v"));
        Axis vertical = gamma < LogarithmicFrom ? new LinearAxis { Minimum = 0, Maximum = gamma < 1 ? 0.4 : 1.1 } : new LogTickAxis(0.1, 500);
        model.Axes.Add(vertical.Styled(AxisPosition.Left, "h(t, v) = sup f over x"));
        for (int k = 0; k < ProfileTimes.Length; k++)
        {
            IEnumerable<DataPoint> points = profile(ProfileTimes[k]).Where(pair => pair.Supremum > 0).Select(pair => new DataPoint(pair.Velocity, pair.Supremum));
            model.Series.Add(Line(points, FigureStyle.Shade(k, ProfileTimes.Length), LineStyle.Solid));
        }

        return model;
    }

    private static PlotModel HeatMap<T>(T reference, string method)
        where T : IKineticReference, IGridSolution
    {
        double[,] f = reference.Snapshot(FinalTime).Values!;
        PlotModel model = PhasePlane(method, reference.Gamma);
        LinearColorAxis bar = new LinearColorAxis { Palette = HeatMapPlot.Palette, Minimum = 0, Maximum = f.Cast<double>().Max(), RenderAsImage = true }.Styled(AxisPosition.Right, "f");
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

    private static PlotModel Cloud(TableOneParticles particles, double gamma)
    {
        PlotModel model = PhasePlane("particles", gamma);
        model.PlotMargins = new OxyThickness(double.NaN, double.NaN, 45, double.NaN); // as wide as beside a colour bar
        ParticleState state = particles.First(FinalTime);
        model.Series.Add(new ScatterSeries
        {
            ItemsSource = state.Positions[0].Zip(state.Velocities[0], (x, v) => new ScatterPoint(x, v)).ToList(),
            MarkerType = MarkerType.Circle,
            MarkerSize = 0.4,
            MarkerFill = FigureStyle.Ink,
        });
        return model;
    }

    private static PlotModel PhasePlane(string method, double gamma)
    {
        PlotModel model = FigureStyle.Plot(string.Create(CultureInfo.InvariantCulture, $"{method}, gamma = {gamma}, t = 3"));
        model.Axes.Add(new LinearAxis { Minimum = 5.5, Maximum = 14.5 }.Styled(AxisPosition.Bottom, "position x"));
        model.Axes.Add(new LinearAxis { Minimum = -1.5, Maximum = 0.9 }.Styled(AxisPosition.Left, "velocity v"));
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
