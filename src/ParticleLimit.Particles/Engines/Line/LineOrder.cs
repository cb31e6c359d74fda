using System.Numerics;
using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Moves the particles of a block and restores their order.</summary>
internal static unsafe class LineOrder
{
    /// <summary>Drifts particles, x += drift v, predicts their velocities, w = v + half a, and puts them into order among all particles before them.</summary>
    /// <remarks>Which neighbours are out of order is found several at a time; the few that are, are inserted one by one.</remarks>
    /// <param name="block">The block; its particles before <paramref name="from"/> are moved and ordered already.</param>
    /// <param name="from">The first particle; a multiple of <see cref="LineBlock.Group"/>.</param>
    /// <param name="to">The end; at most 64 groups on; rounded up to a whole group.</param>
    /// <param name="drift">The time to move on, over eps.</param>
    /// <param name="half">Half the step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Extend<TLanes>(LineBlock block, int from, int to, double drift, double half)
        where TLanes : struct, ILanes<TLanes>
    {
        double* x = block.Position, v = block.Velocity, a = block.Third;
        int* label = block.Label;
        ulong* disorder = stackalloc ulong[64];
        TLanes time = TLanes.Broadcast(drift), halfTime = TLanes.Broadcast(half), before = TLanes.Load(x + from - TLanes.Count);
        int groups = 0;
        for (int first = from; first < to; first += LineBlock.Group)
        {
            ulong bits = 0;
            for (int k = 0; k < LineBlock.Group; k += TLanes.Count)
            {
                int i = first + k;
                TLanes velocity = TLanes.Load(v + i), moved = TLanes.MultiplyAdd(time, velocity, TLanes.Load(x + i));
                moved.Store(x + i);
                TLanes.MultiplyAdd(halfTime, TLanes.Load(a + i), velocity).Store(a + i);
                bits |= TLanes.LessBits(moved, TLanes.Behind(before, moved, 1)) << k;
                before = moved;
            }

            disorder[groups++] = bits;
        }

        if (PlaceMigrants(block, from, to)) FindDisorder<TLanes>(x, from, to, disorder);
        for (int group = 0; group < groups; group++)
        {
            int first = from + group * LineBlock.Group;
            for (ulong bits = disorder[group]; bits != 0;)
            {
                int i = first + BitOperations.TrailingZeroCount(bits);
                do Insert(x, v, a, label, i++);
                while (i < to && x[i] < x[i - 1]); // what comes to stand there is greater than what stood there
                int done = i - first;
                if (done < LineBlock.Group)
                {
                    bits &= ulong.MaxValue << done;
                    continue;
                }

                group += done / LineBlock.Group;
                first = from + group * LineBlock.Group;
                bits = group < groups ? disorder[group] & (ulong.MaxValue << (done % LineBlock.Group)) : 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindDisorder<TLanes>(double* x, int from, int to, ulong* disorder)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int first = from; first < to; first += LineBlock.Group)
        {
            ulong bits = 0;
            for (int k = 0; k < LineBlock.Group; k += TLanes.Count) bits |= TLanes.LessBits(TLanes.Load(x + first + k), TLanes.Load(x + first + k - 1)) << k;
            *disorder++ = bits;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert(double* x, double* v, double* w, int* label, int i)
    {
        double position = x[i], velocity = v[i], predicted = w[i];
        int name = label[i];
        do
        {
            x[i] = x[i - 1];
            v[i] = v[i - 1];
            w[i] = w[i - 1];
            label[i] = label[i - 1];
            i--;
        }
        while (position < x[i - 1]);
        x[i] = position;
        v[i] = velocity;
        w[i] = predicted;
        label[i] = name;
    }

    private static bool PlaceMigrants(LineBlock block, int from, int to)
    {
        int tail = block.Count - block.Tail.Count;
        if (from >= block.Head.Count && to <= tail) return false;
        for (int i = from; i < Math.Min(to, block.Head.Count); i++) Place(block, i, block.Head.Items[i]);
        for (int i = Math.Max(from, tail); i < Math.Min(to, block.Count); i++) Place(block, i, block.Tail.Items[i - tail]);
        return true;
    }

    private static void Place(LineBlock block, int i, in LineMigrant migrant) =>
        (block.Position[i], block.Velocity[i], block.Third[i], block.Label[i]) = (migrant.Position, migrant.Velocity, migrant.Predicted, migrant.Label);
}
