using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ParticleLimit.Model;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>Transport over a step: every velocity's positions shift by v s, one pass over memory for each axis.</summary>
/// <remarks>The one line of d = 1 can be cut into parts (<see cref="LineParts{T, TFormat, TBoundary}"/>). Else a tile is a run of velocities, neighbours in memory, on one line of positions: each line of cells is then a stream that goes on in memory from one
/// sweep to the next. Doing all axes while a few velocities' positions are in the cache would save passes over memory, but touches a page for every cell
/// and was slower by a third.</remarks>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
/// <typeparam name="TBoundary">What lies beyond the ends of the position axes.</typeparam>
/// <typeparam name="TDimension">d.</typeparam>
internal sealed unsafe class TransportPass<T, TFormat, TBoundary, TDimension> : ITileWork
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
    where TBoundary : struct, IBoundary
    where TDimension : struct, ISpaceDimension
{
    private const int Width = PhaseLayout.Width;
    private const int CellsPerTile = 1 << 15;

    private readonly PhaseLayout layout;
    private readonly ActiveBox box;
    private readonly AlignedBuffer<T> cells;
    private readonly AlignedBuffer<double>[] scratch;
    private readonly LaneShift[] shifts; // of the vectors of velocities along the present axis
    private readonly double[] lost; // [tile][side]
    private readonly LineParts<T, TFormat, TBoundary>? parts; // of the line of d = 1, for threads
    private SweepSpan span;
    private int axis, vectors, vectorsPerTile;

    /// <summary>A pass over a grid.</summary>
    public TransportPass(PhaseLayout layout, ActiveBox box, AlignedBuffer<T> cells, int threads)
    {
        (this.layout, this.box, this.cells) = (layout, box, cells);
        if (TDimension.Value == 1) parts = LineParts<T, TFormat, TBoundary>.Create(layout, cells, threads);
        int room = ShiftSweep<T, TFormat, TBoundary>.Scratch(layout.Positions.Max(axis => axis.Cells));
        scratch = [.. Enumerable.Range(0, threads).Select(_ => new AlignedBuffer<double>(room))];
        shifts = new LaneShift[layout.Velocities.Max(axis => axis.Cells)];
        lost = new double[layout.Positions.Max(axis => layout.PositionCells / axis.Cells * TilesOf((int)(layout.Block / Width), axis.Cells)) * 2];
    }

    /// <summary>The lines of positions along the axis that has begun.</summary>
    public int Lines { get; private set; }

    /// <summary>The tiles of each of them; those of a line follow those of the line before.</summary>
    public int TilesPerLine { get; private set; }

    private int Tiles => Lines * TilesPerLine;

    /// <summary>Shifts the whole grid along some axes.</summary>
    /// <param name="step">s; of either sign.</param>
    /// <param name="axes">How many, from the first on.</param>
    /// <param name="team">Who does it.</param>
    /// <param name="ledger">Receives, added to what is there, the cell averages that left: [axis][lower, upper].</param>
    public void Apply(double step, int axes, TileTeam team, Span<double> ledger)
    {
        for (int k = 0; k < axes; k++)
        {
            Begin(k, step);
            Run(team, ledger);
        }
    }

    /// <summary>Prepares the tiles of an axis, and draws the box as it is after them.</summary>
    public void Begin(int axis, double step)
    {
        this.axis = axis;
        vectors = box.VelocityCells / Width;
        span = Span(step);
        SetShifts(step);
        vectorsPerTile = VectorsPerTile(span.SourceEnd - span.SourceStart);
        TilesPerLine = TilesOf(vectors, span.SourceEnd - span.SourceStart);
        Lines = 1;
        for (int k = 0; k < TDimension.Value; k++) Lines *= k == axis ? 1 : box.PositionEnd[k] - box.PositionStart[k];
        (box.PositionStart[axis], box.PositionEnd[axis]) = (span.TargetStart, span.TargetEnd);
    }

    /// <summary>Shifts along the axis that has begun.</summary>
    public void Run(TileTeam team, Span<double> ledger)
    {
        team.Run(this, Tiles, alone: box.Cells < TileTeam.WorthHelp);
        End(ledger);
    }

    /// <summary>Cuts the one line of d = 1 into a part for each thread, to be shifted by <see cref="ProcessPart"/>.</summary>
    /// <returns>The number of parts; 0 where the line is better left whole.</returns>
    public int Cut() => parts is not null && parts.Cut(span, shifts.AsSpan(0, vectors), Velocities(0, out _)) ? parts.Count : 0;

    /// <summary>Shifts a part of the line, for all velocities.</summary>
    /// <returns>The first position cell of the part, and one past the last.</returns>
    public (int First, int End) ProcessPart(int part, int worker)
    {
        Lanes* left = stackalloc Lanes[2];
        for (int tile = 0; tile < TilesPerLine; tile++)
        {
            (left[0], left[1]) = (Lanes.Zero, Lanes.Zero);
            for (int vector = tile * vectorsPerTile; vector < Math.Min(vectors, (tile + 1) * vectorsPerTile); vector++)
                parts!.Shift(part, vector, shifts[vector], scratch[worker].Start, left);
            if (part == 0) lost[2 * tile] = Vector512.Sum(left[0]);
            if (part == parts!.Count - 1) lost[2 * tile + 1] = Vector512.Sum(left[1]);
        }

        return parts!.Ends(part);
    }

    /// <summary>Adds up what left, after all tiles.</summary>
    public void End(Span<double> ledger)
    {
        for (int tile = 0; tile < Tiles; tile++)
            for (int side = 0; side < 2; side++) ledger[2 * axis + side] += lost[2 * tile + side];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Process(int tile, int worker)
    {
        int rest = tile / TilesPerLine, first = tile % TilesPerLine * vectorsPerTile, end = Math.Min(vectors, first + vectorsPerTile);
        T* line = cells.Start;
        for (int k = TDimension.Value - 1; k >= 0; k--)
        {
            if (k == axis) continue;
            (rest, int at) = Math.DivRem(rest, box.PositionEnd[k] - box.PositionStart[k]);
            line += (box.PositionStart[k] + at) * layout.PositionStrides[k];
        }

        nint stride = layout.PositionStrides[axis];
        Lanes* left = stackalloc Lanes[2];
        (left[0], left[1]) = (Lanes.Zero, Lanes.Zero);
        for (int vector = first; vector < end; vector++)
        {
            nint start = Velocities(vector, out int along);
            ShiftSweep<T, TFormat, TBoundary>.Apply(line + start, stride, span, shifts[along], scratch[worker].Start, left);
        }

        lost[2 * tile] = Vector512.Sum(left[0]);
        lost[2 * tile + 1] = Vector512.Sum(left[1]);
    }

    private static int VectorsPerTile(int length) => Math.Max(1, CellsPerTile / Width / Math.Max(1, length));

    private static int TilesOf(int vectors, int length) => (vectors + VectorsPerTile(length) - 1) / VectorsPerTile(length);

    /// <summary>Where a vector of velocities of the box stands in a block, and its number along the present axis.</summary>
    private nint Velocities(int vector, out int along)
    {
        nint start = 0;
        along = 0;
        for (int k = TDimension.Value - 1; k >= 0; k--)
        {
            int cells = k == TDimension.Value - 1 ? Width : 1;
            (vector, int at) = Math.DivRem(vector, (box.VelocityEnd[k] - box.VelocityStart[k]) / cells);
            start += (box.VelocityStart[k] + at * cells) * layout.VelocityStrides[k];
            if (k == axis) along = at;
        }

        return start;
    }

    private void SetShifts(double step)
    {
        GridAxis x = layout.Positions[axis], v = layout.Velocities[axis];
        int cells = axis == TDimension.Value - 1 ? Width : 1;
        for (int at = box.VelocityStart[axis], k = 0; at < box.VelocityEnd[axis]; at += cells, k++)
        {
            Lanes velocity = cells > 1 ? Vector512.CreateSequence(v.Centre(at), v.Width) : Vector512.Create(v.Centre(at));
            shifts[k].Set(velocity * (step / x.Width), TBoundary.IsPeriodic ? x.Cells : 0, x.Cells + 1);
        }
    }

    private SweepSpan Span(double step)
    {
        GridAxis x = layout.Positions[axis], v = layout.Velocities[axis];
        int n = x.Cells, from = box.PositionStart[axis], to = box.PositionEnd[axis];
        if (TBoundary.IsPeriodic) return new SweepSpan(n, 0, n, 0, n);
        if (from >= to) return new SweepSpan(n, from, from, from, from);
        double one = v.Centre(box.VelocityStart[axis]) * step / x.Width, other = v.Centre(box.VelocityEnd[axis] - 1) * step / x.Width;
        int least = (int)Math.Clamp(Math.Floor(Math.Min(one, other)), -n - 1, n + 1), most = (int)Math.Clamp(Math.Floor(Math.Max(one, other)), -n - 1, n + 1);
        return new SweepSpan(n, from, to, Math.Clamp(from + Math.Min(0, least), 0, n), Math.Clamp(to + Math.Max(0, most + 1), 0, n));
    }
}
