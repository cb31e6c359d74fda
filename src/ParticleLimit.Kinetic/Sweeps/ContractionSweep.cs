using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
    public static int Scratch(int cells) => 4 * (cells + 2 * Parabola.Ghosts) * Width;

    /// <summary>Contracts eight lines side by side, in place.</summary>
    /// <param name="line">The first cell of the first lane; the other lanes follow it.</param>
    /// <param name="stride">From a cell to the next.</param>
    /// <param name="length">Cells of a line; mass beyond them there is none.</param>
    /// <param name="departures">The contraction.</param>
    /// <param name="scratch">Room for <see cref="Scratch"/> doubles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(T* line, nint stride, int length, DepartureTable departures, double* scratch)
    {
        double* average = scratch + Parabola.Ghosts * Width;
        for (int k = 0; k < length; k++) TFormat.Load(line + k * stride).Store(average + k * Width);
        double* target = Contract(average, length, departures);
        if (target is null) return;
        for (int k = 0; k < length; k++) TFormat.Store(Vector512.Load(target + k * Width), line + k * stride);
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
        double* average = scratch + Parabola.Ghosts * Width;
        for (int k = 0; k < length; k += Width) LaneTranspose.Load<T, TFormat>(row + k, stride, rows, average + k * Width);
        double* target = Contract(average, length, departures);
        if (target is null) return;
        for (int k = 0; k < length; k += Width) LaneTranspose.Store<T, TFormat>(target + k * Width, row + k, stride, rows);
    }

    /// <summary>Contracts eight interleaved lines; null if they are empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double* Contract(double* average, int length, DepartureTable departures)
    {
        int room = (length + 2 * Parabola.Ghosts) * Width;
        double* left = average + room, right = left + room, target = right + room;
        Reconstruct(average, left, right, length, out Lanes mass, out Lanes moment);
        if (Vector512.EqualsAll(mass, Lanes.Zero)) return null;
        Lanes wanted = Vector512.Create(departures.Origin) * mass * (1 - departures.Factor) + moment * departures.Factor;
        Lanes missing = wanted - Gather(average, left, right, target, length, departures, out Lanes capacity);
        Lanes share = missing / capacity;
        if (!Vector512.LessThanOrEqualAll(Vector512.Abs(missing), capacity * 0.5)) share = MomentumRepair.Move(target, length, missing, capacity);
        share = Vector512.ConditionalSelect(Vector512.Equals(missing, Lanes.Zero), Lanes.Zero, share); // where there is nothing, 0/0

        Lanes arriving = Lanes.Zero, present = Vector512.Load(target);
        for (int k = 0; k < length; k++)
        {
            Lanes next = Vector512.Load(target + (k + 1) * Width);
            Lanes leaving = share * Vector512.MinNative(present, next);
            (present - leaving + arriving).Store(target + k * Width);
            (present, arriving) = (next, leaving);
        }

        return target;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reconstruct(double* average, double* left, double* right, int length, out Lanes mass, out Lanes moment)
    {
        for (int g = 0; g < Parabola.Ghosts; g++)
        {
            Lanes.Zero.Store(average + (g - Parabola.Ghosts) * Width);
            Lanes.Zero.Store(average + (length + g) * Width);
        }

        Lanes a = Lanes.Zero, b = Lanes.Zero, c = Lanes.Zero;
        Lanes d = Vector512.Load(average), e = Vector512.Load(average + Width), f = Vector512.Load(average + 2 * Width);
        Lanes face = Parabola.Face(a, b, c, d, e, f), masses = Lanes.Zero, moments = Lanes.Zero, place = Vector512.Create(0.5);
        for (int k = 0; k < length; k++, place += Lanes.One)
        {
            (a, b, c, d, e, f) = (b, c, d, e, f, Vector512.Load(average + (k + 3) * Width));
            Lanes lower = face;
            face = Parabola.Face(a, b, c, d, e, f);
            Lanes upper = face;
            Parabola.KeepPositive(c, ref lower, ref upper);
            lower.Store(left + k * Width);
            upper.Store(right + k * Width);
            masses += c;
            moments = Vector512.FusedMultiplyAdd(place, c, moments);
        }

        (mass, moment) = (masses, moments);

        // The empty cells beyond the ends, from which outer faces depart.
        Lanes.Zero.Store(left - Width);
        Lanes.Zero.Store(right - Width);
        Lanes.Zero.Store(left + length * Width);
        Lanes.Zero.Store(right + length * Width);
    }

    /// <summary>Fills the target, one empty cell after it; gives its first moment in cells and the sum of min(f_j, f_j+1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes Gather(double* average, double* left, double* right, double* target, int length, DepartureTable departures, out Lanes capacity)
    {
        int* cells = departures.Cells;
        double* averageWeight = departures.Average, leftWeight = departures.Left, rightWeight = departures.Right;
        Lanes moment = Lanes.Zero, place = Vector512.Create(0.5), exchangeable = Lanes.Zero, before = Lanes.Zero;
        int from = cells[0];
        Lanes whole = Vector512.Load(average + from * Width);
        Lanes below = Part(from, 0);
        for (int j = 0; j < length; j++, place += Lanes.One)
        {
            int to = cells[j + 1];
            Lanes value = whole - below;
            for (int k = from + 1; k < to; k++) value += Vector512.Load(average + k * Width);
            whole = Vector512.Load(average + to * Width);
            below = Part(to, j + 1);
            value = to > from ? value + below : Lanes.Zero; // two faces in one empty cell beyond the ends
            value.Store(target + j * Width);
            moment = Vector512.FusedMultiplyAdd(place, value, moment);
            exchangeable += Vector512.MinNative(before, value);
            (before, from) = (value, to);
        }

        Lanes.Zero.Store(target + length * Width);
        capacity = exchangeable;
        return moment;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Lanes Part(int cell, int face) => Parabola.Part(
            Vector512.Load(average + cell * Width), Vector512.Load(left + cell * Width), Vector512.Load(right + cell * Width),
            Vector512.Create(averageWeight[face]), Vector512.Create(leftWeight[face]), Vector512.Create(rightWeight[face]));
    }
}
