using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>The exact shift x -> x + s of eight parallel lines of cell averages, remapped conservatively; any s, one for each line.</summary>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
/// <typeparam name="TBoundary">What lies beyond the ends.</typeparam>
internal static unsafe class ShiftSweep<T, TFormat, TBoundary>
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
    where TBoundary : struct, IBoundary
{
    private const int Width = 8;

    /// <summary>Doubles of scratch for lines of so many cells.</summary>
    public static int Scratch(int cells) => (2 * cells + 4 * Parabola.Ghosts) * Width;

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
        double* cells = scratch + Parabola.Ghosts * Width, moved = cells + (length + Parabola.Ghosts) * Width;
        T* source = line + span.SourceStart * stride;
        for (int k = 0; k < length; k++) TFormat.Load(source + k * stride).Store(cells + k * Width);
        FillGhosts(cells, length);
        Remap(cells, moved, length, shift, source + Width, stride);
        if (TBoundary.IsPeriodic) Wrap(line, stride, moved, length, shift);
        else Place(line, stride, moved, span, shift, lost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FillGhosts(double* cells, int length)
    {
        for (int g = 0; g < Parabola.Ghosts; g++)
        {
            Lanes below = TBoundary.IsPeriodic ? Vector512.Load(cells + (length - Parabola.Ghosts + g) * Width) : Lanes.Zero;
            Lanes above = TBoundary.IsPeriodic ? Vector512.Load(cells + g * Width) : Lanes.Zero;
            below.Store(cells + (g - Parabola.Ghosts) * Width);
            above.Store(cells + (length + g) * Width);
        }
    }

    /// <summary>moved[k] = what stays of cell k and what crosses into it from cell k - 1; one more entry at the end for the last crossing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Remap(double* cells, double* moved, int length, in LaneShift shift, T* ahead, nint stride)
    {
        Lanes averageWeight = shift.AverageWeight, leftWeight = shift.LeftWeight, rightWeight = shift.RightWeight;
        Lanes a = Vector512.Load(cells - 3 * Width), b = Vector512.Load(cells - 2 * Width), c = Vector512.Load(cells - Width);
        Lanes d = Vector512.Load(cells), e = Vector512.Load(cells + Width), f = Vector512.Load(cells + 2 * Width);
        Lanes face = Parabola.Face(a, b, c, d, e, f), arriving = Lanes.Zero;
        for (int k = 0; k < length; k++, ahead += stride)
        {
            if (Sse.IsSupported) Sse.Prefetch1(ahead); // here and not while loading: spread out, they do not keep each other waiting
            (a, b, c, d, e, f) = (b, c, d, e, f, Vector512.Load(cells + (k + 3) * Width));
            Lanes left = face;
            face = Parabola.Face(a, b, c, d, e, f);
            Lanes right = face;
            Parabola.KeepPositive(c, ref left, ref right);
            Lanes crossing = Parabola.Part(c, left, right, averageWeight, leftWeight, rightWeight);
            (c - crossing + arriving).Store(moved + k * Width);
            arriving = crossing;
        }

        if (TBoundary.IsPeriodic) (Vector512.Load(moved) + arriving).Store(moved);
        else arriving.Store(moved + length * Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Wrap(T* line, nint stride, double* moved, int length, in LaneShift shift)
    {
        if (shift.Count == 1)
        {
            int move = shift.Move(0);
            for (int k = 0; k < length; k++, line += stride)
                TFormat.Store(Vector512.Load(moved + (k >= move ? k - move : k - move + length) * Width), line);
            return;
        }

        for (int k = 0; k < length; k++, line += stride)
        {
            Lanes value = Lanes.Zero;
            for (int g = 0; g < shift.Count; g++)
            {
                int from = k - shift.Move(g);
                value |= shift.Mask(g) & Vector512.Load(moved + (from < 0 ? from + length : from) * Width);
            }

            TFormat.Store(value, line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Place(T* line, nint stride, double* moved, in SweepSpan span, in LaneShift shift, Lanes* lost)
    {
        int length = span.SourceEnd - span.SourceStart;
        if (shift.Count == 1)
        {
            int first = Math.Clamp(span.SourceStart + shift.Move(0), span.TargetStart, span.TargetEnd), last = Math.Clamp(span.SourceEnd + shift.Move(0) + 1, first, span.TargetEnd);
            double* from = moved + (first - span.SourceStart - shift.Move(0)) * Width;
            for (int k = span.TargetStart; k < first; k++) TFormat.Store(Lanes.Zero, line + k * stride);
            for (int k = first; k < last; k++, from += Width) TFormat.Store(Vector512.Load(from), line + k * stride);
            for (int k = last; k < span.TargetEnd; k++) TFormat.Store(Lanes.Zero, line + k * stride);
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
