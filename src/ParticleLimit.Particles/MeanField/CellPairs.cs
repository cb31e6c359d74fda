using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The part of the sums that goes pair by pair: the cells along the edge of the support, so many particles at a time as the lanes hold.</summary>
/// <param name="domain">Where positions live.</param>
/// <param name="cells">The particles by cell.</param>
/// <param name="weight">psi.</param>
/// <param name="range">r.</param>
internal sealed class CellPairs<TWeight, TDimension>(Domain domain, SortedCells<TDimension> cells, TWeight weight, double range)
    where TWeight : struct, ICommunicationWeight
    where TDimension : struct, ISpaceDimension
{
    private readonly double perSquaredRange = 1 / (range * range);

    /// <summary>Adds what the particles around a cell do to its own.</summary>
    /// <param name="stencil">The cells to visit.</param>
    /// <param name="x">The cell along axis 0.</param>
    /// <param name="y">The cell along axis 1.</param>
    /// <param name="z">The cell along axis 2.</param>
    /// <param name="cell">Its number.</param>
    /// <param name="charges">In the order of the cells, one array per component.</param>
    /// <param name="sums">Likewise.</param>
    /// <param name="components">1, or d.</param>
    public void Add(CellStencil stencil, int x, int y, int z, int cell, double[][] charges, double[][] sums, int components)
    {
        int along = cells.Along[0];
        foreach (CellRun run in stencil.Direct)
        {
            double shift1 = 0, shift2 = 0;
            int row = 0;
            if (TDimension.Value > 2 && !cells.TryAlong(z + run.Offset2, 2, ref row, out shift2)) continue;
            if (TDimension.Value > 1 && !cells.TryAlong(y + run.Offset1, 1, ref row, out shift1)) continue;

            // A run that crosses the seam of a torus is cut there; what lies beyond a box in free space is empty.
            int place = x + run.From, last = x + run.To;
            if (!double.IsFinite(domain.Period(0))) (place, last) = (Math.Max(place, 0), Math.Min(last, along - 1));
            while (place <= last)
            {
                int turns = (int)Math.Floor((double)place / along), inside = place - turns * along, length = Math.Min(last - place + 1, along - inside);
                int from = cells.Begin(row * along + inside), to = cells.Begin(row * along + inside + length);
                if (from < to) Add(cell, from, to, turns == 0 ? 0 : turns * domain.Period(0), shift1, shift2, charges, sums, components);
                place += length;
            }
        }
    }

    private void Add(int cell, int from, int to, double shift0, double shift1, double shift2, double[][] charges, double[][] sums, int components)
    {
        if (Vector512.IsHardwareAccelerated) Add<Lanes512>(cell, from, to, shift0, shift1, shift2, charges, sums, components);
        else if (Vector256.IsHardwareAccelerated) Add<Lanes256>(cell, from, to, shift0, shift1, shift2, charges, sums, components);
        else Add<SingleLane>(cell, from, to, shift0, shift1, shift2, charges, sums, components);
    }

    private void Add<TLanes>(int cell, int from, int to, double shift0, double shift1, double shift2, double[][] charges, double[][] sums, int components)
        where TLanes : struct, ILanes<TLanes>
    {
        if (components == 1) Add<TLanes, OneDimension>(cell, from, to, shift0, shift1, shift2, charges, sums);
        else Add<TLanes, TDimension>(cell, from, to, shift0, shift1, shift2, charges, sums);
    }

    private unsafe void Add<TLanes, TComponents>(int cell, int from, int to, double shift0, double shift1, double shift2, double[][] charges, double[][] sums)
        where TLanes : struct, ILanes<TLanes>
        where TComponents : struct, ISpaceDimension
    {
        double[][] positions = cells.Positions;
        fixed (double* x0 = positions[0], x1 = positions[TDimension.Value > 1 ? 1 : 0], x2 = positions[TDimension.Value > 2 ? 2 : 0])
        fixed (double* q0 = charges[0], q1 = charges[TComponents.Value > 1 ? 1 : 0], q2 = charges[TComponents.Value > 2 ? 2 : 0])
        {
            int vectorEnd = to - (to - from) % TLanes.Count;
            for (int k = cells.Begin(cell); k < cells.End(cell); k++)
            {
                TLanes sum0 = TLanes.Broadcast(0), sum1 = sum0, sum2 = sum0;
                for (int j = from; j < vectorEnd; j += TLanes.Count)
                {
                    TLanes psi = Psi<TLanes>(x0, x1, x2, j, k, shift0, shift1, shift2);
                    sum0 = TLanes.MultiplyAdd(psi, TLanes.Load(q0 + j), sum0);
                    if (TComponents.Value > 1) sum1 = TLanes.MultiplyAdd(psi, TLanes.Load(q1 + j), sum1);
                    if (TComponents.Value > 2) sum2 = TLanes.MultiplyAdd(psi, TLanes.Load(q2 + j), sum2);
                }

                SingleLane rest0 = SingleLane.Broadcast(0), rest1 = rest0, rest2 = rest0;
                for (int j = vectorEnd; j < to; j++)
                {
                    SingleLane psi = Psi<SingleLane>(x0, x1, x2, j, k, shift0, shift1, shift2);
                    rest0 = SingleLane.MultiplyAdd(psi, SingleLane.Load(q0 + j), rest0);
                    if (TComponents.Value > 1) rest1 = SingleLane.MultiplyAdd(psi, SingleLane.Load(q1 + j), rest1);
                    if (TComponents.Value > 2) rest2 = SingleLane.MultiplyAdd(psi, SingleLane.Load(q2 + j), rest2);
                }

                sums[0][k] += TLanes.Sum(sum0) + SingleLane.Sum(rest0);
                if (TComponents.Value > 1) sums[1][k] += TLanes.Sum(sum1) + SingleLane.Sum(rest1);
                if (TComponents.Value > 2) sums[2][k] += TLanes.Sum(sum2) + SingleLane.Sum(rest2);
            }
        }
    }

    /// <summary>psi between particle k and the particles from j on; a difference first and its image's shift after it, bitwise the opposite from the other side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe TLanes Psi<TLanes>(double* x0, double* x1, double* x2, int j, int k, double shift0, double shift1, double shift2)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes difference = TLanes.Load(x0 + j) - TLanes.Broadcast(x0[k]) + TLanes.Broadcast(shift0), squared = difference * difference;
        if (TDimension.Value > 1)
        {
            difference = TLanes.Load(x1 + j) - TLanes.Broadcast(x1[k]) + TLanes.Broadcast(shift1);
            squared = TLanes.MultiplyAdd(difference, difference, squared);
        }

        if (TDimension.Value > 2)
        {
            difference = TLanes.Load(x2 + j) - TLanes.Broadcast(x2[k]) + TLanes.Broadcast(shift2);
            squared = TLanes.MultiplyAdd(difference, difference, squared);
        }

        return weight.Values(squared * TLanes.Broadcast(perSquaredRange));
    }
}
