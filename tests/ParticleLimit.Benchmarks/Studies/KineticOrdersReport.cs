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

/// <summary>The order of each kinetic solver in space, velocity and time on the smooth state of an experiment, and on its products in d = 2 and 3.</summary>
/// <remarks>One variable is doubled again and again while the others stay. The L1 distances between the results of successive levels, averaged over the cells of
/// the coarsest, fall by 2^p where p is the order: no exact solution is needed, and what the other variables leave in both cancels.</remarks>
internal static class KineticOrdersReport
{
    private const double Tolerance = 1e-4; // of mass: coarse grids spread the tails to their walls
    private const int SheetOutput = 64; // cells each way in which sheets are compared, and frames along v
    private const string MovingFrame = "moving frame";

    private static readonly ImmutableArray<string> Variables = ["space", "velocity", "time"];

    // Cells along x and v, and steps: of the coarsest level in the variable that is refined, and of all levels in the others.
    private static readonly Study[] Studies =
    [
        new("grid", 1, [4, 4, 4], [32, 32, 1], [128, 128, 10]),
        new("grid", 2, [4, 4, 4], [12, 12, 1], [16, 16, 5]) { WhileSteps = (72, 72) },
        new("grid", 3, [3, 3, 3], [12, 12, 1], [12, 8, 2]) { WhileSteps = (24, 24) }, // with fewer than 12 cells along x more mass leaves than may
        new(MovingFrame, 1, [4, 4, 4], [64, 12, 2], [256, 192, 8]),
        new(MovingFrame, 2, [4, 4, 4], [16, 8, 1], [48, 32, 4]),
        new("sheet", 1, [4, 4, 4], [16, 16, 1], [64, 64, 20]),
        new("upwind", 1, [4, 4, 4], [50, 50, 125], [100, 100, 1000]),
    ];

    /// <summary>Writes kinetic-orders.csv and kinetic-orders.png, .svg, .pdf.</summary>
    public static void Write(string experiment, string folder)
    {
        Directory.CreateDirectory(folder);
        ExperimentSpecification specification = SpecificationReader.Read(experiment, []);
        Line[] lines = [.. Studies.SelectMany(study => Variables.Select(variable => Refine(specification, study, variable)))];
        File.WriteAllLines(Path.Combine(folder, "kinetic-orders.csv"),
        [
            "scheme,dimension,variable,coarse,fine,l1-difference,order,energy-difference,order",
            .. lines.SelectMany(line => line.Differences.Select((difference, k) =>
            {
                int coarse = line.Study.Resolution(line.Variable, k)[Variables.IndexOf(line.Variable)];
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{line.Study.Scheme},{line.Study.Dimension},{line.Variable},{coarse},{2 * coarse},{difference:g3},{Order(line.Differences, k)},{line.Energies[k]:g3},{Order(line.Energies, k)}");
            })),
        ]);
        const double width = FigureStyle.ColumnWidth, height = FigureStyle.PlotHeight + 8 * FigureStyle.LegendLine;
        var file = new FigureFile(
            "kinetic-orders", "L1 distance of f between a resolution and twice that resolution, one variable refined at a time, smooth data", "Of what order are the solvers?");
        FigureWriter.Write(
            new Figure(file, 3 * width, height,
                [.. Variables.Select((variable, k) => (Plot(variable, [.. lines.Where(line => line.Variable == variable)]), new OxyRect(k * width, 0, width, height)))]),
            folder);
    }

    /// <summary>The order that a difference and the one before it show; nothing for the first.</summary>
    private static string Order(double[] differences, int k) =>
        k == 0 ? "" : Math.Log2(differences[k - 1] / differences[k]).ToString("f2", CultureInfo.InvariantCulture);

