using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>sum_j psi(|x_j - x_i|) (w_j - w_i), x in units of eps, over ordered particles, several i at a time: their neighbours at one shift k are next to each other too.</summary>
/// <remarks>Each pair is evaluated once, at its lower particle, and its share is added there and subtracted at the upper one. The first shifts are taken without looking;
/// of the groups of lanes with a pair beyond them a list is kept, which the further shifts thin out.</remarks>
internal unsafe struct LineForce<TWeight, TLanes>
    where TWeight : struct, ICommunicationWeight
    where TLanes : struct, ILanes<TLanes>
{
    private readonly TWeight weight;
    private readonly TLanes reach;
    private readonly double* x;
    private readonly double* w;
    private readonly double* sums;
    private readonly int* far;
    private TLanes last1;
    private TLanes last2;
    private TLanes last3;
    private TLanes last4;

    /// <summary>The force on a block from its start.</summary>
    /// <param name="weight">psi.</param>
    /// <param name="reach">A distance that no interacting pair exceeds.</param>
    /// <param name="block">The particles.</param>
    /// <param name="sums">Zero; receives the sums.</param>
    /// <param name="far">Room for the groups of a chunk.</param>
    public LineForce(TWeight weight, double reach, LineBlock block, double* sums, int* far)
    {
        this.weight = weight;
        this.reach = TLanes.Broadcast(reach);
        x = block.Position;
        w = block.Third;
        this.sums = sums;
        this.far = far;
        Farthest = NearShifts;
    }

    /// <summary>The largest shift at which a pair was in reach, at least those taken without looking.</summary>
    public int Farthest { get; private set; }

    private static int NearShifts => TLanes.Count >= 4 ? 4 : 1;

    /// <summary>Adds the shares of all pairs whose lower particle is in a chunk, which follows on the last.</summary>
    /// <param name="from">The first particle.</param>
    /// <param name="to">The end; a whole number of lanes on.</param>
    public void AddPairs(int from, int to)
    {
        int count = AddNear(from, to);
        for (int k = NearShifts + 1; count > 0; k++)
        {
            Farthest = Math.Max(Farthest, k);
            count = AddFar(k, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddNear(int from, int to)
    {
        double* x = this.x, w = this.w, sums = this.sums, beyond = x + NearShifts + 1;
        TLanes range = reach, one = last1, two = last2, three = last3, four = last4;
        int count = 0;
        for (int i = from; i < to; i += TLanes.Count)
        {
            TLanes xi = TLanes.Load(x + i), wi = TLanes.Load(w + i);
            TLanes share = Share(xi, wi, TLanes.Load(x + i + 1), TLanes.Load(w + i + 1));
            TLanes sum = TLanes.Load(sums + i) + (share - TLanes.Behind(one, share, 1));
            one = share;
            if (TLanes.Count >= 4)
            {
                share = Share(xi, wi, TLanes.Load(x + i + 2), TLanes.Load(w + i + 2));
                sum += share - TLanes.Behind(two, share, 2);
                two = share;
                share = Share(xi, wi, TLanes.Load(x + i + 3), TLanes.Load(w + i + 3));
                sum += share - TLanes.Behind(three, share, 3);
                three = share;
                share = Share(xi, wi, TLanes.Load(x + i + 4), TLanes.Load(w + i + 4));
                sum += share - TLanes.Behind(four, share, 4);
                four = share;
            }

            sum.Store(sums + i);
            far[count] = i;
            count += Convert.ToInt32(TLanes.LessBits(TLanes.Load(beyond + i) - xi, range) != 0);
        }

        (last1, last2, last3, last4) = (one, two, three, four);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int AddFar(int k, int count)
    {
        int kept = 0;
        for (int n = 0; n < count; n++)
        {
            int i = far[n];
            TLanes xi = TLanes.Load(x + i), xk = TLanes.Load(x + i + k);
            TLanes share = Share(xi, TLanes.Load(w + i), xk, TLanes.Load(w + i + k));
            (TLanes.Load(sums + i) + share).Store(sums + i);
            (TLanes.Load(sums + i + k) - share).Store(sums + i + k);
            far[kept] = i;
            if (TLanes.LessBits(TLanes.Load(x + i + k + 1) - xi, reach) != 0) kept++;
        }

        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TLanes Share(TLanes xi, TLanes wi, TLanes xk, TLanes wk)
    {
        TLanes difference = xk - xi;
        return weight.Values(difference * difference) * (wk - wi);
    }
}
