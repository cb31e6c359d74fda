using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>What the particles of one cell have to do with those of the cells around it: nothing, a matrix, or pair by pair.</summary>
internal sealed class CellStencil
{
    /// <summary>The cells that are summed pair by pair: the indicator's edge, the hat's tip, wherever psi is not smooth enough. Neighbours along axis 0 are
    /// one run, since their particles are contiguous in memory.</summary>
    public required CellRun[] Direct { get; init; }

    /// <summary>The number of cells in <see cref="Direct"/>.</summary>
    public int DirectCells => Direct.Sum(run => run.To - run.From + 1);

    /// <summary>The offsets whose cells are summed through <see cref="Matrices"/>.</summary>
    public required int[][] Interpolated { get; init; }

    /// <summary>The matrix of each interpolated offset.</summary>
    public required double[][] Matrices { get; init; }

    /// <summary>The offsets within reach, each tried for interpolation and left to pairs where its measured error is above the tolerance.</summary>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    /// <param name="sides">The sides of a cell.</param>
    /// <param name="interpolation">The interpolation, or null for pairs alone.</param>
    /// <param name="tolerance">The largest error of psi as a part of psi(0).</param>
    public static CellStencil Of<TWeight>(TWeight weight, double range, double[] sides, CellInterpolation? interpolation, double tolerance)
        where TWeight : struct, ICommunicationWeight
    {
        var direct = new List<CellRun>();
        var interpolated = new List<int[]>();
        var matrices = new List<double[]>();
        double reach = range * weight.SupportRadius;
        foreach (int[] offset in Offsets(sides, reach))
        {
            // Only cells wholly in reach of each other: where psi ends it is never smooth to all orders.
            if (interpolation is not null && Farthest(sides, offset) < reach)
            {
                double[] matrix = interpolation.Matrix(weight, range, sides, offset);
                if (interpolation.Error(weight, range, sides, offset, matrix) <= tolerance * weight.Value(0))
                {
                    interpolated.Add(offset);
                    matrices.Add(matrix);
                    continue;
                }
            }

            var run = new CellRun(offset[0], offset[0], offset.Length > 1 ? offset[1] : 0, offset.Length > 2 ? offset[2] : 0);
            if (direct.Count > 0 && direct[^1] == run with { From = direct[^1].From, To = offset[0] - 1 }) direct[^1] = direct[^1] with { To = offset[0] };
            else direct.Add(run);
        }

        return new CellStencil { Direct = [.. direct], Interpolated = [.. interpolated], Matrices = [.. matrices] };
    }

    /// <summary>How many offsets lie wholly and how many partly in reach, and how many runs along axis 0 they make.</summary>
    public static StencilCensus Census(double[] sides, double reach)
    {
        int whole = 0, partial = 0, runs = 0, partialRuns = 0;
        int[]? last = null, lastPartial = null;
        foreach (int[] offset in Offsets(sides, reach))
        {
            if (!Follows(offset, last)) runs++;
            last = offset;
            if (Farthest(sides, offset) < reach)
            {
                whole++;
                continue;
            }

            partial++;
            if (!Follows(offset, lastPartial)) partialRuns++;
            lastPartial = offset;
        }

        return new StencilCensus(whole, partial, runs, partialRuns);

        static bool Follows(int[] offset, int[]? other) => other is not null && offset[0] == other[0] + 1 && offset.AsSpan(1).SequenceEqual(other.AsSpan(1));
    }

    private static IEnumerable<int[]> Offsets(double[] sides, double reach)
    {
        int[] most = [.. sides.Select(side => (int)Math.Ceiling(reach / side))];
        int[] offset = [.. most.Select(k => -k)];
        while (true)
        {
            if (Nearest(sides, offset) < reach) yield return (int[])offset.Clone();
            int axis = 0;
            while (axis < offset.Length && ++offset[axis] > most[axis])
            {
                offset[axis] = -most[axis];
                axis++;
            }

            if (axis == offset.Length) yield break;
        }
    }

    private static double Nearest(double[] sides, int[] offset)
    {
        double squared = 0;
        for (int axis = 0; axis < sides.Length; axis++)
        {
            double gap = sides[axis] * Math.Max(0, Math.Abs(offset[axis]) - 1);
            squared += gap * gap;
        }

        return Math.Sqrt(squared);
    }

    private static double Farthest(double[] sides, int[] offset)
    {
        double squared = 0;
        for (int axis = 0; axis < sides.Length; axis++)
        {
            double span = sides[axis] * (Math.Abs(offset[axis]) + 1);
            squared += span * span;
        }

        return Math.Sqrt(squared);
    }
}
