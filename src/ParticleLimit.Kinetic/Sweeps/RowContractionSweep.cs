using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lanes = System.Runtime.Intrinsics.Vector512<double>;

namespace ParticleLimit.Kinetic;

/// <summary>The contraction of <see cref="ContractionSweep{T, TFormat}"/> for one line whose cells are neighbours in memory, eight cells at a time.</summary>
/// <typeparam name="T">The stored type of a cell.</typeparam>
/// <typeparam name="TFormat">Its conversion.</typeparam>
internal static unsafe class RowContractionSweep<T, TFormat>
    where T : unmanaged
    where TFormat : struct, ICellFormat<T>
{
    private const int Width = 8;
    private const int Pad = 2 * Width;

    // Eight faces then depart from at most 15 neighbouring cells, which two registers hold together with the one after them.
    private const double LargestStretch = 1.9;

    /// <summary>Doubles of scratch for lines of so many cells.</summary>
    public static int Scratch(int cells) => 3 * (cells + 3 * Pad);

    /// <summary>Contracts a line in place.</summary>
    /// <param name="line">Its first cell.</param>
    /// <param name="length">Cells, a multiple of eight; mass beyond them there is none.</param>
    /// <param name="origin">The place of u, in cells from the lower end of the line.</param>
    /// <param name="factor">q, above 0 and at most 1.</param>
    /// <param name="departures">A table for such lines, used by strong contractions.</param>
    /// <param name="scratch">Room for <see cref="Scratch"/> doubles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(T* line, int length, double origin, double factor, DepartureTable departures, double* scratch)
    {
        int room = length + 2 * Pad;
        double* average = scratch + Pad, faces = average + room, target = faces + room;
        double mass = Reconstruct(line, average, faces, length, out double moment);
        if (mass == 0) return;
        double wanted = origin * mass * (1 - factor) + moment * factor, missing, capacity;
        if (factor * LargestStretch >= 1)
        {
            missing = wanted - Gather(average, faces, target, length, origin, 1 / factor, out capacity);
        }
        else
        {
            departures.Set(origin, factor, length);
            missing = wanted - GatherFar(average, faces, target, length, departures, out capacity);
        }

        double share = 0;
        if (Math.Abs(missing) <= 0.5 * capacity) share = capacity > 0 ? missing / capacity : 0;
        else MomentumRepair.Move(target, 1, length, missing, capacity);
        Exchange(line, target, length, share);
    }

    /// <summary>Copies the cells and makes the values at their lower faces, all in registers but the results.</summary>
    /// <returns>The sum of the cells.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Reconstruct(T* line, double* average, double* faces, int length, out double moment)
    {
        Lanes place = Vector512.CreateSequence(0.5, 1.0), masses = Lanes.Zero, moments = Lanes.Zero;
        Lanes here = TFormat.Load(line), next = length > Width ? TFormat.Load(line + Width) : Lanes.Zero;
        Lanes lower = Faces(Lanes.Zero, here, next);
        for (int k = 0; k < length; k += Width, place += Vector512.Create((double)Width))
        {
            Lanes afterNext = k + 2 * Width < length ? TFormat.Load(line + k + 2 * Width) : Lanes.Zero;
            here.Store(average + k);
            lower.Store(faces + k);
            masses += here;
            moments = Vector512.FusedMultiplyAdd(place, here, moments);
            lower = Faces(here, next, afterNext);
            (here, next) = (next, afterNext);
        }

        // The empty cells beyond the ends, from which outer faces depart.
        (average[-1], faces[-1]) = (0, 0);
        for (int k = length; k < length + Pad; k += Width)
        {
            Lanes.Zero.Store(average + k);
            lower.Store(faces + k);
            lower = Lanes.Zero;
        }

        moment = Vector512.Sum(moments);
        return Vector512.Sum(masses);
    }

    /// <summary>The values at the lower faces of eight cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Faces(Lanes before, Lanes cells, Lanes after) =>
        Parabola.Face(Joined(before, cells, 5), Joined(before, cells, 6), Joined(before, cells, 7), cells, Joined(cells, after, 1), Joined(cells, after, 2));

    /// <summary>Fills the target; gives its first moment in cells and the sum of min(f_j, f_j+1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Gather(double* average, double* faces, double* target, int length, double origin, double stretch, out double capacity)
    {
        Lanes centre = Vector512.Create(origin), stretches = Vector512.Create(stretch), end = Vector512.Create((double)length);
        Lanes moments = Lanes.Zero, exchangeable = Lanes.Zero, face = Vector512.CreateSequence(0.0, 1.0), before = Lanes.Zero;
        Lanes cell = DepartureTable.Departure(face, centre, stretches, end, out Lanes fraction);
        Lanes below = Below(average, faces, cell, fraction, out Lanes whole, out Lanes skipped);
        for (int j = 0; j < length; j += Width)
        {
            Lanes place = face + Vector512.Create(0.5);
            face += Vector512.Create((double)Width);
            Lanes nextCell = DepartureTable.Departure(face, centre, stretches, end, out fraction);
            Lanes next = Below(average, faces, nextCell, fraction, out Lanes nextWhole, out Lanes nextSkipped);

            // Between one departure and the next lies at most one whole cell.
            Lanes skips = Vector512.GreaterThan(Joined(cell, nextCell, 1) - cell, Vector512.Create(1.5));
            Lanes value = whole - below + (skipped & skips) + Joined(below, next, 1);
            value.Store(target + j);
            moments = Vector512.FusedMultiplyAdd(place, value, moments);
            exchangeable += Vector512.MinNative(Joined(before, value, 7), value);
            (cell, below, before, whole, skipped) = (nextCell, next, value, nextWhole, nextSkipped);
        }

        capacity = Vector512.Sum(exchangeable);
        return Vector512.Sum(moments);
    }

    /// <summary>The parts below eight departures of their cells; those cells, and the ones after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Below(double* average, double* faces, Lanes cell, Lanes fraction, out Lanes whole, out Lanes following)
    {
        int start = (int)cell[0];
        Vector512<long> from = Vector512.ConvertToInt64Native(cell - Vector512.Create((double)start));
        Vector512<long> next = from + Vector512<long>.One;
        Lanes low = Vector512.Load(average + start), high = Vector512.Load(average + start + Width);
        whole = Pick(low, high, from);
        following = Pick(low, high, next);
        (low, high) = (Vector512.Load(faces + start), Vector512.Load(faces + start + Width));
        Parabola.PartWeights(fraction, out Lanes averageWeight, out Lanes leftWeight, out Lanes rightWeight);
        return Parabola.Part(whole, Pick(low, high, from), Pick(low, high, next), averageWeight, leftWeight, rightWeight);
    }

    /// <summary>The same one cell at a time, for contractions so strong that faces next to each other depart from far apart.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static double GatherFar(double* average, double* faces, double* target, int length, DepartureTable departures, out double capacity)
    {
        double moment = 0, exchangeable = 0, before = 0;
        int from = departures.Cells[0];
        double below = Part(from, 0);
        for (int j = 0; j < length; j++)
        {
            int to = departures.Cells[j + 1];
            double value = average[from] - below;
            for (int k = from + 1; k < to; k++) value += average[k];
            below = Part(to, j + 1);
            value = to > from ? value + below : 0;
            target[j] = value;
            moment += (j + 0.5) * value;
            exchangeable += Math.Min(before, value);
            (before, from) = (value, to);
        }

        capacity = exchangeable;
        return moment;

        double Part(int cell, int face)
        {
            double part = departures.Average[face] * average[cell] + departures.Left[face] * faces[cell] + departures.Right[face] * faces[cell + 1];
            return part > Parabola.Negligible ? Math.Min(part, average[cell]) : 0;
        }
    }

    /// <summary>Moves a share of min(f_j, f_j+1) from each cell to the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(T* line, double* target, int length, double share)
    {
        Lanes shares = Vector512.Create(share), here = Vector512.Load(target), leavingBefore = Lanes.Zero;
        for (int k = 0; k < length; k += Width)
        {
            Lanes next = k + Width < length ? Vector512.Load(target + k + Width) : Lanes.Zero;
            Lanes leaving = Vector512.MinNative(here, Joined(here, next, 1)) * shares;
            TFormat.Store(here - leaving + Joined(leavingBefore, leaving, 7), line + k);
            (here, leavingBefore) = (next, leaving);
        }
    }

    /// <summary>Lane k of the result is element from[k], at most 15, of two vectors side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Pick(Lanes low, Lanes high, Vector512<long> from)
    {
        if (Avx512F.IsSupported) return Avx512F.PermuteVar8x64x2(low, from, high);
        double* both = stackalloc double[2 * Width], picked = stackalloc double[Width];
        low.Store(both);
        high.Store(both + Width);
        for (int lane = 0; lane < Width; lane++) picked[lane] = both[from[lane]];
        return Vector512.Load(picked);
    }

    /// <summary>Eight neighbours of two vectors side by side, from a place on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Joined(Lanes vector, Lanes next, [ConstantExpected(Min = 1, Max = 7)] byte from)
    {
        if (Avx512F.IsSupported) return Avx512F.AlignRight64(next.AsInt64(), vector.AsInt64(), from).AsDouble();
        double* both = stackalloc double[2 * Width];
        vector.Store(both);
        next.Store(both + Width);
        return Vector512.Load(both + from);
    }
}
