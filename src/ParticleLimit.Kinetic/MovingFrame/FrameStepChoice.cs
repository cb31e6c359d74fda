using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Chooses the time step of a moving velocity frame, from what its splitting and what its remaps cost, each measured by itself on a solution half as fine.</summary>
/// <remarks>Half a step h takes three parts in four of the error C h^2 of Strang splitting away, but needs twice as many remaps, and these smear. The difference between
/// solutions with h and with h/2 holds both. Steps of h taken one by one, half transports not merged, are remapped as often as merged steps of h/2 (alignment of a frame
/// is no remap): from these they differ by the splitting alone, and from merged steps of h by the smearing alone. Steps are halved until the splitting meets the
/// target, or while halving takes more away than it adds. The grid itself smears less than one half as fine, so that this errs to the side of long steps. Errors are those of <see cref="StepChoice"/>.</remarks>
public static class FrameStepChoice
{
    /// <summary>The options with a time step for the target, and with the reason for it.</summary>
    /// <param name="initial">f0.</param>
    /// <param name="domain">Torus or free space.</param>
    /// <param name="gamma">gamma of (1.3).</param>
    /// <param name="options">The options but for the time step.</param>
    /// <param name="finalTime">Up to when.</param>
    /// <param name="target">The error of the splitting.</param>
    public static GridSolverOptions Apply(InitialState initial, Domain domain, double gamma, GridSolverOptions options, double finalTime, double target = StepChoice.Target)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (gamma == 0) return options with { TimeStep = finalTime, TimeStepReason = StepChoice.Exact };
        GridSolverOptions pilot = options.Coarsened();
        (int longest, finalTime) = StepChoice.Longest(new MovingFrameSolver(initial, domain, gamma, pilot), finalTime);
        int steps = longest;
        StepOutcome merged = Solve(steps);
        for (int halving = 0; ; halving++)
        {
            StepOutcome apart = Solve(steps, apart: true), halved = Solve(2 * steps);
            double gain = apart.DistanceTo(halved), loss = apart.DistanceTo(merged), error = gain / 3;
            bool pays = gain > loss;
            int enough = pays ? StepChoice.Enough(2 * steps, error, target) : steps;
            double share = 2.0 * steps / enough, left = error * share * share;
            string which = enough == longest ? StepChoice.IsLongest : "", splitting = $"splitting error {StepChoice.Number(left)} of rho in L1 or of the temperature, target {StepChoice.Number(target)}";
            if (left <= target) return With(enough, which + splitting);
            if (!pays) return With(enough, $"{which}steps half as long would smear {StepChoice.Number(loss)} more and gain {StepChoice.Number(gain)}; {splitting} not met");
            if (halving == StepChoice.MostHalvings) return With(enough, $"{splitting} not met");
            (merged, steps) = (halved, 2 * steps);
        }

        GridSolverOptions With(int count, string reason) => options with { TimeStep = finalTime / count, TimeStepReason = reason };

        StepOutcome Solve(int count, bool apart = false) =>
            StepOutcome.Of(new MovingFrameSolver(initial, domain, gamma, pilot with { TimeStep = finalTime / count }), finalTime, count, apart);
    }
}