    private static Line Refine(ExperimentSpecification specification, Study study, string variable)
    {
        int levels = study.Levels[Variables.IndexOf(variable)];
        double[] differences = new double[levels - 1], energies = new double[levels - 1];
        (double[,] Masses, double Energy)? before = null;
        for (int level = 0; level < levels; level++)
        {
            (double[,] Masses, double Energy) now = Solve(specification, study, study.Resolution(variable, level), variable == "time" ? 1 : 1 << level, variable);
            if (before is var (masses, energy))
            {
                differences[level - 1] = Distance(masses, now.Masses);
                energies[level - 1] = Math.Abs(now.Energy - energy);
            }

            before = now;
            GC.Collect(); // the grids of a level may be gigabytes
        }

        return new Line(study, variable, differences, energies);
    }

    /// <summary>The masses of the cells of the coarsest level at the final time, and the energy.</summary>
    private static (double[,] Masses, double Energy) Solve(ExperimentSpecification specification, Study study, int[] resolution, int ratio, string variable)
    {
        int d = study.Dimension;
        var one = (ProductState)specification.Initial;
        var initial = new ProductState([.. Enumerable.Repeat(one.Positions[0], d)], [.. Enumerable.Repeat(one.Velocities[0], d)]);
        double time = specification.FinalTime, step = time / resolution[2];
        bool isSheet = study.Scheme == "sheet", isFrame = study.Scheme == MovingFrame;
        GridAxis x = Axis(specification.Reference.Position!, isSheet ? SheetOutput : resolution[0]);
        GridAxis v = Axis(specification.Reference.Velocity!, isSheet || isFrame ? SheetOutput : resolution[1]);
        if (isSheet)
        {
            SheetReference sheet = SheetReference.Solve(
                initial, specification.Domain, specification.Gamma, new SheetOptions(resolution[0], resolution[1], step), false, x, v, [time], time, default);
            return (Masses(sheet.Snapshot(time).Values!, [x.Cells], [v.Cells], 1, 1, x.Width * v.Width), sheet.Observe(time).Energy);
        }

        var options = new GridSolverOptions([.. Enumerable.Repeat(x, d)], [.. Enumerable.Repeat(v, d)], step, Tolerance);
        IGridSolver solver = study.Scheme switch
        {
            "upwind" => new UpwindSolver(initial, specification.Domain, specification.Gamma, options),
            MovingFrame => new MovingFrameSolver(initial, new FreeSpace(d), specification.Gamma, options with { FrameCells = resolution[1] }),
            _ => new GridSolver(initial, new FreeSpace(d), specification.Gamma, options),
        };
        solver.AdvanceTo(time);
        double[,] masses = Masses(
            solver.Values(), [.. Enumerable.Repeat(x.Cells, d)], [.. Enumerable.Repeat(v.Cells, d)], variable == "space" ? ratio : 1, variable == "velocity" && !isFrame ? ratio : 1,
            Math.Pow(x.Width * v.Width, d));
        return (masses, solver.Observe().Energy);
    }

    private static double Distance(double[,] a, double[,] b)
    {
        double sum = 0;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            double row = 0;
            for (int j = 0; j < a.GetLength(1); j++) row += Math.Abs(a[i, j] - b[i, j]);
            sum += row;
        }

