using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>The exact contraction v -> u + q (v - u) of eight parallel lines of cell averages, remapped with the mass and the momentum of each.</summary>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
internal static unsafe class ContractionSweep<T, TFormat>
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
{
    private const int Width = 8;

    /// <summary>Doubles of scratch for lines of so many cells.</summary>
    public static int Scratch(int cells) => (2 * cells + 1) * Width;

    /// <summary>Contracts eight lines side by side, in place.</summary>
    /// <param name="line">The first cell of the first lane; the other lanes follow it.</param>
    /// <param name="stride">From a cell to the next.</param>
    /// <param name="length">Cells of a line; mass beyond them there is none.</param>
    /// <param name="departures">The contraction.</param>
    /// <param name="scratch">Room for <see cref="Scratch"/> doubles.</param>
    /// <param name="ahead">From these cells to the ones that are wanted in the cache next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(T* line, nint stride, int length, DepartureTable departures, double* scratch, nint ahead)
    {
        if (Sse.IsSupported)
        {
            T* next = line + ahead;
            for (int k = 0; k < length; k++, next += stride) Sse.Prefetch1(next);
        }

        if (Gather<T, TFormat>(line, stride, length, departures, scratch, out Lanes share)) Exchange<T, TFormat>(scratch, length, share, line, stride);
    }

    /// <summary>Contracts up to eight rows, each with its cells side by side, in place.</summary>
    /// <param name="row">The first cell of the first row.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="rows">How many, at most eight.</param>
    /// <param name="length">Cells of a row, a multiple of eight; mass beyond them there is none.</param>
    /// <param name="departures">The contraction.</param>
    /// <param name="scratch">Room for <see cref="Scratch"/> doubles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ApplyToRows(T* row, nint stride, int rows, int length, DepartureTable departures, double* scratch)
    {
        double* lines = scratch + (length + 1) * Width;
        for (int k = 0; k < length; k += Width) LaneTranspose.Load<T, TFormat>(row + k, stride, rows, lines + k * Width);
        if (!Gather<double, DoubleCells>(lines, Width, length, departures, scratch, out Lanes share)) return;
        Exchange<double, DoubleCells>(scratch, length, share, lines, Width);
        for (int k = 0; k < length; k += Width) LaneTranspose.Store<T, TFormat>(lines + k * Width, row + k, stride, rows);
    }

    /// <summary>Fills the target, with one empty cell after it, from eight interleaved lines; false if they are empty.</summary>
    /// <remarks>One walk over cells and faces together: the seven cells about the one that a face departs from, and its parabola, stay in registers.</remarks>
    /// <param name="source">The first cell of the first lane.</param>
    /// <param name="stride">From a cell to the next.</param>
    /// <param name="length">Cells of a line.</param>
    /// <param name="departures">The contraction.</param>
    /// <param name="target">Receives the contracted lines, their momentum not yet exact.</param>
    /// <param name="share">What each cell must give to the next one, of the lesser of the two, for that.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Gather<TSource, TSourceFormat>(TSource* source, nint stride, int length, DepartureTable departures, double* target, out Lanes share)
        where TSource : unmanaged
        where TSourceFormat : struct, ICellFormat<TSource>
    {
        int* cells = departures.Cells;
        double* averageWeight = departures.Average, leftWeight = departures.Left, rightWeight = departures.Right;

        // The empty cell below the line, with three on each side of it; the upper face of one cell is the lower one of the next.
        Lanes b = Lanes.Zero, c = Lanes.Zero, here = Lanes.Zero, e = At(0), f = At(1), g = At(2), upper = Parabola.Face(Lanes.Zero, b, here, e, f, g), below = Lanes.Zero;
        Lanes mass = Lanes.Zero, moment = Lanes.Zero, sourcePlace = Vector512.Create(-0.5);
        Lanes gathered = Lanes.Zero, capacity = Lanes.Zero, before = Lanes.Zero, targetPlace = Vector512.Create(0.5);
        Lanes left = Lanes.Zero;
        TSource* ahead = source + 3 * stride;
        int cell = -1;
        for (int j = 0; j < length; j++, targetPlace += Lanes.One)
        {
            int to = cells[j + 1];
            Lanes value = -below;
            if (cell < to)
            {
                value += here;
                while (true)
                {
                    (Lanes a, b, c, here, e, f, g) = (b, c, here, e, f, g, cell + 4 < length ? TSourceFormat.Load(ahead) : Lanes.Zero);
                    ahead += stride;
                    cell++;
                    sourcePlace += Lanes.One;
                    mass += here;
                    moment = Vector512.FusedMultiplyAdd(sourcePlace, here, moment);
                    left = upper;
                    upper = Parabola.Face(b, c, here, e, f, g);
                    if (cell == to) break;
                    value += here;
                }
            }

            below = Parabola.Part(here, left, upper, Vector512.Create(averageWeight[j + 1]), Vector512.Create(leftWeight[j + 1]), Vector512.Create(rightWeight[j + 1]));
            value += below;
            value.Store(target + j * Width);
            gathered = Vector512.FusedMultiplyAdd(targetPlace, value, gathered);
            capacity += Vector512.MinNative(before, value);
            before = value;
        }

        Lanes.Zero.Store(target + length * Width);
        share = Lanes.Zero;
        if (Vector512.EqualsAll(mass, Lanes.Zero)) return false;
        Lanes missing = Vector512.Create(departures.Origin) * mass * (1 - departures.Factor) + moment * departures.Factor - gathered;
        share = missing / capacity;
        if (!Vector512.LessThanOrEqualAll(Vector512.Abs(missing), capacity * 0.5)) share = MomentumRepair.Move(target, length, missing, capacity);
        share = Vector512.ConditionalSelect(Vector512.Equals(missing, Lanes.Zero), Lanes.Zero, share); // where there is nothing, 0/0
        return true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Lanes At(int k) => k < length ? TSourceFormat.Load(source + k * stride) : Lanes.Zero;
    }

    /// <summary>Moves a share of min(f_j, f_j+1) from each cell to the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange<TTarget, TTargetFormat>(double* lines, int length, Lanes share, TTarget* target, nint stride)
        where TTarget : unmanaged
        where TTargetFormat : struct, ICellFormat<TTarget>
    {
        Lanes arriving = Lanes.Zero, present = Vector512.Load(lines);
        for (int k = 0; k < length; k++, target += stride)
        {
            Lanes next = Vector512.Load(lines + (k + 1) * Width);
            Lanes leaving = share * Vector512.MinNative(present, next);
            TTargetFormat.Store(present - leaving + arriving, target);
            (present, arriving) = (next, leaving);
        }
    }
}
