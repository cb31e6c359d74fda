using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Chooses the time step from a target for the error of the splitting, measured on a grid half as fine.</summary>
/// <remarks>Strang splitting has an error C h^2, so that solutions with steps h and h/2 differ by 3/4 of that of h. Steps are halved until the
/// measured error of rho, in L1 at the final time, meets the target, or until halving no longer pays: a shorter step means more remaps, which smear.</remarks>
public static class StepChoice
{
    /// <summary>The usual target: the L1 error of rho at the final time that the splitting may make.</summary>
    public const double Target = 5e-4;

    private const double LongestStep = 0.2;
    private const int MostHalvings = 8;

    // Up to a focus of cold mass the error can be measured only while the density has not become a peak of a few cells.
    private const double BeforeFocus = 0.9;

    /// <summary>The options with a time step for the target, and with the reason for it.</summary>
    public static GridSolverOptions Apply(InitialState initial, Domain domain, double gamma, GridSolverOptions options, double finalTime, double target = Target)
    {
        if (gamma == 0) return options with { TimeStep = finalTime, TimeStepReason = "without alignment a step of any length is exact" };
        GridSolverOptions pilot = options.Coarsened() with { BoundaryTolerance = double.PositiveInfinity };
        if (new FocusMonitor(new GridSolver(initial, domain, gamma, pilot)).Forecast(0) is double focus) finalTime = Math.Min(finalTime, BeforeFocus * focus);
        int steps = (int)Math.Ceiling(finalTime / LongestStep);
        double[] before = Density(steps);
        double last = double.PositiveInfinity;
        for (int halving = 0; halving < MostHalvings; halving++)
        {
            steps *= 2;
            double[] density = Density(steps);
            double error = Difference(before, density) / 3;
            if (error <= target)
            {
                // error h^2-proportional: as many steps as the target needs, between these and half of them
                int enough = Math.Clamp((int)Math.Ceiling(steps * Math.Sqrt(error / target)), (steps + 1) / 2, steps);
                return With(enough, $"splitting error {Number(error * steps * steps / ((double)enough * enough))} in L1 of rho, target {Number(target)}");
            }

            // The difference no longer falls like h^2: what is left of it is the smearing of the remaps.
            if (error > 0.5 * last) return With(steps / 2, $"shorter steps smear more than they gain; splitting error below {Number(last)} in L1 of rho");
            (before, last) = (density, error);
        }

        return With(steps, $"splitting error {Number(last)} in L1 of rho, target {Number(target)} not met");

        GridSolverOptions With(int count, string reason) => options with { TimeStep = finalTime / count, TimeStepReason = reason };

        double[] Density(int count)
        {
            var solver = new GridSolver(initial, domain, gamma, pilot with { TimeStep = finalTime / count });
            solver.AdvanceTo(finalTime);
            return solver.Density.ToArray();
        }

        double Difference(double[] one, double[] other) =>
            one.Zip(other, (a, b) => Math.Abs(a - b)).Sum() * pilot.Positions.Aggregate(1.0, (volume, axis) => volume * axis.Width);
    }

    private static string Number(double value) => value.ToString("G2", CultureInfo.InvariantCulture);
}
