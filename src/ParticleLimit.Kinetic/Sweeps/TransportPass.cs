using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Transport over a step: every velocity's positions shift by v s, axis after axis while the tile is in the cache.</summary>
/// <remarks>A tile is the position grid of eight neighbouring velocities, so that all d sweeps cost one pass over memory.</remarks>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
/// <typeparam name="TBoundary">What lies beyond the ends of the position axes.</typeparam>
internal sealed unsafe class TransportPass<T, TFormat, TBoundary> : ITileWork
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
    where TBoundary : struct, IBoundary
{
    private const int Width = PhaseLayout.Width;

    private readonly PhaseLayout layout;
    private readonly ActiveBox box;
    private readonly AlignedBuffer<T> cells;
    private readonly AlignedBuffer<double>[] scratch;
    private readonly SweepSpan[] spans;
    private readonly double[] lost; // [velocity tile][axis][side]
    private readonly int d;
    private double step;

    /// <summary>A pass over a grid.</summary>
    public TransportPass(PhaseLayout layout, ActiveBox box, AlignedBuffer<T> cells, int threads)
    {
        (this.layout, this.box, this.cells, d) = (layout, box, cells, layout.Dimension);
        int room = ShiftSweep<T, TFormat, TBoundary>.Scratch(layout.Positions.Max(axis => axis.Cells));
        scratch = [.. Enumerable.Range(0, threads).Select(_ => new AlignedBuffer<double>(room))];
        spans = new SweepSpan[d];
        lost = new double[layout.Block / Width * 2 * d];
    }

    /// <summary>Shifts the whole grid.</summary>
    /// <param name="step">s; of either sign.</param>
    /// <param name="team">Who does it.</param>
    /// <param name="ledger">Receives, added to what is there, the cell averages that left: [axis][lower, upper].</param>
    public void Apply(double step, TileTeam team, Span<double> ledger)
    {
        this.step = step;
        for (int k = 0; k < d; k++) spans[k] = Span(k);
        Array.Clear(lost);
        int tiles = box.VelocityCells / Width;
        team.Run(this, tiles, alone: box.Cells < AlignmentPass<T, TFormat>.WorthHelp);
        for (int tile = 0; tile < tiles; tile++)
            for (int side = 0; side < 2 * d; side++) ledger[side] += lost[tile * 2 * d + side];
        for (int k = 0; k < d; k++) (box.PositionStart[k], box.PositionEnd[k]) = (spans[k].TargetStart, spans[k].TargetEnd);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Process(int tile, int worker)
    {
        nint start = 0;
        int rest = tile;
        LaneShift* shifts = stackalloc LaneShift[d];
        for (int k = d - 1; k >= 0; k--)
        {
            bool last = k == d - 1;
            int extent = (box.VelocityEnd[k] - box.VelocityStart[k]) / (last ? Width : 1);
            int at = box.VelocityStart[k] + rest % extent * (last ? Width : 1);
            rest /= extent;
            start += at * layout.VelocityStrides[k];
            GridAxis axis = layout.Velocities[k];
            Lanes velocity = last ? Vector512.CreateSequence(axis.Centre(at), axis.Width) : Vector512.Create(axis.Centre(at));
            int n = layout.Positions[k].Cells;
            shifts[k].Set(velocity * (step / layout.Positions[k].Width), TBoundary.IsPeriodic ? n : 0, n + 1);
        }

        Lanes* left = stackalloc Lanes[2];
        for (int k = d - 1; k >= 0; k--)
        {
            (left[0], left[1]) = (Lanes.Zero, Lanes.Zero);
            Sweep(cells.Start + start, k, shifts[k], scratch[worker].Start, left);
            lost[(tile * d + k) * 2] = Vector512.Sum(left[0]);
            lost[(tile * d + k) * 2 + 1] = Vector512.Sum(left[1]);
        }
    }

    /// <summary>All lines along an axis: on the axes still to come where mass is, on those done where it may be now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sweep(T* start, int axis, in LaneShift shift, double* room, Lanes* left)
    {
        (int first, int second) = d == 1 ? (-1, -1) : d == 2 ? (1 - axis, -1) : (axis == 0 ? 1 : 0, axis == 2 ? 1 : 2);
        (int from, int to) = Range(first, axis);
        (int innerFrom, int innerTo) = Range(second, axis);
        nint stride = first < 0 ? 0 : layout.PositionStrides[first], innerStride = second < 0 ? 0 : layout.PositionStrides[second];
        for (int i = from; i < to; i++)
            for (int j = innerFrom; j < innerTo; j++)
                ShiftSweep<T, TFormat, TBoundary>.Apply(start + i * stride + j * innerStride, layout.PositionStrides[axis], spans[axis], shift, room, left);
    }

    private (int From, int To) Range(int axis, int present) =>
        axis < 0 ? (0, 1) : axis > present ? (spans[axis].TargetStart, spans[axis].TargetEnd) : (spans[axis].SourceStart, spans[axis].SourceEnd);

    private SweepSpan Span(int k)
    {
        int n = layout.Positions[k].Cells;
        if (TBoundary.IsPeriodic) return new SweepSpan(n, 0, n, 0, n);
        GridAxis v = layout.Velocities[k];
        double one = v.Centre(box.VelocityStart[k]) * step / layout.Positions[k].Width, other = v.Centre(box.VelocityEnd[k] - 1) * step / layout.Positions[k].Width;
        int least = (int)Math.Clamp(Math.Floor(Math.Min(one, other)), -n - 1, n + 1), most = (int)Math.Clamp(Math.Floor(Math.Max(one, other)), -n - 1, n + 1);
        int from = box.PositionStart[k], to = box.PositionEnd[k];
        if (from >= to) return new SweepSpan(n, from, from, from, from);
        return new SweepSpan(n, from, to, Math.Clamp(from + Math.Min(0, least), 0, n), Math.Clamp(to + Math.Max(0, most + 1), 0, n));
    }
}
