using System.Runtime.Intrinsics;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>How crowded a line is.</summary>
/// <param name="chain">The blocks.</param>
/// <param name="weight">psi.</param>
internal sealed unsafe class LineCrowding<TWeight>(LineChain chain, TWeight weight)
    where TWeight : struct, ICommunicationWeight
{
    /// <summary>max_i sum_{j != i} psi(|x_j - x_i|).</summary>
    public double LargestWeightSum()
    {
        double largest = 0;
        for (int b = 0; b < chain.Blocks.Length; b++)
        {
            if (Vector512.IsHardwareAccelerated) largest = Math.Max(largest, LargestWeightSum<Lanes512>(chain.Blocks[b]));
            else if (Vector256.IsHardwareAccelerated) largest = Math.Max(largest, LargestWeightSum<Lanes256>(chain.Blocks[b]));
            else largest = Math.Max(largest, LargestWeightSum<SingleLane>(chain.Blocks[b]));
        }

        return Math.Max(largest, LargestWeightSumAcross());
    }

    private double LargestWeightSum<TLanes>(LineBlock block)
        where TLanes : struct, ILanes<TLanes>
    {
        double* x = block.Position;
        TLanes largest = default, range = TLanes.Broadcast(chain.Reach);
        for (int i = 0; i < block.Count; i += TLanes.Count)
        {
            TLanes xi = TLanes.Load(x + i), sum = default, difference;
            for (int k = 1; TLanes.LessBits(difference = TLanes.Load(x + i + k) - xi, range) != 0; k++) sum += weight.Values(difference * difference);
            for (int k = 1; TLanes.LessBits(difference = xi - TLanes.Load(x + i - k), range) != 0; k++) sum += weight.Values(difference * difference);
            largest = TLanes.Max(largest, sum);
        }

        return TLanes.Largest(largest);
    }

    /// <summary>The largest sum of weights among particles that have neighbours across a border.</summary>
    private double LargestWeightSumAcross()
    {
        double largest = 0;
        for (int b = 0; b < chain.Blocks.Length; b++)
        {
            if (!chain.InReach(b, 1, out LineBlock after, out double shift)) continue;
            LineBlock before = chain.Blocks[b];
            for (int i = before.Count - 1; i >= 0 && after.Position[0] + shift - before.Position[i] < chain.Reach; i--)
                largest = Math.Max(largest, WeightSum(b, i));
            double last = before.Position[before.Count - 1];
            for (int j = 0; j < after.Count && after.Position[j] + shift - last < chain.Reach; j++)
                largest = Math.Max(largest, WeightSum((b + 1) % chain.Blocks.Length, j));
        }

        return largest;
    }

    /// <summary>sum psi over the neighbours of a particle, in its own block and others.</summary>
    private double WeightSum(int b, int i)
    {
        double at = chain.Blocks[b].Position[i];
        double sum = WeightSum(chain.Blocks[b], i + 1, 1, at) + WeightSum(chain.Blocks[b], i - 1, -1, at);
        for (int hops = 1; hops <= chain.Blocks.Length; hops++)
        {
            int earlier = (b - hops + chain.Blocks.Length) % chain.Blocks.Length;
            if (chain.Later(b, hops, out LineBlock later, out double shift)) sum += WeightSum(later, 0, 1, at - shift);
            if (chain.Later(earlier, hops, out _, out shift)) sum += WeightSum(chain.Blocks[earlier], chain.Blocks[earlier].Count - 1, -1, at + shift);
        }

        return sum;
    }

    private double WeightSum(LineBlock block, int from, int direction, double at)
    {
        double sum = 0;
        for (int j = from; j >= 0 && j < block.Count; j += direction)
        {
            double difference = block.Position[j] - at;
            if (!(Math.Abs(difference) < chain.Reach)) break;
            sum += weight.Value(difference * difference);
        }

        return sum;
    }
}
