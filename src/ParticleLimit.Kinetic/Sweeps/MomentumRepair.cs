using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Restores the momentum of lines about as thin as a cell, which have no neighbours to exchange mass with.</summary>
internal static unsafe class MomentumRepair
{
    private const int Width = 8;

    // A place this near the middle of a cell, as a part of the line, is in the middle: rounding must not open the next cell.
    private const double Rounding = 1e-15;

    /// <summary>Moves a share of each cell of the lanes that need it to the next cell on the side where momentum is missing.</summary>
    /// <param name="target">Eight interleaved lines after the contraction.</param>
    /// <param name="source">The same lines before it.</param>
    /// <param name="length">Cells of a line.</param>
    /// <param name="origin">The place of u, in cells.</param>
    /// <param name="missing">The first moment, in cells, that each lane lacks.</param>
    /// <param name="capacity">The sum of min(f_j, f_j+1) of each lane: where it is twice what is missing, the lane is left to the exchange.</param>
    /// <returns>The share of the exchange: zero in lanes done here.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes Move(double* target, double* source, int length, double origin, Lanes missing, Lanes capacity)
    {
        Lanes share = missing / capacity;
        for (int lane = 0; lane < Width; lane++)
        {
            if (Math.Abs(missing[lane]) <= 0.5 * capacity[lane]) continue;
            Move(target + lane, source + lane, Width, length, origin, missing[lane]);
            share = share.WithElement(lane, 0);
        }

        return share;
    }

    /// <summary>The same for one line.</summary>
    /// <remarks>Between the outermost cells of the source and u there is room for any momentum between theirs, so that no mass leaves the hull of the velocities.</remarks>
    public static void Move(double* target, double* source, int stride, int length, double origin, double missing)
    {
        int lowest = 0, highest = length - 1;
        while (lowest < length && source[lowest * stride] == 0) lowest++;
        while (highest > lowest && source[highest * stride] == 0) highest--;
        double middle = Rounding * length;
        lowest = Math.Max(0, Math.Min(lowest, (int)Math.Floor(origin - 0.5 + middle)));
        highest = Math.Min(length - 1, Math.Max(highest, (int)Math.Ceiling(origin - 0.5 - middle)));
        double giving = 0;
        if (missing > 0)
        {
            for (int j = 0; j < highest; j++) giving += target[j * stride];
            double share = missing / giving;
            for (int j = highest - 1; j >= 0; j--) Give(target + j * stride, target + (j + 1) * stride, share);
        }
        else
        {
            for (int j = lowest + 1; j < length; j++) giving += target[j * stride];
            double share = -missing / giving;
            for (int j = lowest + 1; j < length; j++) Give(target + j * stride, target + (j - 1) * stride, share);
        }

        static void Give(double* from, double* to, double share)
        {
            if (*from == 0) return; // where nothing can give, the share is not a number
            double given = Math.Min(1, share) * *from;
            *from -= given;
            *to += given;
        }
    }
}
