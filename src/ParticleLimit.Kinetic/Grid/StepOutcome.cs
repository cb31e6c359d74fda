namespace ParticleLimit.Kinetic;

/// <summary>What a pilot of <see cref="StepChoice"/> ended with.</summary>
/// <param name="Density">rho in each position cell.</param>
/// <param name="CellVolume">The volume of a position cell.</param>
/// <param name="Temperature">Energy less that of the mean velocity.</param>
internal sealed record StepOutcome(double[] Density, double CellVolume, double Temperature)
{
    /// <summary>Solves up to a time in equal steps.</summary>
    /// <param name="solver">At time 0, whose options have that step.</param>
    /// <param name="finalTime">Up to when.</param>
    /// <param name="steps">How many there are.</param>
    /// <param name="apart">Whether each step is taken by itself, half transports of successive steps not merged.</param>
    public static StepOutcome Of(IGridSolver solver, double finalTime, int steps, bool apart = false)
    {
        for (int k = 1; apart && k < steps; k++) solver.AdvanceTo(k * finalTime / steps);
        solver.AdvanceTo(finalTime);
        double volume = 1;
        foreach (GridAxis axis in solver.Options.Positions) volume *= axis.Width;
        return new StepOutcome(solver.Density.ToArray(), volume, solver.Observe().Temperature);
    }

    /// <summary>The larger one of the L1 difference of rho and the difference of the temperatures, as a part of this one.</summary>
    public double DistanceTo(StepOutcome other) => Math.Max(
        Density.Zip(other.Density, (a, b) => Math.Abs(a - b)).Sum() * CellVolume,
        other.Temperature > 0 ? Math.Abs(Temperature - other.Temperature) / other.Temperature : 0);
}
