using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>How far a grid solution moves when its cells are halved in number along each axis and its step is doubled.</summary>
/// <remarks>A bar for the error of the finer one: of second order, three times it; where f jumps and the order is one, about as much.</remarks>
/// <param name="Energy">The difference of the energies.</param>
/// <param name="Entropy">That of the entropies.</param>
/// <param name="Density">The L1 distance of rho, averaged over the coarser cells.</param>
public sealed record ResolutionError(double Energy, double Entropy, double Density)
{
    /// <summary>Compares two solutions at an output time of both.</summary>
    /// <returns>Null where the coarser cells are not made of whole finer ones.</returns>
    public static ResolutionError? Between(GridReference fine, GridReference coarse, double time)
    {
        ArgumentNullException.ThrowIfNull(fine);
        ArgumentNullException.ThrowIfNull(coarse);
        ImmutableArray<GridAxis> axes = fine.Options.Positions, halved = coarse.Options.Positions;
        if (!axes.Zip(halved, (one, other) => one.Cells == 2 * other.Cells).All(whole => whole)) return null;
        GridSnapshot own = fine.Snapshot(time), other = coarse.Snapshot(time);
        double[] averages = new double[other.Density.Length];
        double share = Math.Pow(0.5, axes.Length);
        for (int cell = 0; cell < own.Density.Length; cell++)
        {
            (int rest, int to, int stride) = (cell, 0, 1);
            for (int k = axes.Length - 1; k >= 0; k--)
            {
                (rest, int at) = Math.DivRem(rest, axes[k].Cells);
                (to, stride) = (to + at / 2 * stride, stride * halved[k].Cells);
            }

            averages[to] += share * own.Density[cell];
        }

        double volume = halved.Aggregate(1.0, (product, axis) => product * axis.Width);
        return new ResolutionError(
            Math.Abs(own.Observables.Energy - other.Observables.Energy), Math.Abs(own.Observables.Entropy - other.Observables.Entropy),
            averages.Zip(other.Density, (a, b) => Math.Abs(a - b)).Sum() * volume);
    }
}
