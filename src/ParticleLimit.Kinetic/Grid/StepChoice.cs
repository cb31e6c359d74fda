using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Chooses the time step from a target for the error of the splitting, measured by the scheme itself on a grid half as fine.</summary>
/// <remarks>Strang splitting has an error C h^2, so that solutions with steps h and h/2 differ by 3/4 of that of h. Steps are halved until the
/// measured error meets the target, or until halving no longer pays: a shorter step means more remaps, which smear. The error is the larger one of
/// that of rho, in L1, and that of the temperature, as a part of it, both at the final time.</remarks>
public static class StepChoice
{
    /// <summary>The usual target.</summary>
    public const double Target = 5e-4;

    // Of the time in which the fastest particle would cross the initial support. The error of coarse pilots cannot be trusted with longer steps:
    // in Table 1, where this is 0.05, the energy of dt = 0.1 is off by 1e-3 at gamma = 5, that of 0.05 by 5e-5.
    private const double LongestShare = 0.05;
    private const int FewestSteps = 3;

    /// <summary>How often steps are halved at most.</summary>
    internal const int MostHalvings = 8;

    /// <summary>The reason for one step.</summary>
    internal const string Exact = "without alignment a step of any length is exact";

    /// <summary>The reason for the longest step, where the target would allow a longer one.</summary>
    internal const string IsLongest = "the longest, a twentieth of the time to cross the initial support; ";

    // Up to a focus of cold mass the error can be measured only while the density has not become a peak of a few cells.
    private const double BeforeFocus = 0.9;

    /// <summary>The options with a time step for the target, and with the reason for it.</summary>
    public static GridSolverOptions Apply(InitialState initial, Domain domain, double gamma, GridSolverOptions options, double finalTime, double target = Target) =>
        Apply(initial, domain, new LocalForce(gamma), options, finalTime, target);

    /// <summary>The same for another force.</summary>
    public static GridSolverOptions Apply(InitialState initial, Domain domain, AlignmentForce force, GridSolverOptions options, double finalTime, double target = Target)
    {
        ArgumentNullException.ThrowIfNull(options);
        GridSolverOptions pilot = options.Coarsened();
        var still = new GridSolver(initial, domain, force, pilot);
        if (still.Gamma == 0) return options with { TimeStep = finalTime, TimeStepReason = Exact };
        (int longest, finalTime) = Longest(still, finalTime);
        int steps = longest;
        StepOutcome before = Solve(steps);
        double last = double.PositiveInfinity;
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            steps *= 2;
            StepOutcome now = Solve(steps);
            double error = before.DistanceTo(now) / 3;
            if (error <= target)
            {
                int enough = Enough(steps, error, target);
                string which = enough == longest ? IsLongest : "";
                return With(enough, $"{which}splitting error {Number(error * steps * steps / ((double)enough * enough))} of rho in L1 or of the temperature, target {Number(target)}");
            }

            // The difference no longer falls like h^2: what is left of it is the smearing of the remaps.
            if (error > 0.5 * last)
                return With(steps / 2, $"shorter steps smear more than they gain; target {Number(target)} not met, splitting error below {Number(last)} of rho in L1 and of the temperature");
            (before, last) = (now, error);
        }

        return With(steps, $"splitting error {Number(last)} of rho in L1 or of the temperature, target {Number(target)} not met");

        GridSolverOptions With(int count, string reason) => options with { TimeStep = finalTime / count, TimeStepReason = reason };

        StepOutcome Solve(int count) => StepOutcome.Of(new GridSolver(initial, domain, force, pilot with { TimeStep = finalTime / count }), finalTime, count);
    }

    /// <summary>The fewest steps to try, and up to when.</summary>
    /// <param name="still">A pilot at time 0.</param>
    /// <param name="finalTime">The end of the solution.</param>
    internal static (int Steps, double FinalTime) Longest(IGridSolver still, double finalTime)
    {
        if (new FocusMonitor(still).Forecast(0) is double focus) finalTime = Math.Min(finalTime, BeforeFocus * focus);
        return (Math.Max(FewestSteps, (int)Math.Ceiling(finalTime / (LongestShare * still.Initial.CrossingTime) * (1 - 1e-12))), finalTime);
    }

    /// <summary>As many steps as the target needs, between half of those given and all, by an error like h^2.</summary>
    /// <param name="steps">An even number of steps.</param>
    /// <param name="error">Their error.</param>
    /// <param name="target">The target.</param>
    internal static int Enough(int steps, double error, double target) => Math.Clamp((int)Math.Ceiling(steps * Math.Sqrt(error / target)), (steps + 1) / 2, steps);

    /// <summary>An error as the reason for a step gives it.</summary>
    internal static string Number(double value) => value.ToString("G2", CultureInfo.InvariantCulture);
}
