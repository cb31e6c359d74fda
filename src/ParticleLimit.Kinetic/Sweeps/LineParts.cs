using System.Runtime.CompilerServices;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>The line of positions of d = 1 in parts that are shifted at the same time: what a part needs from beyond its ends is kept before anything is overwritten.</summary>
/// <remarks>Whoever shifts a part can align it, too, and finds it in the cache. Threads that shift all positions of some velocities and then align all velocities of some positions send
/// half of the cells from one cache to the other, twice in each step. Each cell is made from the same cells by the same operations as by <see cref="ShiftSweep{T, TFormat, TBoundary}"/> on the whole line.</remarks>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
/// <typeparam name="TBoundary">What lies beyond the ends.</typeparam>
internal sealed unsafe class LineParts<T, TFormat, TBoundary>
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
    where TBoundary : struct, IBoundary
{
    // Positions kept at an end for one velocity, at most; more would not pay. An odd number, for the cache sets.
    private const int MostKept = 63;
    private const int LeastKept = 2 * Parabola.Ghosts + 1; // for shifts of less than a cell
    private const int Width = PhaseLayout.Width;

    private readonly PhaseLayout layout;
    private readonly AlignedBuffer<T> cells, kept; // kept: [end][vector][row][lane]
    private readonly int[] ends;
    private readonly Reach[] reaches;
    private readonly int room; // positions that can be kept at an end
    private SweepSpan span;
    private int vectors;
    private nint firstVelocity;

    private LineParts(PhaseLayout layout, AlignedBuffer<T> cells, int parts)
    {
        (this.layout, this.cells) = (layout, cells);
        ends = new int[parts + 1];
        reaches = new Reach[layout.Row / Width];
        room = Room(layout, parts);
        kept = new AlignedBuffer<T>((long)ends.Length * reaches.Length * room * Width);
    }

    /// <summary>A line in so many parts; null where that would not pay.</summary>
    public static LineParts<T, TFormat, TBoundary>? Create(PhaseLayout layout, AlignedBuffer<T> cells, int parts) =>
        parts > 1 && layout.Cells >= TileTeam.WorthHelp && Room(layout, parts) >= LeastKept ? new(layout, cells, parts) : null;

    /// <summary>The number of parts.</summary>
    public int Count => ends.Length - 1;

    /// <summary>The first position cell of a part, and that of the next.</summary>
    public (int First, int End) Ends(int part) => (ends[part], ends[part + 1]);

    /// <summary>Cuts the line into equal parts and keeps what is beside their ends.</summary>
    /// <param name="span">The cells that may hold mass before and after.</param>
    /// <param name="shifts">Those of the vectors of velocities.</param>
    /// <param name="firstVelocity">Where the first vector stands in the block of a position.</param>
    /// <returns>False where so much would have to be kept, which one thread does, that the line is better left whole.</returns>
    public bool Cut(in SweepSpan span, ReadOnlySpan<LaneShift> shifts, nint firstVelocity)
    {
        int most = Math.Min(room, Most(span.TargetEnd - span.TargetStart, Count));
        for (int vector = 0; vector < shifts.Length; vector++)
        {
            Reach reach = reaches[vector] = Reach.Of(shifts[vector]);
            if (reach.Below + reach.Above > most) return false;
        }

        (this.span, this.firstVelocity, vectors) = (span, firstVelocity, shifts.Length);
        for (int part = 0; part <= Count; part++) ends[part] = span.TargetStart + (int)((long)(span.TargetEnd - span.TargetStart) * part / Count);
        for (int end = TBoundary.IsPeriodic ? 0 : 1; end < Count; end++) Keep(end);
        return true;
    }

    /// <summary>Shifts eight velocities of a part in place.</summary>
    /// <param name="part">Which.</param>
    /// <param name="vector">The number of the vector of velocities.</param>
    /// <param name="shift">By how much.</param>
    /// <param name="scratch">Room for <see cref="ShiftSweep{T, TFormat, TBoundary}.Scratch"/> doubles for the whole line.</param>
    /// <param name="lost">Two vectors that receive what left through the lower end of the first part and the upper end of the last, added to what is there; nothing on a torus.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Shift(int part, int vector, in LaneShift shift, double* scratch, Lanes* lost)
    {
        Reach reach = reaches[vector];
        (int start, int end) = Ends(part);
        int from = start - reach.Below, to = end + reach.Above;
        if (!TBoundary.IsPeriodic)
        {
            from = part == 0 ? span.SourceStart : Math.Max(span.SourceStart, from);
            to = Math.Max(from, part == Count - 1 ? span.SourceEnd : Math.Min(span.SourceEnd, to));
        }

        nint stride = layout.PositionStrides[0];
        T* line = cells.Start + firstVelocity + vector * Width;
        Lanes empty = Lanes.Zero;
        CellRun<T>* runs = stackalloc CellRun<T>[5], last = runs;
        *last = ShiftSweep<T, TFormat, OpenBoundary>.Empty(&empty);
        Append(Kept(part, vector) + (from - start + reach.Below) * Width, Width, Math.Min(start, to) - from, ref last);
        Append(line + Math.Max(start, from) * stride, stride, Math.Min(end, to) - Math.Max(start, from), ref last);
        Append(Kept(part + 1, vector) + (Math.Max(end, from) - end + reach.Below) * Width, Width, to - Math.Max(end, from), ref last);
        *++last = ShiftSweep<T, TFormat, OpenBoundary>.Empty(&empty);
        Lanes* sides = stackalloc Lanes[2];
        (sides[0], sides[1]) = (lost[0], lost[1]);
        ShiftSweep<T, TFormat, OpenBoundary>.Apply(runs, line, stride, new SweepSpan(span.Cells, from, to, start, end), shift, scratch, sides);
        if (TBoundary.IsPeriodic) return;
        if (part == 0) lost[0] = sides[0];
        if (part == Count - 1) lost[1] = sides[1];
    }

    private static void Append(T* start, nint stride, int count, ref CellRun<T>* last)
    {
        if (count > 0) *++last = new CellRun<T>(start, stride, count);
    }

    // All ends together no more than a part; a part with what is kept beside it is then shorter than the line.
    private static int Most(int positions, int parts) => positions / parts / parts;

    private static int Room(PhaseLayout layout, int parts) => Math.Min(MostKept, Most(layout.PositionCells, parts));

    private T* Kept(int end, int vector) => kept.Start + ((long)(TBoundary.IsPeriodic && end == Count ? 0 : end) * reaches.Length + vector) * room * Width;

    private void Keep(int end)
    {
        nint stride = layout.PositionStrides[0];
        for (int vector = 0; vector < vectors; vector++)
        {
            Reach reach = reaches[vector];
            T* to = Kept(end, vector), line = cells.Start + firstVelocity + vector * Width;
            for (int row = ends[end] - reach.Below; row < ends[end] + reach.Above; row++, to += Width)
            {
                int inside = row;
                if (TBoundary.IsPeriodic) inside = row < 0 ? row + span.Cells : row >= span.Cells ? row - span.Cells : row;
                else if (row < 0 || row >= span.Cells) continue;
                TFormat.Store(TFormat.Load(line + inside * stride), to);
            }
        }
    }

    /// <summary>How far beyond the ends of a part the cells reach that its cells are made from.</summary>
    private readonly record struct Reach(int Below, int Above)
    {
        public static Reach Of(in LaneShift shift) => new(Math.Max(0, Parabola.Ghosts + 1 + shift.LargestMove), Math.Max(0, Parabola.Ghosts - shift.LeastMove));
    }
}
