using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>The exact shift x -> x + s of eight parallel lines of cell averages, remapped conservatively; any s, one for each line.</summary>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
/// <typeparam name="TBoundary">What lies beyond the ends.</typeparam>
[SkipLocalsInit]
internal static unsafe class ShiftSweep<T, TFormat, TBoundary>
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
    where TBoundary : struct, IBoundary
{
    private const int Width = 8;
    private const int VectorsAhead = 8; // that are fetched into the cache: one to three were slower by 5 to 10 %

    /// <summary>Doubles of scratch for lines of so many cells.</summary>
    public static int Scratch(int cells) => (cells + 1) * Width;

    /// <summary>Shifts eight lines in place.</summary>
    /// <param name="line">Cell 0 of the first lane; the other lanes follow it.</param>
    /// <param name="stride">From a cell to the next.</param>
    /// <param name="span">The cells that may hold mass before and after.</param>
    /// <param name="shift">By how much.</param>
    /// <param name="scratch">Room for <see cref="Scratch"/> doubles.</param>
    /// <param name="lost">Two vectors that receive what left through the lower and the upper end, added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(T* line, nint stride, in SweepSpan span, in LaneShift shift, double* scratch, Lanes* lost)
    {
        int length = span.SourceEnd - span.SourceStart;
        T* source = line + span.SourceStart * stride;
        CellRun<T>* runs = stackalloc CellRun<T>[3];
        if (TBoundary.IsPeriodic)
        {
            (runs[0], runs[1], runs[2]) = (new(source + (length - Parabola.Ghosts) * stride, stride, Parabola.Ghosts), new(source, stride, length), new(source, stride, Parabola.Ghosts));
            Lanes arriving = Remap(runs, length, shift, scratch);
            (Vector512.Load(scratch) + arriving).Store(scratch);
            Wrap(line, stride, scratch, length, shift);
            return;
        }

        Lanes empty = Lanes.Zero;
        (runs[0], runs[1], runs[2]) = (Empty(&empty), length > 0 ? new(source, stride, length) : Empty(&empty), Empty(&empty));
        Apply(runs, line, stride, span, shift, scratch, lost);
    }

    /// <summary>Shifts cells, wherever they stand, into eight lines without period.</summary>
    /// <param name="runs">A run of <see cref="Parabola.Ghosts"/> before the first cell, the cells of the span's source, and ghosts behind the last.</param>
    /// <param name="line">Cell 0 of the first lane; the other lanes follow it.</param>
    /// <param name="stride">From a cell to the next.</param>
    /// <param name="span">The cells of the runs, and those that are written.</param>
    /// <param name="shift">By how much.</param>
    /// <param name="scratch">Room for <see cref="Scratch"/> doubles.</param>
    /// <param name="lost">Two vectors that receive what left through the lower and the upper end, added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(CellRun<T>* runs, T* line, nint stride, in SweepSpan span, in LaneShift shift, double* scratch, Lanes* lost)
    {
        int length = span.SourceEnd - span.SourceStart;
        Remap(runs, length, shift, scratch).Store(scratch + length * Width);
        Place(line, stride, scratch, span, shift, lost);
    }

    /// <summary>Ghosts where there is nothing.</summary>
    public static CellRun<T> Empty(Lanes* zero) => new((T*)zero, 0, Parabola.Ghosts);

    /// <summary>moved[k] = what stays of cell k and what crosses into it from cell k - 1; returns what crosses from the last.</summary>
    /// <remarks>Lines are short in d = 3: loops over the first cells, and local memory that is cleared, cost 5 %.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Lanes Remap(CellRun<T>* runs, int length, in LaneShift shift, double* moved)
    {
        Lanes averageWeight = shift.AverageWeight, leftWeight = shift.LeftWeight, rightWeight = shift.RightWeight;
        T* ahead = runs->Start;
        nint stride = runs->Stride;
        Lanes a = TFormat.Load(ahead), b = TFormat.Load(ahead + stride), c = TFormat.Load(ahead + 2 * stride);
        ahead = (++runs)->Start;
        stride = runs->Stride;
        int left = runs->Count - Parabola.Ghosts;
        Lanes d, e, f;
        if (left >= 0)
        {
            (d, e, f) = (TFormat.Load(ahead), TFormat.Load(ahead + stride), TFormat.Load(ahead + 2 * stride));
            ahead += Parabola.Ghosts * stride;
        }
        else
        {
            Lanes* few = stackalloc Lanes[Parabola.Ghosts];
            left = runs->Count;
            for (int k = 0; k < Parabola.Ghosts; k++, left--, ahead += stride)
            {
                if (left == 0)
                {
                    ahead = (++runs)->Start;
                    (stride, left) = (runs->Stride, runs->Count);
                }

                few[k] = TFormat.Load(ahead);
            }

            (d, e, f) = (few[0], few[1], few[2]);
        }

        Lanes face = Parabola.Face(a, b, c, d, e, f), arriving = Lanes.Zero;
        for (double* to = moved, end = moved + length * Width; to < end; to += Width, left--, ahead += stride)
        {
            if (left == 0)
            {
                ahead = (++runs)->Start;
                (stride, left) = (runs->Stride, runs->Count);
            }

            if (Sse.IsSupported) Sse.Prefetch1(ahead + VectorsAhead * Width); // one by one: together they would keep each other waiting
            (a, b, c, d, e, f) = (b, c, d, e, f, TFormat.Load(ahead));
            Lanes lower = face;
            face = Parabola.Face(a, b, c, d, e, f);
            Lanes crossing = Parabola.Part(c, lower, face, averageWeight, leftWeight, rightWeight);
            (c - crossing + arriving).Store(to);
            arriving = crossing;
        }

        return arriving;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wrap(T* line, nint stride, double* moved, int length, in LaneShift shift)
    {
        if (shift.Count == 1)
        {
            int move = Modulo(shift.Move(0), length);
            Copy(moved + (length - move) * Width, move, line, stride);
            Copy(moved, length - move, line + move * stride, stride);
            return;
        }

        int* moves = stackalloc int[Width];
        for (int g = 0; g < shift.Count; g++) moves[g] = Modulo(shift.Move(g), length);
        for (int k = 0; k < length; k++, line += stride)
        {
            Lanes value = Lanes.Zero;
            for (int g = 0; g < shift.Count; g++)
            {
                int from = k - moves[g];
                value |= shift.Mask(g) & Vector512.Load(moved + (from < 0 ? from + length : from) * Width);
            }

            TFormat.Store(value, line);
        }

        static int Modulo(int move, int length) => move < 0 ? move + length : move;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Place(T* line, nint stride, double* moved, in SweepSpan span, in LaneShift shift, Lanes* lost)
    {
        int length = span.SourceEnd - span.SourceStart;
        if (shift.Count == 1)
        {
            int first = Math.Clamp(span.SourceStart + shift.Move(0), span.TargetStart, span.TargetEnd), last = Math.Clamp(span.SourceEnd + shift.Move(0) + 1, first, span.TargetEnd);
            Clear(line, stride, span.TargetStart, first);
            Copy(moved + (first - span.SourceStart - shift.Move(0)) * Width, last - first, line + first * stride, stride);
            Clear(line, stride, last, span.TargetEnd);
        }
        else
        {
            PlaceEach(line, stride, moved, span, shift);
        }

        // What lands beyond the ends; the whole loops are skipped while mass is far from them.
        for (int k = 0; k <= length && span.SourceStart + k + shift.LeastMove < 0; k++)
        {
            for (int g = 0; g < shift.Count; g++)
                if (span.SourceStart + k + shift.Move(g) < 0) lost[0] += shift.Mask(g) & Vector512.Load(moved + k * Width);
        }

        for (int k = Math.Max(0, span.Cells - span.SourceStart - shift.LargestMove); k <= length; k++)
        {
            for (int g = 0; g < shift.Count; g++)
                if (span.SourceStart + k + shift.Move(g) >= span.Cells) lost[1] += shift.Mask(g) & Vector512.Load(moved + k * Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(double* from, int count, T* to, nint stride)
    {
        for (double* end = from + count * Width; from < end; from += Width, to += stride) TFormat.Store(Vector512.Load(from), to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(T* line, nint stride, int from, int to)
    {
        for (int k = from; k < to; k++) TFormat.Store(Lanes.Zero, line + k * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PlaceEach(T* line, nint stride, double* moved, in SweepSpan span, in LaneShift shift)
    {
        int length = span.SourceEnd - span.SourceStart;
        T* target = line + span.TargetStart * stride;
        for (int k = span.TargetStart; k < span.TargetEnd; k++, target += stride)
        {
            Lanes value = Lanes.Zero;
            for (int g = 0; g < shift.Count; g++)
            {
                int from = k - span.SourceStart - shift.Move(g);
                if ((uint)from <= (uint)length) value |= shift.Mask(g) & Vector512.Load(moved + from * Width);
            }

            TFormat.Store(value, target);
        }
    }
}
