using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The sums in d = 2 and 3 through moments of cells: cells wholly in reach of each other interact by a matrix between a few points of
/// each (<see cref="CellInterpolation"/>), the others, along the edge of the support, pair by pair.</summary>
/// <remarks>Each particle gathers: nothing is written to by two cells, and the order of every sum is that of the cells. The error of the
/// interpolated weights is measured when the cells are chosen and is under the tolerance; polynomial weights have none.</remarks>
internal sealed class CellMomentSum<TWeight, TDimension> : AlignmentSum
    where TWeight : struct, ICommunicationWeight
    where TDimension : struct, ISpaceDimension
{
    // In free space the box grows with the particles; its cells are doubled when they would be more than this many a particle.
    private const int MostCellsPerParticle = 8;

    private readonly Domain domain;
    private readonly TWeight weight;
    private readonly double range;
    private readonly double reach;
    private readonly double tolerance;
    private readonly double perSquaredRange;
    private readonly double[] sides = new double[TDimension.Value];
    private readonly double[] origin = new double[TDimension.Value];
    private readonly int[] cells = [1, 1, 1];
    private readonly double[][] sortedPositions = [.. Enumerable.Range(0, TDimension.Value).Select(_ => Array.Empty<double>())];
    private readonly double[][] sortedCharges = [.. Enumerable.Range(0, TDimension.Value).Select(_ => Array.Empty<double>())];
    private readonly double[][] sortedSums = [.. Enumerable.Range(0, TDimension.Value).Select(_ => Array.Empty<double>())];
    private CellInterpolation? interpolation;
    private CellStencil? stencil;
    private double[] basis = [];
    private double[] moments = [];
    private double[] field = [];
    private double[] crowdingWithSelf = [];
    private double[] crowding = [];
    private int[] cellOf = [];
    private int[] order = [];
    private int[] start = [];
    private int count = -1;

    /// <summary>The sums on a domain.</summary>
    /// <param name="domain">Of the dimension of the type argument.</param>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    /// <param name="tolerance">The largest error of psi as a part of psi(0).</param>
    public CellMomentSum(Domain domain, TWeight weight, double range, double tolerance)
    {
        (this.domain, this.weight, this.range, this.tolerance) = (domain, weight, range, tolerance);
        reach = range * weight.SupportRadius;
        perSquaredRange = 1 / (range * range);
    }

    /// <inheritdoc/>
    public override string Method => stencil is null ? "cells"
        : interpolation is null ? $"pairs of cells, {stencil.DirectCells} a cell"
        : $"moments of {interpolation.Size} points a cell: {stencil.Interpolated.Length} cells by moments, {stencil.DirectCells} by pairs";

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Crowding => crowding;

    private int CellCount => cells[0] * cells[1] * cells[2];

    /// <inheritdoc/>
    public override void Load(double[][] positions)
    {
        bool resized = count != positions[0].Length;
        if (resized) Resize(positions[0].Length);
        Divide(positions, resized);
        Sort(positions);
        sortedCharges[0].AsSpan().Fill(1);
        Sum(1);
        for (int k = 0; k < count; k++)
        {
            crowdingWithSelf[k] = sortedSums[0][k];
            crowding[order[k]] = sortedSums[0][k] - weight.Value(0);
        }
    }

    /// <inheritdoc/>
    public override void Apply(double[][] velocities, double[][] sums)
    {
        for (int axis = 0; axis < TDimension.Value; axis++)
            for (int k = 0; k < count; k++) sortedCharges[axis][k] = velocities[axis][order[k]];
        Sum(TDimension.Value);
        for (int axis = 0; axis < TDimension.Value; axis++)
            for (int k = 0; k < count; k++) sums[axis][order[k]] = sortedSums[axis][k] - crowdingWithSelf[k] * sortedCharges[axis][k];
    }

    private void Resize(int particles)
    {
        count = particles;
        crowding = new double[count];
        crowdingWithSelf = new double[count];
        cellOf = new int[count];
        order = new int[count];
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            sortedPositions[axis] = new double[count];
            sortedCharges[axis] = new double[count];
            sortedSums[axis] = new double[count];
        }
    }

    /// <summary>Lays the cells over the particles; the stencil is made anew only when their sides change.</summary>
    private void Divide(double[][] positions, bool resized)
    {
        Span<double> box = stackalloc double[TDimension.Value];
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            double period = domain.Period(axis);
            (double lowest, double highest) = double.IsFinite(period) || count == 0 ? (0, double.IsFinite(period) ? period : 1)
                : (TensorPrimitives.Min<double>(positions[axis]), TensorPrimitives.Max<double>(positions[axis]));
            (origin[axis], box[axis]) = (lowest, highest - lowest);
        }

        bool changed = stencil is null || resized;
        if (changed) Choose(box);
        while (true)
        {
            double total = 1;
            for (int axis = 0; axis < TDimension.Value; axis++) total *= Along(box[axis], axis);
            if (total <= Math.Max(64.0, (double)MostCellsPerParticle * count)) break;
            for (int axis = 0; axis < TDimension.Value; axis++) sides[axis] = SideOf(2 * sides[axis], axis);
            changed = true;
        }

        for (int axis = 0; axis < TDimension.Value; axis++) cells[axis] = (int)Along(box[axis], axis);
        if (changed) stencil = CellStencil.Of(weight, range, sides, interpolation, tolerance);
        if (start.Length < CellCount + 1) start = new int[CellCount + 1];
        int size = interpolation?.Size ?? 0;
        if (moments.Length < CellCount * size * TDimension.Value) moments = new double[CellCount * size * TDimension.Value];
    }

    private double Along(double box, int axis) =>
        double.IsFinite(domain.Period(axis)) ? Math.Round(box / sides[axis]) : Math.Floor(box / sides[axis]) + 1;

    /// <summary>The side asked for, or on a torus the next longer one that divides the period.</summary>
    private double SideOf(double side, int axis)
    {
        double period = domain.Period(axis);
        return double.IsFinite(period) ? period / Math.Max(1, Math.Floor(period / side)) : side;
    }

    private void Choose(ReadOnlySpan<double> box)
    {
        int points = CellDivision.PointsFor(weight, range, TDimension.Value, tolerance);
        CellDivision division = CellDivision.Cheapest(box.ToArray(), count, reach, points);
        for (int axis = 0; axis < TDimension.Value; axis++) sides[axis] = SideOf(reach / division.PerReach, axis);
        interpolation = division.Points == 0 ? null : new CellInterpolation(division.Points, TDimension.Value);
        basis = new double[interpolation is null ? 0 : count * interpolation.Points * TDimension.Value];
        field = new double[interpolation is null ? 0 : interpolation.Size * TDimension.Value];
    }

    /// <summary>A counting sort by cell, the positions in that order, and their interpolation weights.</summary>
    private void Sort(double[][] positions)
    {
        start.AsSpan(0, CellCount + 1).Clear();
        for (int i = 0; i < count; i++)
        {
            int cell = 0;
            for (int axis = TDimension.Value - 1; axis >= 0; axis--) cell = cell * cells[axis] + CellAlong(positions[axis][i], axis);
            cellOf[i] = cell;
            start[cell + 1]++;
        }

        for (int cell = 0; cell < CellCount; cell++) start[cell + 1] += start[cell];
        for (int i = 0; i < count; i++) order[start[cellOf[i]]++] = i;
        for (int cell = CellCount; cell > 0; cell--) start[cell] = start[cell - 1];
        start[0] = 0;
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            double[] from = positions[axis], to = sortedPositions[axis];
            for (int k = 0; k < count; k++) to[k] = from[order[k]];
        }

        if (interpolation is null) return;
        int points = interpolation.Points;
        for (int k = 0; k < count; k++)
        {
            for (int axis = 0; axis < TDimension.Value; axis++)
            {
                double x = sortedPositions[axis][k], place = (x - origin[axis]) / sides[axis] - CellAlong(x, axis) - 0.5;
                interpolation.Basis(place, basis.AsSpan((k * TDimension.Value + axis) * points, points));
            }
        }
    }

    private int CellAlong(double coordinate, int axis) => Math.Clamp((int)((coordinate - origin[axis]) / sides[axis]), 0, cells[axis] - 1);

    /// <summary>sum_j psi q_j of each charge, j = i included.</summary>
    private void Sum(int charges)
    {
        if (interpolation is not null) ComputeMoments(charges);
        for (int z = 0, cell = 0; z < cells[2]; z++)
        {
            for (int y = 0; y < cells[1]; y++)
            {
                for (int x = 0; x < cells[0]; x++, cell++)
                {
                    if (start[cell] == start[cell + 1]) continue;
                    for (int c = 0; c < charges; c++) sortedSums[c].AsSpan(start[cell], start[cell + 1] - start[cell]).Clear();
                    if (interpolation is not null) AddFar(x, y, z, cell, charges);
                    AddNear(x, y, z, cell, charges);
                }
            }
        }
    }

    private void ComputeMoments(int charges)
    {
        int size = interpolation!.Size, stride = interpolation.Points * TDimension.Value;
        moments.AsSpan(0, CellCount * size * charges).Clear();
        for (int cell = 0; cell < CellCount; cell++)
        {
            for (int k = start[cell]; k < start[cell + 1]; k++)
            {
                ReadOnlySpan<double> values = basis.AsSpan(k * stride, stride);
                for (int node = 0; node < size; node++)
                {
                    double product = interpolation.Product(values, node);
                    for (int c = 0; c < charges; c++) moments[(cell * charges + c) * size + node] += product * sortedCharges[c][k];
                }
            }
        }
    }

    private void AddFar(int x, int y, int z, int cell, int charges)
    {
        int size = interpolation!.Size, stride = interpolation.Points * TDimension.Value;
        Span<double> local = field.AsSpan(0, size * charges);
        local.Clear();
        for (int k = 0; k < stencil!.Interpolated.Length; k++)
        {
            int[] offset = stencil.Interpolated[k];
            if (!TrySource(x, y, z, offset, out int source) || start[source] == start[source + 1]) continue;
            double[] matrix = stencil.Matrices[k];
            for (int c = 0; c < charges; c++)
            {
                Span<double> target = local.Slice(c * size, size);
                int at = (source * charges + c) * size;
                if (size == 1) target[0] += matrix[0] * moments[at];
                else
                    for (int b = 0; b < size; b++) TensorPrimitives.MultiplyAdd(matrix.AsSpan(b * size, size), moments[at + b], target, target);
            }
        }

        for (int k = start[cell]; k < start[cell + 1]; k++)
        {
            ReadOnlySpan<double> values = basis.AsSpan(k * stride, stride);
            for (int node = 0; node < size; node++)
            {
                double product = interpolation.Product(values, node);
                for (int c = 0; c < charges; c++) sortedSums[c][k] += product * local[c * size + node];
            }
        }
    }

    private void AddNear(int x, int y, int z, int cell, int charges)
    {
        foreach (CellRun run in stencil!.Direct)
        {
            double shift1 = 0, shift2 = 0;
            int row = 0;
            if (TDimension.Value > 2 && !TryAlong(z + run.Offset2, 2, ref row, out shift2)) continue;
            if (TDimension.Value > 1 && !TryAlong(y + run.Offset1, 1, ref row, out shift1)) continue;

            // A run that crosses the seam of a torus is cut there; what lies beyond a box in free space is empty.
            int cells0 = cells[0], place = x + run.From, last = x + run.To;
            bool periodic = double.IsFinite(domain.Period(0));
            if (!periodic) (place, last) = (Math.Max(place, 0), Math.Min(last, cells0 - 1));
            while (place <= last)
            {
                int turns = (int)Math.Floor((double)place / cells0), inside = place - turns * cells0, length = Math.Min(last - place + 1, cells0 - inside);
                int from = start[row * cells0 + inside], to = start[row * cells0 + inside + length];
                if (from < to) AddRange(cell, from, to, turns == 0 ? 0 : turns * domain.Period(0), shift1, shift2, charges);
                place += length;
            }
        }
    }

    private void AddRange(int cell, int from, int to, double shift0, double shift1, double shift2, int charges)
    {
        if (Vector512.IsHardwareAccelerated) AddRange<Lanes512>(cell, from, to, shift0, shift1, shift2, charges);
        else if (Vector256.IsHardwareAccelerated) AddRange<Lanes256>(cell, from, to, shift0, shift1, shift2, charges);
        else AddRange<SingleLane>(cell, from, to, shift0, shift1, shift2, charges);
    }

    private void AddRange<TLanes>(int cell, int from, int to, double shift0, double shift1, double shift2, int charges)
        where TLanes : struct, ILanes<TLanes>
    {
        if (charges == 1) AddPairs<TLanes, OneDimension>(cell, from, to, shift0, shift1, shift2);
        else AddPairs<TLanes, TDimension>(cell, from, to, shift0, shift1, shift2);
    }

    private unsafe void AddPairs<TLanes, TCharges>(int cell, int from, int to, double shift0, double shift1, double shift2)
        where TLanes : struct, ILanes<TLanes>
        where TCharges : struct, ISpaceDimension
    {
        fixed (double* x0 = sortedPositions[0], x1 = sortedPositions[TDimension.Value > 1 ? 1 : 0], x2 = sortedPositions[TDimension.Value > 2 ? 2 : 0])
        fixed (double* q0 = sortedCharges[0], q1 = sortedCharges[TCharges.Value > 1 ? 1 : 0], q2 = sortedCharges[TCharges.Value > 2 ? 2 : 0])
        {
            int vectorEnd = to - (to - from) % TLanes.Count;
            for (int k = start[cell]; k < start[cell + 1]; k++)
            {
                TLanes sum0 = TLanes.Broadcast(0), sum1 = sum0, sum2 = sum0;
                for (int j = from; j < vectorEnd; j += TLanes.Count)
                {
                    TLanes psi = Psi<TLanes>(x0, x1, x2, j, k, shift0, shift1, shift2);
                    sum0 = TLanes.MultiplyAdd(psi, TLanes.Load(q0 + j), sum0);
                    if (TCharges.Value > 1) sum1 = TLanes.MultiplyAdd(psi, TLanes.Load(q1 + j), sum1);
                    if (TCharges.Value > 2) sum2 = TLanes.MultiplyAdd(psi, TLanes.Load(q2 + j), sum2);
                }

                SingleLane rest0 = SingleLane.Broadcast(0), rest1 = rest0, rest2 = rest0;
                for (int j = vectorEnd; j < to; j++)
                {
                    SingleLane psi = Psi<SingleLane>(x0, x1, x2, j, k, shift0, shift1, shift2);
                    rest0 = SingleLane.MultiplyAdd(psi, SingleLane.Load(q0 + j), rest0);
                    if (TCharges.Value > 1) rest1 = SingleLane.MultiplyAdd(psi, SingleLane.Load(q1 + j), rest1);
                    if (TCharges.Value > 2) rest2 = SingleLane.MultiplyAdd(psi, SingleLane.Load(q2 + j), rest2);
                }

                sortedSums[0][k] += TLanes.Sum(sum0) + SingleLane.Sum(rest0);
                if (TCharges.Value > 1) sortedSums[1][k] += TLanes.Sum(sum1) + SingleLane.Sum(rest1);
                if (TCharges.Value > 2) sortedSums[2][k] += TLanes.Sum(sum2) + SingleLane.Sum(rest2);
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

    /// <summary>The cell at an offset, wrapped on a torus; false beyond the box in free space.</summary>
    private bool TrySource(int x, int y, int z, int[] offset, out int source)
    {
        source = 0;
        if (TDimension.Value > 2 && !TryAlong(z + offset[2], 2, ref source, out _)) return false;
        if (TDimension.Value > 1 && !TryAlong(y + offset[1], 1, ref source, out _)) return false;
        return TryAlong(x + offset[0], 0, ref source, out _);
    }

    private bool TryAlong(int place, int axis, ref int source, out double shift)
    {
        shift = 0;
        int inside = place;
        if ((uint)place >= (uint)cells[axis])
        {
            double period = domain.Period(axis);
            if (!double.IsFinite(period)) return false;
            int turns = (int)Math.Floor((double)place / cells[axis]);
            inside = place - turns * cells[axis];
            shift = turns * period;
        }

        source = source * cells[axis] + inside;
        return true;
    }
}
