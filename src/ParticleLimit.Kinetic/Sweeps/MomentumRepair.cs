using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Restores the momentum of lines about as thin as a cell, which have no neighbours to exchange mass with.</summary>
internal static unsafe class MomentumRepair
{
    private const int Width = 8;

    /// <summary>Moves a share of each cell of the lanes that need it to the next cell on the side where momentum is missing.</summary>
    /// <param name="target">Eight interleaved lines.</param>
    /// <param name="length">Cells of a line.</param>
    /// <param name="mass">The mass of each lane.</param>
    /// <param name="missing">The first moment, in cells, that each lane lacks.</param>
    /// <param name="capacity">The sum of min(f_j, f_j+1) of each lane: where it is twice what is missing, the lane is left to the exchange.</param>
    /// <returns>The share of the exchange: zero in lanes done here.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes Move(double* target, int length, Lanes mass, Lanes missing, Lanes capacity)
    {
        Lanes share = missing / capacity;
        for (int lane = 0; lane < Width; lane++)
        {
            if (Math.Abs(missing[lane]) <= 0.5 * capacity[lane]) continue;
            Move(target + lane, Width, length, missing[lane] / mass[lane]);
            share = share.WithElement(lane, 0);
        }

        return share;
    }

    /// <summary>Moves a share of each cell of one line to the next one on the side of its sign.</summary>
    public static void Move(double* line, int stride, int length, double share)
    {
        if (share > 0)
        {
            for (int j = length - 2; j >= 0; j--) Give(line + j * stride, line + (j + 1) * stride, share);
        }
        else
        {
            for (int j = 1; j < length; j++) Give(line + j * stride, line + (j - 1) * stride, -share);
        }

        static void Give(double* from, double* to, double share)
        {
            double given = Math.Min(1, share) * *from;
            *from -= given;
            *to += given;
        }
    }
}
