using System.Collections.Immutable;
using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Benchmarks;

/// <summary>The momentum that the paper's scheme loses in the run of Table 1: against dx, dv, dt, gamma and the frame, and beside what its fluxes say.</summary>
/// <remarks>The fluxes say d(int rho u dx)/dt = gamma (dv/2) int rho (rho_above - rho_below) dx, with the densities of what is faster and slower than u.</remarks>
internal static class PaperSchemeReport
{
    private const double FinalTime = 3, PaperStep = 1e-4, PaperVelocity = -0.3;
    private const int Outputs = 48;

    private static readonly ImmutableArray<double> Times = [.. Enumerable.Range(1, Outputs).Select(k => k * FinalTime / Outputs)];

    private static readonly Case[] Cases =
    [
        new("Table 1", 400, 600, PaperStep, 1, PaperVelocity),
        new("dv x 2", 400, 300, PaperStep, 1, PaperVelocity),
        new("dv / 2", 400, 1200, PaperStep, 1, PaperVelocity),
        new("dx x 2", 200, 600, PaperStep, 1, PaperVelocity),
        new("dx / 2", 800, 600, PaperStep, 1, PaperVelocity),
        new("dt x 10", 400, 600, 10 * PaperStep, 1, PaperVelocity),
        new("gamma = 0.1", 400, 600, PaperStep, 0.1, PaperVelocity),
        new("gamma = 5", 400, 600, PaperStep, 5, PaperVelocity),
        new("at rest", 400, 600, PaperStep, 1, 0),
        new("opposite", 400, 600, PaperStep, 1, -PaperVelocity),
    ];

