using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Sums psi (w_j - w_i) and psi over ranges of particles j for one particle i after the other.</summary>
/// <remarks>What i sees of j and j of i is computed by the same operations on bitwise opposite differences: psi is the same, the change of velocity opposite.
/// A whole vector is read where a range ends within one; <see cref="RowEngine{TWeight, TDimension}"/> says why no particle is met twice by it.</remarks>
internal unsafe struct RowForce<TWeight, TDimension, TLanes>
    where TWeight : struct, ICommunicationWeight
    where TDimension : struct, ISpaceDimension
    where TLanes : struct, ILanes<TLanes>
{
    private readonly TWeight weight;
    private readonly TLanes perSquaredEpsilon;
    private readonly double* x0;
    private readonly double* x1;
    private readonly double* x2;
    private readonly double* w0;
    private readonly double* w1;
    private readonly double* w2;
    private TLanes x0i;
    private TLanes x1i;
    private TLanes x2i;
    private TLanes w0i;
    private TLanes w1i;
    private TLanes w2i;
    private TLanes sum0;
    private TLanes sum1;
    private TLanes sum2;
    private TLanes crowding;

    /// <summary>Sums over some particles.</summary>
    public RowForce(RowParticles particles, TWeight weight, double perSquaredEpsilon)
    {
        this.weight = weight;
        this.perSquaredEpsilon = TLanes.Broadcast(perSquaredEpsilon);
        x0 = particles.Position(0);
        x1 = particles.Position(1);
        x2 = particles.Position(2);
        w0 = particles.Predicted(0);
        w1 = particles.Predicted(1);
        w2 = particles.Predicted(2);
    }

    /// <summary>Begins the sums of a particle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int i)
    {
        (x0i, x1i) = (TLanes.Broadcast(x0[i]), TLanes.Broadcast(x1[i]));
        (w0i, w1i) = (TLanes.Broadcast(w0[i]), TLanes.Broadcast(w1[i]));
        if (TDimension.Value > 2) (x2i, w2i) = (TLanes.Broadcast(x2[i]), TLanes.Broadcast(w2[i]));
        sum0 = sum1 = sum2 = crowding = default;
    }

    /// <summary>Adds the particles of a range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int from, int to)
    {
        // One vector nearly always, and an empty range is seldom: it then reads what is out of reach, as any overrun does.
        int j = from;
        do
        {
            TLanes d0 = TLanes.Load(x0 + j) - x0i, d1 = TLanes.Load(x1 + j) - x1i;
            Add(j, d0, d1, TDimension.Value > 2 ? TLanes.Load(x2 + j) - x2i : default);
            j += TLanes.Count;
        }
        while (j < to);
    }

    /// <summary>Adds the particles of a range, each in the image that is shifted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int from, int to, double shift0, double shift1, double shift2)
    {
        TLanes s0 = TLanes.Broadcast(shift0), s1 = TLanes.Broadcast(shift1), s2 = TLanes.Broadcast(shift2);
        for (int j = from; j < to; j += TLanes.Count)
        {
            // First the difference, then the image: an image of i or of j would be rounded.
            TLanes d0 = TLanes.Load(x0 + j) - x0i + s0, d1 = TLanes.Load(x1 + j) - x1i + s1;
            Add(j, d0, d1, TDimension.Value > 2 ? TLanes.Load(x2 + j) - x2i + s2 : default);
        }
    }

    /// <summary>Ends the sums of a particle and writes them, some numbers apart: one an axis, and fourth the crowding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Give(double* sums, int apart) =>
        TLanes.SumEach(sum0, sum1, sum2, crowding, sums, sums + apart, sums + 2 * apart, sums + 3 * apart);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int j, TLanes d0, TLanes d1, TLanes d2)
    {
        TLanes squared = TLanes.MultiplyAdd(d0, d0, d1 * d1);
        if (TDimension.Value > 2) squared = TLanes.MultiplyAdd(d2, d2, squared);
        TLanes psi = weight.Values(squared * perSquaredEpsilon);
        crowding += psi;
        sum0 = TLanes.MultiplyAdd(psi, TLanes.Load(w0 + j) - w0i, sum0);
        sum1 = TLanes.MultiplyAdd(psi, TLanes.Load(w1 + j) - w1i, sum1);
        if (TDimension.Value > 2) sum2 = TLanes.MultiplyAdd(psi, TLanes.Load(w2 + j) - w2i, sum2);
    }
}
