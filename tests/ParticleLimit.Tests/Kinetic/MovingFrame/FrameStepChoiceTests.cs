using ParticleLimit.Kinetic;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class FrameStepChoiceTests
{
    private static readonly ProductState TableOne = ProductState.UniformBox([11], [2], [-0.3], [2]);
    private static readonly ProductState Smooth = ProductState.Gaussian([0], [0.5], [0.1], [0.4], 4);
    private static readonly FreeSpace Line = new(1);
    private static readonly GridAxis Velocity = new(-3, 3, 600);

    /// <summary>Of data with jumps, whose remaps smear: against the sheet, over a ladder of steps from the longest that it may choose to an eighth of that.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(5)]
    public void The_error_of_the_step_chosen_is_near_the_least(double gamma)
    {
        const double time = 3;
        var options = new GridSolverOptions(new GridAxis(0, 20, 800), Velocity, 1);
        SheetReference sheet = SheetReference.Solve(
            TableOne, Line, gamma, SheetOptions.For(TableOne, gamma, time) with { PositionCells = 256, VelocityCells = 128, DiagnosticSteps = 0 }, true, options.Position, Velocity, [time], time, default);
        double[] exact = sheet.Snapshot(time).Density;
        GridSolverOptions chosen = FrameStepChoice.Apply(TableOne, Line, gamma, options, time);
        double least = new[] { 60, 120, 240, 480 }.Min(steps => Error(time / steps));
        Assert.InRange(Error(chosen.TimeStep), 0, 1.2 * least);
        if (gamma >= 1) Assert.Contains("would smear", chosen.TimeStepReason, StringComparison.Ordinal);

        double Error(double step) => Distance(exact, Density(TableOne, gamma, options with { TimeStep = step }, time)) * options.Position.Width;
    }

    [Fact]
    public void On_smooth_data_the_target_is_met_with_a_step_like_its_square_root()
    {
        const double gamma = 20, time = 0.5, target = 5e-4;
        var options = new GridSolverOptions(new GridAxis(-3, 3, 200), new GridAxis(-1.6, 1.8, 200), 1, 1e-4);
        GridSolverOptions chosen = FrameStepChoice.Apply(Smooth, Line, gamma, options, time, target), loose = FrameStepChoice.Apply(Smooth, Line, gamma, options, time, 4 * target);
        Assert.InRange(loose.TimeStep / chosen.TimeStep, 1.7, 2.3);
        Assert.Contains("splitting error", chosen.TimeStepReason, StringComparison.Ordinal);
        Assert.DoesNotContain("smear", chosen.TimeStepReason, StringComparison.Ordinal);

        // Of the whole error, in which remaps have a part too, against a step an eighth as long.
        double error = Distance(Density(Smooth, gamma, chosen, time), Density(Smooth, gamma, chosen with { TimeStep = chosen.TimeStep / 8 }, time)) * options.Position.Width;
        Assert.InRange(error, 0.3 * target, target);
    }

    [Fact]
    public void Without_alignment_one_step_does() =>
        Assert.Equal(2, FrameStepChoice.Apply(Smooth, Line, 0, new GridSolverOptions(new GridAxis(-8, 8, 100), Velocity, 1), 2).TimeStep);

    private static double[] Density(ProductState initial, double gamma, GridSolverOptions options, double time)
    {
        var solver = new MovingFrameSolver(initial, Line, gamma, options);
        solver.AdvanceTo(time);
        return solver.Density.ToArray();
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Sum();
}