    /// <summary>Writes paper-scheme.csv, and paper-scheme and paper-figure-1 as png, svg, pdf.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var drifts = new Drift[Cases.Length];
        for (int k = 0; k < Cases.Length; k++) drifts[k] = Solve(Cases[k]);
        GridReference strang = GridReference.Solve(
            new GridSolver(Initial(PaperVelocity), new FreeSpace(1), 1, Cases[0].Options with { TimeStep = 0.03 }), Times, FinalTime, default);
        File.WriteAllLines(Path.Combine(folder, "paper-scheme.csv"),
        [
            "case,position-cells,velocity-cells,dt,gamma,velocity-centre,time,momentum-drift,drift-by-fluxes,energy,entropy",
            .. Cases.Zip(drifts).SelectMany(pair => pair.Second.Rows(pair.First)),
            .. Times.Select(time => string.Create(
                CultureInfo.InvariantCulture, $"grid solver,400,600,0.03,1,-0.3,{time},{Change(strang, time):g5},0,{strang.Observe(time).Energy:g8},{strang.Observe(time).Entropy:g8}")),
        ]);
        WriteFirstFigure(drifts[0], strang, folder);
        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 5 * FigureStyle.LegendLine;
        var file = new FigureFile("paper-scheme", "Momentum lost by the paper's upwind scheme, gamma = 1: measured (lines) and as its fluxes say (markers).", "Where does the momentum go?");
        FigureWriter.Write(
            new Figure(file, 2 * width, height,
            [
                (Plot("refined", drifts, [1, 0, 2, 4], strang), new OxyRect(0, 0, width, height)),
                (Plot("the same problem in other frames", drifts, [0, 8, 9], strang), new OxyRect(width, 0, width, height)),
            ]),
            folder);
    }

    // The paper's Figure 1, gamma = 1: by its scheme, by the grid solver on the same cells, and by the phase-space sheet, which is as good as exact here.
    private static void WriteFirstFigure(Drift upwind, GridReference grid, string folder)
    {
        ProductState initial = Initial(PaperVelocity);
        SheetReference sheet = SheetReference.Solve(
            initial, new FreeSpace(1), 1, SheetOptions.For(initial, 1, FinalTime), true, Cases[0].Options.Position, Cases[0].Options.Velocity, Times, FinalTime, default);
        double[] times = [0, .. Times];
        PlotModel[] panels =
        [
            Panel("1e15 (mass − 1)", o => 1e15 * (o.Mass - 1)), Panel("1e5 (momentum − its start)", o => 1e5 * (o.Momentum[0] - PaperVelocity)),
            Panel("energy", o => o.Energy), Panel("entropy", o => o.Entropy),
        ];
        const double width = FigureStyle.ColumnWidth, height = 190 + 3 * FigureStyle.LegendLine;
        var file = new FigureFile("paper-figure-1", "The paper's Figure 1, gamma = 1, by its scheme and by ours.", "What of it is the scheme's?");
        FigureWriter.Write(new Figure(file, 2 * width, 2 * height, [.. panels.Select((panel, k) => (panel, new OxyRect(k % 2 * width, k / 2 * height, width, height)))]), folder);

        PlotModel Panel(string quantity, Func<Observables, double> value)
        {
            PlotModel model = FigureStyle.Plot("Table 1, gamma = 1");
            model.Axes.Add(new LinearAxis { Minimum = 0, Maximum = FinalTime }.Styled(AxisPosition.Bottom, "time t"));
            model.Axes.Add(new LinearAxis { MinimumPadding = 0.06, MaximumPadding = 0.06 }.Styled(AxisPosition.Left, quantity));
            model.Legends.Add(FigureStyle.LegendBelow());
            Add("the paper's scheme, upwind, 400 x 600, dt = 1e-4", upwind.Observed, FigureStyle.Vermilion, LineStyle.Dash);
            Add("grid solver, 400 x 600, dt = 0.03", times.Select(grid.Observe), FigureStyle.Ink, LineStyle.Dot);
            Add("phase-space sheet", times.Select(sheet.Observe), FigureStyle.Blue, LineStyle.Solid);
            return model;

            void Add(string title, IEnumerable<Observables> observed, OxyColor colour, LineStyle style) => model.Series.Add(new LineSeries
            {
                Title = title,
                ItemsSource = times.Zip(observed, (time, o) => new DataPoint(time, value(o))).ToList(),
                Color = colour,
                LineStyle = style,
                StrokeThickness = 1.2,
            });
        }
    }

    private static ProductState Initial(double velocity) => ProductState.UniformBox([11], [2], [velocity], [2]);

    private static Drift Solve(Case run)
    {
        GridReference reference = GridReference.Solve(new UpwindSolver(Initial(run.Velocity), new FreeSpace(1), run.Gamma, run.Options), Times, FinalTime, default);
        double[] measured = [.. Times.Prepend(0).Select(time => Change(reference, time))];
        double[] rates = [.. Times.Prepend(0).Select(time => UpwindMomentum.Rate(reference, time))];
        var predicted = new double[rates.Length];
        for (int k = 1; k < rates.Length; k++) predicted[k] = predicted[k - 1] + FinalTime / Outputs * (rates[k - 1] + rates[k]) / 2;
        return new Drift(measured, predicted, [.. Times.Prepend(0).Select(reference.Observe)]);
    }

    private static double Change(GridReference reference, double time) => reference.Observe(time).Momentum[0] - reference.Observe(0).Momentum[0];

    private static PlotModel Plot(string title, Drift[] drifts, int[] shown, GridReference strang)
    {
        PlotModel model = FigureStyle.Plot(title);
        model.Axes.Add(new LinearAxis { Minimum = 0, Maximum = FinalTime }.Styled(AxisPosition.Bottom, "time t"));
        model.Axes.Add(new LinearAxis().Styled(AxisPosition.Left, "1e5 (momentum − momentum at t = 0)"));
        model.Legends.Add(FigureStyle.LegendBelow());
        double[] times = [0, .. Times];
        for (int s = 0; s < shown.Length; s++)
        {
            (Case run, Drift drift) = (Cases[shown[s]], drifts[shown[s]]);
            model.Series.Add(new LineSeries
            {
                Title = string.Create(CultureInfo.InvariantCulture, $"{run.PositionCells} x {run.VelocityCells}, dt = 1e-4, centre v = {run.Velocity}"),
                ItemsSource = times.Zip(drift.Measured, (time, value) => new DataPoint(time, 1e5 * value)).ToList(),
                Color = FigureStyle.Shade(s, shown.Length),
                StrokeThickness = 1.2,
                LineStyle = FigureStyle.Dash(s),
            });
            model.Series.Add(new LineSeries
            {
                ItemsSource = times.Zip(drift.Predicted, (time, value) => new DataPoint(time, 1e5 * value)).Where((_, k) => k % 6 == 0).ToList(),
                Color = OxyColors.Transparent,
                MarkerType = FigureStyle.Marker(s),
                MarkerSize = 2.5,
                MarkerFill = FigureStyle.Shade(s, shown.Length),
            });
        }

        model.Series.Add(new LineSeries
        {
            Title = "grid solver, 400 x 600, dt = 0.03",
            ItemsSource = times.Select(time => new DataPoint(time, 1e5 * Change(strang, time))).ToList(),
            Color = FigureStyle.Grey,
            StrokeThickness = 0.75,
        });
        return model;
    }

    /// <summary>A run of the scheme.</summary>
    private sealed record Case(string Name, int PositionCells, int VelocityCells, double Step, double Gamma, double Velocity)
    {
        public GridSolverOptions Options => new(new GridAxis(0, 20, PositionCells), new GridAxis(-3, 3, VelocityCells), Step);
    }

    /// <summary>What became of its momentum, at time 0 and the output times.</summary>
    private sealed record Drift(double[] Measured, double[] Predicted, Observables[] Observed)
    {
        public IEnumerable<string> Rows(Case run) => Enumerable.Range(1, Outputs).Select(k => string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Name},{run.PositionCells},{run.VelocityCells},{run.Step},{run.Gamma},{run.Velocity},{Times[k - 1]},{Measured[k]:g5},{Predicted[k]:g5},{Observed[k].Energy:g8},{Observed[k].Entropy:g8}"));
    }
}
