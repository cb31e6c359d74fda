using System.Runtime.CompilerServices;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Kicks and drifts the particles of a row, one after the other with their axes side by side: writes their records, notes and counts their next cells, and measures
/// how fast, how crowded and how spread out they are.</summary>
/// <remarks>Vectors are four wide. What they hold beyond the d numbers meant comes from the next numbers in memory, and is written before what belongs
/// there: records are written in order, and the last of a row has the gap behind it.</remarks>
internal sealed unsafe class RowMotion<TDimension> : IDisposable
    where TDimension : struct, ISpaceDimension
{
    private readonly SimulationSettings settings;
    private readonly RowParticles sorted;
    private readonly RowRecords moved;
    private readonly RowSort sort;
    private readonly double[] mean;
    private readonly RowMeasures[] measures;
    private readonly double self;
    private readonly NativeBlock axes = new(6 * Lanes256.Count * sizeof(double));

    public RowMotion(SimulationSettings settings, double[] meanVelocity, RowParticles sorted, RowRecords moved, RowSort sort, int members)
    {
        (this.settings, this.sorted, this.moved, this.sort) = (settings, sorted, moved, sort);
        mean = [.. meanVelocity, 0];
        measures = [.. Enumerable.Range(0, members).Select(_ => new RowMeasures())];
        self = settings.Weight.Value(0);
        for (int axis = 0; axis < Lanes256.Count; axis++)
        {
            double period = axis < TDimension.Value ? settings.Domain.Period(axis) : double.PositiveInfinity;
            Table(0)[axis] = double.IsFinite(period) ? period : 0;
            Table(1)[axis] = period;
            Table(2)[axis] = 1 / period; // 0 in free space
        }
    }

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
            for (int i = sort.Begin(row); i < sort.End(row); i++) measures[0].Include(moved.Of(i), TDimension.Value);
    }

    /// <summary>Lays the next cells over the box last measured, before particles are put into them.</summary>
    public void FitNext()
    {
        RowMeasures all = measures[0];
        foreach (RowMeasures measure in measures) all.Include(measure, TDimension.Value);
        sort.Fit(new ReadOnlySpan<double>(all.Low, TDimension.Value), new ReadOnlySpan<double>(all.High, TDimension.Value));
        for (int axis = 0; axis < Lanes256.Count; axis++)
        {
            bool meant = axis < TDimension.Value;
            Table(3)[axis] = meant ? sort.Next.Origin[axis] : 0;
            Table(4)[axis] = meant ? sort.Next.Density[axis] : 0;
            Table(5)[axis] = !meant ? 0 : axis == 0 ? sort.Next.Cells - 1 : axis == 1 ? 2 * sort.Next.Bands1 - 1 : sort.Next.Bands2 - 1;
        }
    }

    /// <summary>Begins a member's share of a pass.</summary>
    public void Begin(int member)
    {
        sort.ClearTally(member);
        measures[member].Clear();
    }

    /// <summary>Kicks and drifts a chunk of the sorted particles by the sums of its pairs.</summary>
    public void Kick(int member, int first, int count, double* sums) => Move(member, first, count, sums);

    /// <summary>Drifts a chunk of the particles where they are.</summary>
    public void Shift(int member, int first, int count) => Move(member, first, count, null);

    /// <inheritdoc/>
    public void Dispose()
    {
        axes.Dispose();
        foreach (RowMeasures measure in measures) measure.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Move(int member, int first, int count, double* sums)
    {
        Lanes256 length = Lanes256.Load(Table(0)), limit = Lanes256.Load(Table(1)), perLength = Lanes256.Load(Table(2));
        Lanes256 origin = Lanes256.Load(Table(3)), density = Lanes256.Load(Table(4)), last = Lanes256.Load(Table(5));
        Lanes256 coupling = Lanes256.Broadcast(settings.Coupling), step = Lanes256.Broadcast(Step), drift = Lanes256.Broadcast(Drift);
        Lanes256 below = Lanes256.Broadcast(-0.0);
        RowMeasures measure = measures[member];
        Lanes256 lowest = Lanes256.Load(measure.Low), highest = Lanes256.Load(measure.High);
        double squaredSpread = measure.Fastest, total = measure.Total, crowding = measure.Crowding, mean0 = mean[0], mean1 = mean[1], mean2 = mean[2];
        double* x0 = sorted.Position(0), velocities = sorted.Velocities;
        long apart = sorted.Apart;
        int* across = measure.Across;
        int* tally = sort.Tally(member), keys = sort.Cell;
        int stride = sort.Next.Stride;
        ReadOnlySpan<int> firstRow = sort.Next.First, up = sort.Next.Up;
        for (int k = 0; k < count; k++)
        {
            double* record = moved.Of(first + k);
            Lanes256 x, v, a;
            if (sums != null)
            {
                a = coupling * Lanes256.Load(sums + 4 * k);
                v = Lanes256.MultiplyAdd(step, a, Lanes256.Load(velocities + TDimension.Value * (long)(first + k)));
                x = Lanes256.LoadApart(x0 + first + k, apart);
                crowding = double.MaxNative(crowding, sums[4 * k + 3]);
            }
            else
            {
                (x, v, a) = (Lanes256.Load(record), Lanes256.Load(record + TDimension.Value), Lanes256.Load(record + 2 * TDimension.Value));
            }

            // Down to a turn by the quotient, which may be off by one where it is nearly whole: hence one turn more or less.
            x = Lanes256.MultiplyAdd(drift, v, x);
            x -= Lanes256.Floor(x * perLength) * length;
            x += Lanes256.WhereLess(x, below, length);
            x -= length - Lanes256.WhereLess(x, limit, length);
            x.Store(record);
            v.Store(record + TDimension.Value);
            if (sums != null) a.Store(record + 2 * TDimension.Value); // else unchanged, and what it would write after it is not read yet
            lowest = Lanes256.Min(lowest, x);
            highest = Lanes256.Max(highest, x);
            double v0 = record[TDimension.Value] - mean0, v1 = record[TDimension.Value + 1] - mean1, v2 = TDimension.Value > 2 ? record[TDimension.Value + 2] - mean2 : 0;
            double squared = Math.FusedMultiplyAdd(v0, v0, Math.FusedMultiplyAdd(v1, v1, v2 * v2));
            squaredSpread = double.MaxNative(squaredSpread, squared);
            total += squared; // the maximum may drop a NaN, the sum does not

            Lanes256.Min(Lanes256.Max((x - origin) * density, default), last).StoreTruncated(across);
            int band = across[1] >> 1, row = firstRow[band];
            if (TDimension.Value > 2) row += across[2] * up[band];
            int key = row * stride + across[0];
            keys[first + k] = key;
            tally[key]++;
        }

        lowest.Store(measure.Low);
        highest.Store(measure.High);
        (measure.Fastest, measure.Total, measure.Crowding) = (squaredSpread, total, crowding);
    }

    private double* Table(int number) => axes.Doubles + number * Lanes256.Count;
}
