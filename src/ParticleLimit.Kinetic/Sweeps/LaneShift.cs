using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>The shift of eight lines by one distance each: whole cells, which move, and a fraction of a cell, which is remapped.</summary>
internal unsafe struct LaneShift
{
    private const int Width = 8;

    private fixed int moves[Width];
    private fixed double masks[Width * Width];

    /// <summary>The number of different whole-cell moves among the lanes.</summary>
    public int Count { get; private set; }

    /// <summary>The weight of the average in what crosses into the next cell.</summary>
    public Lanes AverageWeight { get; private set; }

    /// <summary>The weight of the lower face value in it.</summary>
    public Lanes LeftWeight { get; private set; }

    /// <summary>The weight of the upper face value in it.</summary>
    public Lanes RightWeight { get; private set; }

    /// <summary>The least whole-cell move.</summary>
    public int LeastMove { get; private set; }

    /// <summary>The largest whole-cell move.</summary>
    public int LargestMove { get; private set; }

    /// <summary>Sets the shifts, in cells, of the eight lanes.</summary>
    /// <param name="shifts">Cells to shift by.</param>
    /// <param name="period">Moves are taken modulo this many cells, the nearest to none; 0 for an open axis.</param>
    /// <param name="largest">On an open axis, moves are cut at this many cells, beyond which all has left.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Set(Lanes shifts, int period, int largest)
    {
        Lanes whole = Vector512.Floor(shifts);
        Parabola.PartWeights(shifts - whole, out Lanes average, out Lanes left, out Lanes right);
        (AverageWeight, LeftWeight, RightWeight) = (average, right, left); // the part at the upper end of the cell
        Count = 0;
        LeastMove = int.MaxValue;
        LargestMove = int.MinValue;
        for (int lane = 0; lane < Width; lane++)
        {
            double floor = whole[lane];
            int move = (int)(period > 0 ? floor - period * Math.Floor(floor / period + 0.5) : Math.Clamp(floor, -largest, largest));
            Include(move, lane);
            LeastMove = Math.Min(LeastMove, move);
            LargestMove = Math.Max(LargestMove, move);
        }
    }

    /// <summary>One of the different moves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Move(int k) => moves[k];

    /// <summary>All bits set in the lanes that make this move, none in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Lanes Mask(int k)
    {
        fixed (double* start = masks) return Vector512.Load(start + k * Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Include(int move, int lane)
    {
        int k = 0;
        while (k < Count && moves[k] != move) k++;
        if (k == Count)
        {
            moves[k] = move;
            for (int other = 0; other < Width; other++) masks[k * Width + other] = 0;
            Count++;
        }

        masks[k * Width + lane] = BitConverter.Int64BitsToDouble(-1);
    }
}
