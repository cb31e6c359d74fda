using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The pairs across the borders of blocks.</summary>
/// <param name="chain">The blocks.</param>
/// <param name="weight">psi.</param>
internal sealed unsafe class LineBorderPairs<TWeight>(LineChain chain, TWeight weight)
    where TWeight : struct, ICommunicationWeight
{
    /// <summary>Adds the pairs across borders, which wait with their kicks, and gives a bound on how many of them one particle is the lower one of.</summary>
    public int Add()
    {
        LineBlock[] blocks = chain.Blocks;
        int bound = 0;
        for (int b = 0; b < blocks.Length; b++)
        {
            int across = 0;
            for (int hops = 1; chain.InReach(b, hops, out LineBlock after, out double shift); hops++) across += Add(blocks[b], after, shift);
            bound = Math.Max(bound, across);
        }

        return bound;
    }

    private int Add(LineBlock before, LineBlock after, double shift)
    {
        double* x = before.Position, w = before.Third, y = after.Position, u = after.Third;
        int most = 0;
        for (int i = before.Count - 1; i >= 0 && y[0] + shift - x[i] < chain.Reach; i--)
        {
            double sum = 0;
            int j = 0;
            for (; j < after.Count && y[j] + shift - x[i] < chain.Reach; j++)
            {
                double difference = y[j] + shift - x[i];
                double share = weight.Value(difference * difference) * (u[j] - w[i]);
                sum += share;
                after.EdgeSums[after.EdgePlace(j)] -= share;
            }

            before.EdgeSums[before.EdgePlace(i)] += sum;
            most = Math.Max(most, j);
        }

        return most;
    }
}
