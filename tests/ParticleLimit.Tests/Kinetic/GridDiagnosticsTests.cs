using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Plotting;

namespace ParticleLimit.Tests;

public class GridDiagnosticsTests
{
    private static readonly ProductState TableOne = ProductState.UniformBox([11], [2], [-0.3], [2]);
    private static readonly GridSolverOptions TableOneGrid = new(new GridAxis(6, 15, 200), new GridAxis(-1.5, 0.9, 160), 0.05);

    [Fact]
    public void Looking_changes_no_bit_of_the_solution()
    {
        GridSnapshot watched = Solve(TableOneGrid with { DiagnosticSteps = 3 }, 2).Snapshot(1);
        GridSnapshot alone = Solve(TableOneGrid with { DiagnosticSteps = 0 }, 2).Snapshot(1);
        Assert.Equal(alone.Values, watched.Values);
    }

    [Fact]
    public void A_row_in_the_middle_of_a_step_is_of_second_order()
    {
        double[] errors = [.. new[] { 0.1, 0.05 }.Select(Error)];
        Assert.InRange(errors[0], 1e-7, 5e-3);
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 1.6, 2.6);

        // Against a solver with a hundredth of the step, sent to that instant: the energy, where alignment half a step ahead would be an error of first order.
        static double Error(double step)
        {
            GridReference solution = Solve(TableOneGrid with { TimeStep = step, DiagnosticSteps = 1 }, 5);
            DiagnosticsRow row = solution.Diagnostics.First(row => row.Step == 0.5 + Math.Round(0.4 / step));
            var fine = new GridSolver(TableOne, new FreeSpace(1), 5, TableOneGrid with { TimeStep = 0.005 });
            fine.AdvanceTo(row.Time);
            return Math.Abs(row.Energy - fine.Observe().Energy);
        }
    }

    [Fact]
    public void A_homogeneous_state_has_its_exact_diagnostics()
    {
        const double Gamma = 1.5;
        var state = new ProductState([new UniformMarginal(0, 2)], [new TruncatedGaussianMarginal(0.2, 0.3, -1, 1.4)]);
        var torus = new Torus([2]);
        var exact = new HomogeneousSolution(state, torus, Gamma);
        var options = new GridSolverOptions(new GridAxis(0, 2, 16), new GridAxis(-1.5, 1.9, 800), 0.1) { DiagnosticSteps = 2 };
        GridReference solution = GridReference.Solve(new GridSolver(state, torus, Gamma, options), [0.5], 1, CancellationToken.None);
        Assert.Equal(8, solution.Diagnostics.Length); // the start, the middle of every second step of ten, and the two arrivals
        foreach (DiagnosticsRow row in solution.Diagnostics)
        {
            Observables observed = exact.Observe(row.Time);
            Assert.Equal(observed.Energy, row.Energy, 1e-5);
            Assert.Equal(observed.Entropy, row.Entropy, 2e-3);
            Assert.Equal(2.4 * Math.Exp(-Gamma * 0.5 * row.Time), row.Thickness, 1e-9);
            Assert.Equal(row.Thickness / options.Velocity.Width, row.ThicknessCells, 1e-9);
            double sup = exact.Density(row.Time, [1], [0.2]);
            Assert.Equal(sup, row.Supremum, 0.01 * sup);
            Assert.Equal(1, row.Mass, 1e-13);
            Assert.True(double.IsNaN(row.PositionRadius));
        }
    }

    [Fact]
    public void Table_1_keeps_what_the_paper_says_from_row_to_row()
    {
        DiagnosticsRow[] rows = [.. Solve(TableOneGrid, 1).Diagnostics];
        Assert.True(rows.Length > 3);
        foreach ((DiagnosticsRow before, DiagnosticsRow after) in rows.Zip(rows[1..]))
        {
            Assert.True(after.Time > before.Time);
            Assert.True(after.Energy <= before.Energy && after.Entropy >= before.Entropy);
            Assert.True(after.Thickness < before.Thickness);
            Assert.Equal(before.Momentum[0], after.Momentum[0], 1e-13);
            Assert.Equal(0, after.BoundaryMass);
            Assert.InRange(after.WallMargin, 0.1, 0.3);
            Assert.InRange(after.VelocityRadius, 1.3, 1.35);
        }

        // S(0) = sup |x| = 12; to a cell and the tails of the remaps it does not grow.
        Assert.All(rows, row => Assert.InRange(row.PositionRadius, 11.9, 12.6));
    }

    [Fact]
    public void Sheet_and_grid_tell_the_same()
    {
        var options = new SheetOptions(64, 64, 0.02) { DiagnosticSteps = 5 };
        SheetReference sheet = SheetReference.Solve(TableOne, new FreeSpace(1), 1, options, extrapolate: false, TableOneGrid.Position, TableOneGrid.Velocity, [], 1, CancellationToken.None);
        DiagnosticsRow end = sheet.Diagnostics[^1], grid = Solve(TableOneGrid, 1).Diagnostics[^1];
        Assert.Equal(1, end.Time);
        Assert.Equal(grid.Energy, end.Energy, 1e-3);
        Assert.Equal(grid.Entropy, end.Entropy, 0.15);
        Assert.Equal(grid.Thickness, end.Thickness, 0.01);
        Assert.Equal(1.3, end.VelocityRadius, 1e-12);
        Assert.Equal(12, end.PositionRadius, 1e-9); // the corner (12, -1.3) meets no density on its way
        foreach ((DiagnosticsRow before, DiagnosticsRow after) in sheet.Diagnostics.Zip(sheet.Diagnostics[1..]))
        {
            Assert.True(after.Time > before.Time && after.Step > before.Step && after.TimeStep > 0);
            Assert.True(after.Energy <= before.Energy && after.Entropy >= before.Entropy && after.SquareIntegral >= before.SquareIntegral);
            Assert.InRange(after.PositionRadius, 0, before.PositionRadius + 1e-5); // u is that of 64 quads
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    public void What_leaves_stands_under_its_side(double velocity)
    {
        var options = new GridSolverOptions(new GridAxis(-1, 1, 40), new GridAxis(-2, 2, 40), 0.05, double.PositiveInfinity);
        var solver = new GridSolver(ProductState.UniformBox([0], [1], [velocity], [0.5]), new FreeSpace(1), 0, options);
        DiagnosticsRow last = GridReference.Solve(solver, [], 1, CancellationToken.None).Diagnostics[^1];
        int side = velocity > 0 ? 1 : 0;
        Assert.Equal(0.5, last.SideMasses[side], 1e-2); // half the box is beyond the end by then, up to what the cell before it holds back
        Assert.Equal(0, last.SideMasses[1 - side]);
        Assert.Equal(1, last.Mass + last.BoundaryMass, 1e-13);
    }

    [Fact]
    public void They_are_written_and_shown_in_the_report()
    {
        ExperimentSpecification specification = Specifications.Tiny(
            "reference={\"kind\":\"grid\",\"position\":{\"cells\":[12,12]},\"velocity\":{\"cells\":[12,12]},\"timeStep\":0.01,\"diagnosticSteps\":2}");
        using var folder = new TemporaryFolder();
        ReferenceSolution.Solve(specification, folder["solve"], CancellationToken.None);
        IReadOnlyList<string[]> lines = DiagnosticsFile.Read(Path.Combine(folder["solve"], "diagnostics.csv"));
        Assert.Equal("time-step-reason", lines[0][^1]);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.Equal("as given", lines[^1][^1]);
        Assert.Equal(0.1, double.Parse(lines[^1][1], System.Globalization.CultureInfo.InvariantCulture));

        var directory = new ResultsDirectory(folder["run"]);
        new ExperimentRunner(specification, directory, 1, null).Run(CancellationToken.None);
        StoredReport.Draw(directory, CancellationToken.None);
        string page = File.ReadAllText(directory.Report);
        Assert.Contains("The reference on its way", page);
        Assert.Contains("thickness-cells", page);
    }

    private static GridReference Solve(GridSolverOptions options, double gamma) =>
        GridReference.Solve(new GridSolver(TableOne, new FreeSpace(1), gamma, options), [], 1, CancellationToken.None);
}
