using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class GridFocusTests
{
    private static readonly MonoKineticState Focusing = new([new UniformMarginal(-1, 1)], new MinusIdentityField());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Minus_x_is_foreseen_and_left_before_its_focus_at_1(double gamma)
    {
        string? warning = null;
        GridReference solution = Solve(Focusing, gamma, 400, 0.02, 1.5, text => warning = text);

        GridStop stop = Assert.IsType<GridStop>(solution.Stop);
        Assert.InRange(stop.Time, 0.93, 0.99);
        Assert.Equal(1, stop.Forecast!.Value, 0.01);
        Assert.Contains("focus near t = 1", warning);
        Assert.Throws<ArgumentOutOfRangeException>(() => solution.Advance(0, 1.5, [[0.5]], [[-0.5]]));

        // Up to there the grid did hold it: rho0(x / (1 - t)) / (1 - t), in the cells of the grid.
        GridSnapshot last = solution.Snapshot(stop.Time);
        double error = 0, mass = 0, radius = 1 - stop.Time;
        for (int i = 0; i < last.Density.Length; i++)
        {
            double exact = (Math.Clamp(solution.Position.Face(i + 1), -radius, radius) - Math.Clamp(solution.Position.Face(i), -radius, radius)) / (2 * radius);
            error += Math.Abs(last.Density[i] * solution.Position.Width - exact);
            mass += last.Density[i] * solution.Position.Width;
        }

        Assert.Equal(1, mass, 1e-13);
        Assert.InRange(error, 0, 0.3); // of a peak of six cells one is at an edge on each side
        Assert.Equal(0, last.Observables.Momentum[0], 1e-13);
    }

    [Fact]
    public void A_finer_grid_goes_nearer_to_the_focus()
    {
        double[] left = [.. new[] { 100, 200, 400 }.Select(cells => 1 - Solve(Focusing, 1, cells, 0.005, 1.2, null).Stop!.Time)];
        Assert.True(left[0] > left[1] && left[1] > left[2]);
        Assert.InRange(left[0] / left[2], 1.7, 4.3);
    }

    [Fact]
    public void A_sine_wave_is_foreseen_to_break_at_its_crossing_time()
    {
        var state = new MonoKineticState([new UniformMarginal(0, 1)], new SineField(0.2, 2 * Math.PI));
        var options = new GridSolverOptions(new GridAxis(0, 1, 400), new GridAxis(-0.25, 0.25, 400), 0.01);
        GridReference solution = GridReference.Solve(new GridSolver(state, new Torus([1]), 0.5, options), [], 1.5, CancellationToken.None);
        Assert.Equal(state.Field.CrossingTime, solution.Stop!.Forecast!.Value, 0.03 * state.Field.CrossingTime);
        Assert.InRange(solution.Stop.Time, 0.8 * state.Field.CrossingTime, 1.1 * state.Field.CrossingTime);
    }

    [Fact]
    public void The_plane_focuses_too()
    {
        var state = new MonoKineticState([new UniformMarginal(-1, 1), new UniformMarginal(-1, 1)], new MinusIdentityField());
        var x = new GridAxis(-1.2, 1.2, 48);
        var options = new GridSolverOptions([x, x], [x, x], 0.02);
        GridReference solution = GridReference.Solve(new GridSolver(state, new FreeSpace(2), 1, options), [], 1.5, CancellationToken.None);
        Assert.InRange(solution.Stop!.Time, 0.7, 0.95);
        Assert.Equal(1, solution.Stop.Forecast!.Value, 0.02);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(5)]
    public void Warm_flows_and_streams_that_pass_are_left_alone(double gamma)
    {
        ProductState table = ProductState.UniformBox([11], [2], [-0.3], [2]);
        var options = new GridSolverOptions(new GridAxis(0, 20, 200), new GridAxis(-3, 3, 200), 0.05);
        Assert.Null(GridReference.Solve(new GridSolver(table, new FreeSpace(1), gamma, options), [], 3, default, Unwanted).Stop);

        var left = ProductState.UniformBox([-1], [1.5], [0.5], [0.1]);
        var right = ProductState.UniformBox([1], [1.5], [-0.5], [0.1]);
        var passing = new MixtureState([0.5, 0.5], [left, right]);
        options = new GridSolverOptions(new GridAxis(-3, 3, 300), new GridAxis(-0.7, 0.7, 200), 0.02);
        Assert.Null(GridReference.Solve(new GridSolver(passing, new FreeSpace(1), gamma / 50, options), [], 3, default, Unwanted).Stop);

        static void Unwanted(string text) => Assert.Fail(text);
    }

    [Fact]
    public void A_solver_that_is_stopped_is_where_one_is_that_was_sent_there()
    {
        ProductState table = ProductState.UniformBox([11], [2], [-0.3], [2]);
        var options = new GridSolverOptions(new GridAxis(8, 14, 100), new GridAxis(-1.4, 0.8, 100), 0.0625);
        var stopped = new GridSolver(table, new FreeSpace(1), 2, options);
        stopped.AdvanceTo(1, time =>
        {
            if (time > 0.4) stopped.Stop();
        });
        var sent = new GridSolver(table, new FreeSpace(1), 2, options);
        sent.AdvanceTo(0.4375);
        Assert.Equal(sent.Time, stopped.Time);
        Assert.Equal(sent.Values(), stopped.Values());
        stopped.AdvanceTo(1);
        sent.AdvanceTo(1);
        Assert.Equal(sent.Values(), stopped.Values());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_mono_kinetic_state_is_smeared_with_its_mass_and_momentum(int dimension)
    {
        var state = new MonoKineticState([.. Enumerable.Repeat(new UniformMarginal(-0.9, 1.1), dimension)], new MinusIdentityField());
        var axis = new GridAxis(-1.5, 1.5, 30);
        var options = new GridSolverOptions([.. Enumerable.Repeat(axis, dimension)], [.. Enumerable.Repeat(axis, dimension)], 0.1);
        Observables observed = new GridSolver(state, new FreeSpace(dimension), 1, options).Observe();
        Assert.Equal(1, observed.Mass, 1e-13);
        for (int k = 0; k < dimension; k++) Assert.Equal(-0.1, observed.Momentum[k], 1e-13);
        Assert.InRange(observed.Temperature - state.Temperature, 0, dimension * axis.Width * axis.Width / 2);
    }

    [Fact]
    public void What_there_is_up_to_the_end_is_written()
    {
        string[] overrides = ["finalTime=1.2", "times=[0.5,1.2]", "reference={\"kind\":\"grid\",\"position\":{\"cells\":[200]},\"velocity\":{\"cells\":[200]},\"timeStep\":0.02}"];
        ExperimentSpecification specification = SpecificationReader.Read(Repository.Experiment("mono-kinetic-blow-up"), [.. overrides]);
        using var folder = new TemporaryFolder();
        var stopped = Assert.Throws<ReferenceStoppedException>(() => ReferenceSolution.Solve(specification, folder["solve"], CancellationToken.None));
        double end = ((GridReference)stopped.Reference).Stop!.Time;
        Assert.Contains("no longer holds the solution", stopped.Message);
        string[] times = [.. File.ReadLines(Path.Combine(folder["solve"], "observables.csv")).Skip(1).Select(line => line.Split(',')[0]).Distinct()];
        Assert.Equal(["0", "0.5", end.ToString("R", System.Globalization.CultureInfo.InvariantCulture)], times);
        Assert.Equal(end, ReferenceFields.Read(Path.Combine(folder["solve"], "fields.h5"))[^1].Time);

        var directory = new ResultsDirectory(folder["run"]);
        Assert.Throws<ReferenceStoppedException>(() => new ExperimentRunner(specification, directory, 1, null).Run(CancellationToken.None));
        Assert.Equal(end, ReferenceFields.Read(directory.Fields)[^1].Time);
        Assert.True(File.Exists(directory.Manifest));
    }

    private static GridReference Solve(InitialState state, double gamma, int cells, double step, double finalTime, Action<string>? warn)
    {
        var options = new GridSolverOptions(new GridAxis(-1.2, 1.2, cells), new GridAxis(-1.2, 1.2, 600), step);
        return GridReference.Solve(new GridSolver(state, new FreeSpace(1), gamma, options), [0.5], finalTime, CancellationToken.None, warn);
    }
}
