using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Kicks and drifts a chunk of the particles of a row: writes their records, notes and counts their next cells, and measures
/// how fast, how crowded and how spread out they are.</summary>
/// <remarks>One axis after the other, several particles at a time, in columns that stay in the nearest cache. Where a chunk does not fill its last vector, its last particle
/// is repeated: it changes no maximum, and its copies are written into the gap behind the row.</remarks>
/// <param name="settings">The run.</param>
/// <param name="meanVelocity">The mean velocity, d numbers.</param>
/// <param name="sorted">The particles in rows, as the kick reads them.</param>
/// <param name="moved">The particles as they are written.</param>
/// <param name="sort">Their cells.</param>
/// <param name="members">The members of the team.</param>
/// <param name="pastCaches">Whether records are written past the caches.</param>
internal sealed unsafe class RowMotion<TDimension>(SimulationSettings settings, double[] meanVelocity, RowParticles sorted, RowRecords moved, RowSort sort, int members, bool pastCaches) : IDisposable
    where TDimension : struct, ISpaceDimension
{
    private const int Width = RowScratch.Apart;

    private readonly RowMeasures[] measures = [.. Enumerable.Range(0, members).Select(_ => new RowMeasures())];
    private readonly double self = settings.Weight.Value(0);

    /// <summary>The length of the kick.</summary>
    public double Step { get; set; }

    /// <summary>The length of the drift after it.</summary>
    public double Drift { get; set; }

    /// <summary>The largest distance of a velocity from the mean; NaN if one is not finite.</summary>
    public double Spread()
    {
        double largest = 0;
        foreach (RowMeasures measure in measures) largest = Math.Max(largest, measure.SquaredSpread); // Math.Max keeps a NaN
        return Math.Sqrt(largest);
    }

    /// <summary>The largest sum of weights on a particle, its own left out.</summary>
    public double Crowding()
    {
        double largest = 0;
        foreach (RowMeasures measure in measures) largest = Math.Max(largest, measure.Crowding - self);
        return largest;
    }

    /// <summary>Takes the box of the particles where they are.</summary>
    public void MeasureBox()
    {
        foreach (RowMeasures measure in measures) measure.Clear();
        for (int row = 0; row < sort.Now.Rows; row++)
            for (int i = sort.Begin(row); i < sort.End(row); i++)
                for (int axis = 0; axis < TDimension.Value; axis++) measures[0].Include(axis, moved.Number(i, axis), moved.Number(i, axis));
    }

    /// <summary>Lays the next cells over the box last measured, before particles are put into them.</summary>
    public void FitNext()
    {
        RowMeasures all = measures[0];
        foreach (RowMeasures measure in measures)
            for (int axis = 0; axis < TDimension.Value; axis++) all.Include(axis, measure.Low[axis], measure.High[axis]);
        sort.Fit(new ReadOnlySpan<double>(all.Low, TDimension.Value), new ReadOnlySpan<double>(all.High, TDimension.Value));
    }

    /// <summary>Begins a pass.</summary>
    public void Begin()
    {
        foreach (RowMeasures measure in measures) measure.Clear();
    }

    /// <summary>Kicks and drifts a chunk of the sorted particles by the sums of its pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Kick<TLanes>(int member, RowTally tally, int first, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int k = 0; k < count; k += RowRecords.Batch) SquareTranspose.StoreFours(scratch.Sums + 4 * k, scratch.SumColumn(0) + k, Width);
        TLanes coupling = TLanes.Broadcast(settings.Coupling), step = TLanes.Broadcast(Step);
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            double* sum = scratch.SumColumn(axis), sortedX = sorted.Position(axis) + first, sortedV = sorted.Velocity(axis) + first;
            double* x = scratch.Column(axis), v = scratch.Column(TDimension.Value + axis), a = scratch.Column(2 * TDimension.Value + axis);
            for (int k = 0; k < count; k += TLanes.Count)
            {
                TLanes acceleration = coupling * TLanes.Load(sum + k);
                acceleration.Store(a + k);
                TLanes.MultiplyAdd(step, acceleration, TLanes.Load(sortedV + k)).Store(v + k);
                TLanes.Load(sortedX + k).Store(x + k);
            }
        }

        double* label = scratch.Column(moved.Label), sortedLabel = sorted.Label + first;
        for (int k = 0; k < count; k += TLanes.Count) TLanes.Load(sortedLabel + k).Store(label + k);
        RepeatLast(scratch.SumColumn(3), count);
        double* crowding = scratch.SumColumn(3);
        TLanes largest = default;
        for (int k = 0; k < count; k += TLanes.Count) largest = TLanes.Max(largest, TLanes.Load(crowding + k));
        measures[member].Crowding = Math.Max(measures[member].Crowding, TLanes.Largest(largest));
        Finish<TLanes>(member, tally, first, count, scratch);
    }

    /// <summary>Drifts a chunk of the particles where they are.</summary>
    public void Shift<TLanes>(int member, RowTally tally, int first, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        int* places = scratch.Low;
        for (int k = 0; k < RowScratch.Rounded(count); k++) places[k] = first + k;
        for (int k = 0; k < count; k += RowRecords.Batch) moved.Load(places + k, scratch.Column(0) + k, Width);
        Finish<TLanes>(member, tally, first, count, scratch);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (RowMeasures measure in measures) measure.Dispose();
    }

    private static void RepeatLast(double* column, int count)
    {
        for (int k = count; k < RowScratch.Rounded(count); k++) column[k] = column[count - 1];
    }

    /// <summary>Drifts the particles in the columns, measures them and counts their cells, and writes their records.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish<TLanes>(int member, RowTally tally, int first, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        RowMeasures measure = measures[member];
        for (int number = 0; number < moved.Size; number++) RepeatLast(scratch.Column(number), count);
        new Span<double>(scratch.Squares, Width).Clear();
        for (int axis = TDimension.Value - 1; axis >= 0; axis--)
        {
            Move<TLanes>(axis, count, scratch, measure);
            Square<TLanes>(scratch.Column(TDimension.Value + axis), meanVelocity[axis], scratch.Squares, count);
        }

        TLanes fastest = default, total = default;
        for (int k = 0; k < count; k += TLanes.Count)
        {
            TLanes square = TLanes.Load(scratch.Squares + k);
            fastest = TLanes.Max(fastest, square);
            total += square; // the maximum may drop a NaN, the sum does not
        }

        measure.Fastest = Math.Max(measure.Fastest, TLanes.Largest(fastest));
        measure.Total += TLanes.Sum(total);
        CountCells(tally, first, count, scratch);
        for (int k = 0; k < count; k += RowRecords.Batch) moved.Store(first + k, scratch.Column(0) + k, Width, pastCaches);
    }

    /// <summary>Adds the squared distances of velocities from the mean along an axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Square<TLanes>(double* velocity, double mean, double* squares, int count)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes centre = TLanes.Broadcast(mean);
        for (int k = 0; k < count; k += TLanes.Count)
        {
            TLanes difference = TLanes.Load(velocity + k) - centre;
            TLanes.MultiplyAdd(difference, difference, TLanes.Load(squares + k)).Store(squares + k);
        }
    }

    /// <summary>Drifts along an axis, measures the box, and notes the cells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move<TLanes>(int axis, int count, RowScratch scratch, RowMeasures measure)
        where TLanes : struct, ILanes<TLanes>
    {
        double* position = scratch.Column(axis), velocity = scratch.Column(TDimension.Value + axis);
        int* cells = scratch.Cells(axis);
        double period = settings.Domain.Period(axis);
        TLanes length = TLanes.Broadcast(double.IsFinite(period) ? period : 0), limit = TLanes.Broadcast(period), perLength = TLanes.Broadcast(1 / period); // 0 in free space
        TLanes origin = TLanes.Broadcast(sort.Next.Origin[axis]), density = TLanes.Broadcast(sort.Next.Density[axis]), below = TLanes.Broadcast(-0.0);
        TLanes last = TLanes.Broadcast(axis == 0 ? sort.Next.Cells - 1 : axis == 1 ? 2 * sort.Next.Bands1 - 1 : sort.Next.Bands2 - 1);
        TLanes zero = TLanes.Broadcast(0), drift = TLanes.Broadcast(Drift), lowest = TLanes.Broadcast(double.PositiveInfinity), highest = TLanes.Broadcast(double.NegativeInfinity);
        for (int k = 0; k < count; k += TLanes.Count)
        {
            // Down to a turn by the quotient, which may be off by one where it is nearly whole: hence one turn more or less.
            TLanes x = TLanes.MultiplyAdd(drift, TLanes.Load(velocity + k), TLanes.Load(position + k));
            x -= TLanes.Floor(x * perLength) * length;
            x += TLanes.WhereLess(x, below, length);
            x -= length - TLanes.WhereLess(x, limit, length);
            x.Store(position + k);
            lowest = TLanes.Min(lowest, x);
            highest = TLanes.Max(highest, x);
            TLanes.StoreTruncated(TLanes.Min(TLanes.Max((x - origin) * density, zero), last), cells + k);
        }

        measure.Include(axis, -TLanes.Largest(zero - lowest), TLanes.Largest(highest));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountCells(RowTally tally, int first, int count, RowScratch scratch)
    {
        int* along0 = scratch.Cells(0), along1 = scratch.Cells(1), along2 = scratch.Cells(2), counts = tally.Counts, marks = tally.Marks, keys = sort.Cell + first;
        int stride = sort.Next.Stride;
        ReadOnlySpan<int> firstRow = sort.Next.First, up = sort.Next.Up;
        for (int k = 0; k < count; k++)
        {
            int band = along1[k] >> 1, row = firstRow[band];
            if (TDimension.Value > 2) row += along2[k] * up[band];
            int key = row * stride + along0[k];
            keys[k] = key;
            if (marks != null) marks[row] = 1;
            if (Sse.IsSupported) Sse.Prefetch0(counts + key);
        }

        for (int k = 0; k < count; k++) counts[keys[k]]++;
    }
}
