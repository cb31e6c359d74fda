using System.Numerics;
using System.Runtime.Intrinsics;

namespace ParticleLimit.Particles;

/// <summary>The least of many times that change one by one: a tree of minima, eight children to a node, one vector each.</summary>
/// <remarks>Changing a time costs one vector minimum a level, and stops at the first level that does not change. Of equal times the one of the lowest
/// index is found.</remarks>
internal sealed class EarliestTime
{
    private const int Fanout = 8, FanoutBits = 3;

    private readonly double[][] levels;

    /// <summary>Times that are all infinite.</summary>
    public EarliestTime(int count)
    {
        var sizes = new List<double[]>();
        int size = count;
        do
        {
            int blocks = (size + Fanout - 1) / Fanout;
            double[] level = new double[blocks * Fanout];
            Array.Fill(level, double.PositiveInfinity);
            sizes.Add(level);
            size = blocks;
        }
        while (size > 1);
        levels = [.. sizes];
    }

    /// <summary>The least time.</summary>
    public double Value => Least(levels[^1], 0);

    /// <summary>The lowest index of the least time; meaningless while all are infinite.</summary>
    public int Index
    {
        get
        {
            int index = 0;
            double least = Value;
            for (int depth = levels.Length - 1; depth >= 0; depth--)
            {
                int block = index << FanoutBits;
                ulong equal = Vector512.Equals(Vector512.Create(levels[depth], block), Vector512.Create(least)).ExtractMostSignificantBits();
                index = block + BitOperations.TrailingZeroCount(equal);
            }

            return index;
        }
    }

    /// <summary>Changes one time.</summary>
    /// <param name="index">Which.</param>
    /// <param name="time">The new time, or infinity; not NaN.</param>
    public void Set(int index, double time)
    {
        double value = time;
        for (int depth = 0; ; depth++)
        {
            if (levels[depth][index] == value) return;
            levels[depth][index] = value;
            if (depth == levels.Length - 1) return;
            index >>= FanoutBits;
            value = Least(levels[depth], index << FanoutBits);
        }
    }

    private static double Least(double[] level, int block)
    {
        Vector512<double> eight = Vector512.Create(level, block);
        Vector256<double> four = Vector256.Min(eight.GetLower(), eight.GetUpper());
        Vector128<double> two = Vector128.Min(four.GetLower(), four.GetUpper());
        return Math.Min(two[0], two[1]);
    }
}
