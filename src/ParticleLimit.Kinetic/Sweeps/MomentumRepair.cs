using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Restores the momentum of lines about as thin as a cell, whose neighbouring cells have too little to exchange.</summary>
/// <remarks>First half of what the neighbours have is exchanged, as much as other lines may; then cells on the side where momentum is missing give to the next
/// one towards the mean, by their distance from it. Both go over into nothing, so that the result depends continuously on the line, traces of mass included.</remarks>
internal static unsafe class MomentumRepair
{
    private const int Width = 8;

    // A mean this near the middle of a cell, as a part of the line, is in the middle: rounding must not open the next cell.
    private const double Rounding = 1e-15;

    /// <summary>Restores the momentum of those of eight lanes that lack more than the exchange may move.</summary>
    /// <param name="target">Eight interleaved lines after the contraction.</param>
    /// <param name="length">Cells of a line.</param>
    /// <param name="missing">The first moment, in cells, that each lane lacks.</param>
    /// <param name="capacity">The sum of min(f_j, f_j+1) of each lane: where it is twice what is missing, the lane is left to the exchange.</param>
    /// <returns>The share of the exchange: zero in lanes done here.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes Move(double* target, int length, Lanes missing, Lanes capacity)
    {
        Lanes share = missing / capacity;
        for (int lane = 0; lane < Width; lane++)
        {
            if (Math.Abs(missing[lane]) <= 0.5 * capacity[lane]) continue;
            Move(target + lane, Width, length, missing[lane], capacity[lane]);
            share = share.WithElement(lane, 0);
        }

        return share;
    }

    /// <summary>The same for one line that lacks more than half the capacity.</summary>
    /// <remarks>The mean that the line must have lies within the hull of its velocities and u, and a cell gives only towards it, so that no mass leaves that hull.
    /// What cells on one side of the mean lack to it is at least what is missing: if none is farther from it than a cell, one round is enough.</remarks>
    public static void Move(double* target, int stride, int length, double missing, double capacity)
    {
        int direction = Math.Sign(missing);
        Exchange(target, stride, length, 0.5 * direction);
        missing = Math.Abs(missing) - 0.5 * capacity;
        double mass = 0, moment = 0;
        for (int j = 0; j < length; j++)
        {
            mass += target[j * stride];
            moment += (j + 0.5) * target[j * stride];
        }

        double mean = (moment + direction * missing) / mass, rounding = Rounding * length;
        while (missing > rounding * mass)
        {
            double reach = 0;
            for (int n = 1; n < length; n++) reach += Distance(Cell(n)) * target[Cell(n) * stride];
            if (reach == 0) return;
            double share = Math.Min(1, missing / reach);
            for (int n = 1; n < length; n++)
            {
                double* from = target + Cell(n) * stride;
                double given = share * Distance(Cell(n)) * *from;
                *from -= given;
                from[direction * stride] += given;
            }

            missing -= share * reach;
        }

        // The cells that have a next one in the direction, against it, so that none gives what it was given.
        int Cell(int n) => direction > 0 ? length - 1 - n : n;

        double Distance(int cell) => Math.Clamp(direction * (mean - (cell + 0.5)) - rounding, 0, 1);
    }

    private static void Exchange(double* target, int stride, int length, double share)
    {
        double arriving = 0;
        for (int j = 0; j < length; j++)
        {
            double here = target[j * stride], leaving = j + 1 < length ? share * Math.Min(here, target[(j + 1) * stride]) : 0;
            target[j * stride] = here - leaving + arriving;
            arriving = leaving;
        }
    }
}