        return sum;
    }

    private static GridAxis Axis(AxisSpecification axis, int cells) => new(axis.From!.Value[0], axis.To!.Value[0], cells);

    /// <summary>Adds up the masses of so many fine cells along each axis.</summary>
    private static double[,] Masses(double[,] f, int[] positions, int[] velocities, int perPosition, int perVelocity, double volume)
    {
        if (perPosition == 1 && perVelocity == 1) // in place: a grid in d = 3 is large
        {
            for (int i = 0; i < f.GetLength(0); i++)
                for (int j = 0; j < f.GetLength(1); j++) f[i, j] *= volume;
            return f;
        }

        (int[] x, int rows) = Coarse(positions, perPosition);
        (int[] v, int columns) = Coarse(velocities, perVelocity);
        var masses = new double[rows, columns];
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < v.Length; j++) masses[x[i], v[j]] += f[i, j] * volume;
        return masses;
    }

    /// <summary>The number of the coarse cell for each fine one, in the order of the solver's own numbers.</summary>
    private static (int[] Of, int Count) Coarse(int[] cells, int ratio)
    {
        var of = new int[cells.Aggregate(1, (product, n) => product * n)];
        for (int cell = 0; cell < of.Length; cell++)
        {
            int rest = cell, stride = 1;
            for (int k = cells.Length - 1; k >= 0; k--)
            {
                of[cell] += rest % cells[k] / ratio * stride;
                rest /= cells[k];
                stride *= cells[k] / ratio;
            }
        }

        return (of, of.Max() + 1);
    }

    private static PlotModel Plot(string variable, Line[] lines)
    {
        PlotModel model = FigureStyle.Plot(variable);
        int axis = Variables.IndexOf(variable);
        double[] all = [.. lines.SelectMany(line => line.Differences)];
        int[] sizes = [.. lines.SelectMany(line => line.Differences.Select((_, k) => line.Study.Resolution(variable, k)[axis]))];
        model.Axes.Add(new LogTickAxis(sizes.Min() / 1.5, sizes.Max() * 1.5).Styled(AxisPosition.Bottom, variable switch
        {
            "space" => "cells along x, the coarser of the two",
            "velocity" => "cells along v, the coarser of the two",
            _ => "steps, the fewer of the two",
        }));
        model.Axes.Add(new LogTickAxis(all.Min() / 2, all.Max() * 2).Styled(AxisPosition.Left, "L1 difference of f"));
        model.Legends.Add(FigureStyle.LegendBelow());
        for (int s = 0; s < lines.Length; s++)
        {
            OxyColor colour = lines[s].Study.Scheme switch { "grid" => FigureStyle.Blue, "sheet" => FigureStyle.Vermilion, MovingFrame => FigureStyle.Ink, _ => FigureStyle.Grey };
            model.Series.Add(new LineSeries
            {
                Title = $"{lines[s].Study.Scheme}, d = {lines[s].Study.Dimension}",
                ItemsSource = lines[s].Differences.Select((difference, k) => new DataPoint(lines[s].Study.Resolution(variable, k)[axis], difference)).ToList(),
                Color = colour,
                StrokeThickness = 1,
                LineStyle = FigureStyle.Dash(s),
                MarkerType = FigureStyle.Marker(s),
                MarkerSize = 3,
                MarkerFill = colour,
                MarkerStroke = colour,
                MarkerStrokeThickness = 1,
            });
        }

        int[] ends = [sizes.Min(), sizes.Max()];
        double height = all.Max();
        model.Series.Add(new LineSeries
        {
            Title = "second order",
            ItemsSource = ends.Select(n => new DataPoint(n, height * Math.Pow((double)ends[0] / n, 2))).ToList(),
            Color = OxyColors.Black,
            StrokeThickness = 0.75,
            LineStyle = LineStyle.Dot,
        });
        return model;
    }

    /// <summary>How much the results of successive levels differ, in f and in energy.</summary>
    private sealed record Line(Study Study, string Variable, double[] Differences, double[] Energies);

    /// <summary>The resolutions of a scheme: cells along x, cells along v (labels of a sheet, cells of a frame), steps.</summary>
    /// <param name="Scheme">grid, moving frame, sheet or upwind.</param>
    /// <param name="Dimension">d.</param>
    /// <param name="Levels">For each variable, how many resolutions, each twice the one before.</param>
    /// <param name="Coarsest">The first of them.</param>
    /// <param name="Others">What a variable has while another is refined.</param>
    private sealed record Study(string Scheme, int Dimension, int[] Levels, int[] Coarsest, int[] Others)
    {
        /// <summary>Cells along x and v while the step is refined, where they are not those of <see cref="Others"/>.</summary>
        public (int Position, int Velocity)? WhileSteps { get; init; }

        public int[] Resolution(string variable, int level) => variable switch
        {
            "space" => [Coarsest[0] << level, Others[1], Others[2]],
            "velocity" => [Others[0], Coarsest[1] << level, Others[2]],
            _ => [WhileSteps?.Position ?? Others[0], WhileSteps?.Velocity ?? Others[1], Coarsest[2] << level],
        };
    }
}
