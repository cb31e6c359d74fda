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
    private const int MostHalvings = 8;

    // Up to a focus of cold mass the error can be measured only while the density has not become a peak of a few cells.
    private const double BeforeFocus = 0.9;

    /// <summary>The options with a time step for the target, and with the reason for it.</summary>
    public static GridSolverOptions Apply(InitialState initial, Domain domain, double gamma, GridSolverOptions options, double finalTime, double target = Target) =>
        Apply(initial, domain, new LocalForce(gamma), options, finalTime, target);

    /// <summary>The same for another force.</summary>
    public static GridSolverOptions Apply(InitialState initial, Domain domain, AlignmentForce force, GridSolverOptions options, double finalTime, double target = Target) =>
        Apply(pilot => new GridSolver(initial, domain, force, pilot), options, finalTime, target);

    /// <summary>The same for another scheme, judged by itself.</summary>
    /// <param name="create">Its solver with other options.</param>
    /// <param name="options">Its options but for the time step.</param>
    /// <param name="finalTime">Up to when.</param>
    /// <param name="target">The error.</param>
    public static GridSolverOptions Apply(Func<GridSolverOptions, IGridSolver> create, GridSolverOptions options, double finalTime, double target = Target)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(options);
        GridSolverOptions pilot = options.Coarsened();
        IGridSolver still = create(pilot);
        if (still.Gamma == 0) return options with { TimeStep = finalTime, TimeStepReason = "without alignment a step of any length is exact" };
        if (new FocusMonitor(still).Forecast(0) is double focus) finalTime = Math.Min(finalTime, BeforeFocus * focus);
        int longest = Math.Max(FewestSteps, (int)Math.Ceiling(finalTime / (LongestShare * still.Initial.CrossingTime) * (1 - 1e-12))), steps = longest;
        Outcome before = Solve(steps);
        double last = double.PositiveInfinity;
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            steps *= 2;
            Outcome now = Solve(steps);
            double error = before.DistanceTo(now) / 3;
            if (error <= target)
            {
                // error h^2-proportional: as many steps as the target needs, between these and half of them
                int enough = Math.Clamp((int)Math.Ceiling(steps * Math.Sqrt(error / target)), (steps + 1) / 2, steps);
                string which = enough == longest ? "the longest, a twentieth of the time to cross the initial support; " : "";
                return With(enough, $"{which}splitting error {Number(error * steps * steps / ((double)enough * enough))} of rho in L1 or of the temperature, target {Number(target)}");
            }

            // The difference no longer falls like h^2: what is left of it is the smearing of the remaps.
            if (error > 0.5 * last)
                return With(steps / 2, $"shorter steps smear more than they gain; target {Number(target)} not met, splitting error below {Number(last)} of rho in L1 and of the temperature");
            (before, last) = (now, error);
        }

        return With(steps, $"splitting error {Number(last)} of rho in L1 or of the temperature, target {Number(target)} not met");

        GridSolverOptions With(int count, string reason) => options with { TimeStep = finalTime / count, TimeStepReason = reason };

        Outcome Solve(int count)
        {
            IGridSolver solver = create(pilot with { TimeStep = finalTime / count });
            solver.AdvanceTo(finalTime);
            return new Outcome(solver.Density.ToArray(), pilot.Positions.Aggregate(1.0, (volume, axis) => volume * axis.Width), solver.Observe().Temperature);
        }
    }

    private static string Number(double value) => value.ToString("G2", CultureInfo.InvariantCulture);

    private sealed record Outcome(double[] Density, double CellVolume, double Temperature)
    {
        public double DistanceTo(Outcome other) => Math.Max(
            Density.Zip(other.Density, (a, b) => Math.Abs(a - b)).Sum() * CellVolume,
            other.Temperature > 0 ? Math.Abs(Temperature - other.Temperature) / other.Temperature : 0);
    }
}
