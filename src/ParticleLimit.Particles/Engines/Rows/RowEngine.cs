using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates (1.4) in d = 2, 3 with particles kept in rows of cells (<see cref="RowLayout"/>) and pairs taken several at a time.</summary>
/// <remarks>Two copies of the particles take turns. <c>moved</c> holds what the last step left, with the drift to the next midpoint done
/// already and each particle's cell beside it; a counting sort brings it to <c>sorted</c>, in rows, with the predicted velocities w;
/// the force pass reads <c>sorted</c> and writes <c>moved</c>. Every particle sums over its own neighbours, so that each pair is evaluated twice, by the
/// same operations up to the sign. The gap of a vector's width after each row holds particles out of everybody's reach: a vector that
/// overruns its range meets there, or further on in the row, only what the distance excludes.</remarks>
internal sealed unsafe class RowEngine<TWeight, TDimension> : SteppedEngine
    where TWeight : struct, ICommunicationWeight
    where TDimension : struct, ISpaceDimension
{
    private const int Gap = RowSort.Gap;
    private const int Chunk = RowScratch.Chunk;
    private static readonly int Velocity = TDimension.Value;
    private static readonly int Acceleration = 2 * TDimension.Value;
    private const double OutOfReach = 1e200;

    private readonly TWeight weight;
    private readonly double perSquaredEpsilon;
    private readonly ThreadTeam team;
    private readonly RowParticles sorted;
    private readonly RowRecords moved;
    private readonly RowSort sort;
    private readonly RowScratch[] scratches;
    private readonly double[] spreads;
    private readonly double[] crowdings;
    private readonly double[][] lowest;
    private readonly double[][] highest;
    private readonly Action<int> shiftShare;
    private readonly Action<int> orderShare;
    private readonly Action<int> gatherShare;
    private readonly Action<int> forceShare;
    private double ahead;
    private bool cellsKnown;
    private double step;
    private double drift;

    public RowEngine(SimulationSettings settings, TWeight weight, ParticleState state)
        : base(settings, state)
    {
        this.weight = weight;
        perSquaredEpsilon = 1 / (settings.Epsilon * settings.Epsilon);
        team = new ThreadTeam(settings.Threads);
        int count = State.Count;
        sort = new RowSort(settings.Domain, settings.Cutoff, count, team.Members);
        scratches = [.. Enumerable.Range(0, team.Members).Select(_ => new RowScratch())];
        spreads = new double[team.Members];
        crowdings = new double[team.Members];
        lowest = [.. Enumerable.Range(0, team.Members).Select(_ => new double[3])];
        highest = [.. Enumerable.Range(0, team.Members).Select(_ => new double[3])];
        (shiftShare, orderShare, gatherShare, forceShare) = (Shift, sort.Order, Gather, Force);
        moved = new RowRecords(TDimension.Value);
        sorted = new RowParticles(TDimension.Value);
        moved.Reserve(count + Gap);
        sorted.Reserve(count + Gap);
        sort.Begin();
        for (int i = 0; i < count; i++)
        {
            moved.Label[i] = i;
            for (int axis = 0; axis < TDimension.Value; axis++)
            {
                moved.Of(i)[axis] = State.Positions[axis][i];
                moved.Of(i)[TDimension.Value + axis] = State.Velocities[axis][i];
            }
        }

        MeasureBox();
    }

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => Settings.Neighbours == NeighbourSearchKind.Auto ? "cell-grid (auto: rows of cells)" : "cell-grid";

    /// <inheritdoc/>
    public override int Threads => team.Members;

    /// <inheritdoc/>
    public override void Dispose()
    {
        team.Dispose();
        sort.Dispose();
        sorted.Dispose();
        moved.Dispose();
        foreach (RowScratch scratch in scratches) scratch.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Prime() => Step(0, 0);

    /// <inheritdoc/>
    protected override void Step(double step, double next)
    {
        this.step = step;
        if (ahead != step / 2 || !cellsKnown)
        {
            drift = step / 2 - ahead;
            FitNext();
            team.Run(shiftShare);
        }

        sort.Prepare();
        team.Run(orderShare);
        sort.Finish();
        sorted.Reserve(sort.Places);
        team.Run(gatherShare);
        moved.Reserve(sorted.Capacity);
        FitNext();
        drift = step / 2 + next / 2;
        team.Run(forceShare);
        moved.TakeLabels(sorted);
        (ahead, cellsKnown) = (next / 2, true);
        Spread = Math.Sqrt(Largest(spreads));
        Crowding = Largest(crowdings);
    }

    /// <inheritdoc/>
    protected override void Fly(double span)
    {
        for (int row = 0; row < sort.Now.Rows; row++)
        {
            for (int i = sort.Begin(row); i < sort.End(row); i++)
            {
                double* x = moved.Of(i), v = x + TDimension.Value;
                for (int axis = 0; axis < TDimension.Value; axis++) x[axis] = Settings.Domain.Wrap(x[axis] + (span - ahead) * v[axis], axis);
            }
        }

        (ahead, cellsKnown) = (0, false);
        MeasureBox();
    }

    /// <inheritdoc/>
    protected override void Publish()
    {
        for (int row = 0; row < sort.Now.Rows; row++)
        {
            for (int i = sort.Begin(row); i < sort.End(row); i++)
            {
                double* x = moved.Of(i), v = x + TDimension.Value;
                int label = moved.Label[i];
                for (int axis = 0; axis < TDimension.Value; axis++)
                {
                    State.Positions[axis][label] = Settings.Domain.Wrap(x[axis] - ahead * v[axis], axis);
                    State.Velocities[axis][label] = v[axis];
                }
            }
        }
    }

    private void FitNext()
    {
        Span<double> low = stackalloc double[3], high = stackalloc double[3];
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            (low[axis], high[axis]) = (double.PositiveInfinity, double.NegativeInfinity);
            for (int member = 0; member < team.Members; member++)
            {
                low[axis] = Math.Min(low[axis], lowest[member][axis]);
                high[axis] = Math.Max(high[axis], highest[member][axis]);
            }
        }

        sort.Fit(low, high);
    }

    /// <summary>Drifts the particles of a member's rows where they are, and notes their cells.</summary>
    private void Shift(int member)
    {
        ClearTallies(member);
        RowScratch scratch = scratches[member];
        int lastRow = sort.FirstRow(member + 1);
        for (int row = sort.FirstRow(member); row < lastRow; row++)
        {
            int end = sort.End(row);
            for (int first = sort.Begin(row); first < end; first += Chunk)
            {
                int count = Math.Min(Chunk, end - first);
                for (int k = 0; k < count; k++)
                {
                    double* record = moved.Of(first + k);
                    for (int axis = 0; axis < TDimension.Value; axis++)
                    {
                        scratch.Position(axis)[k] = record[axis];
                        scratch.Velocity(axis)[k] = record[Velocity + axis];
                        scratch.Acceleration(axis)[k] = record[Acceleration + axis];
                    }
                }

                Settle<SingleLane>(member, first, count, scratch);
            }
        }
    }

    /// <summary>Brings the particles of the member's rows to their places, with the velocities predicted for the midpoint.</summary>
    private void Gather(int member)
    {
        double half = step / 2;
        double* x0 = sorted.Position(0), x1 = sorted.Position(1), x2 = sorted.Position(2);
        double* v0 = sorted.Velocity(0), v1 = sorted.Velocity(1), v2 = sorted.Velocity(2);
        double* w0 = sorted.Predicted(0), w1 = sorted.Predicted(1), w2 = sorted.Predicted(2);
        int* from = sort.Source, labels = sorted.Label;
        int lastRow = sort.FirstRow(member + 1);
        for (int row = sort.FirstRow(member); row < lastRow; row++)
        {
            int begin = sort.Begin(row), end = sort.End(row);
            for (int k = begin; k < end; k++)
            {
                double* record = moved.Of(from[k]);
                x0[k] = record[0];
                x1[k] = record[1];
                v0[k] = record[Velocity];
                v1[k] = record[Velocity + 1];
                w0[k] = record[Velocity] + half * record[Acceleration];
                w1[k] = record[Velocity + 1] + half * record[Acceleration + 1];
                if (TDimension.Value > 2)
                {
                    x2[k] = record[2];
                    v2[k] = record[Velocity + 2];
                    w2[k] = record[Velocity + 2] + half * record[Acceleration + 2];
                }

                labels[k] = moved.Label[from[k]];
            }

            for (int axis = 0; axis < TDimension.Value; axis++)
            {
                new Span<double>(sorted.Position(axis) + end, Gap).Fill(axis == 0 ? OutOfReach : 0);
                new Span<double>(sorted.Velocity(axis) + end, Gap).Fill(MeanVelocity[axis]);
                new Span<double>(sorted.Predicted(axis) + end, Gap).Clear();
            }
        }
    }

    private void Force(int member)
    {
        if (Vector512.IsHardwareAccelerated) Force<Lanes512>(member);
        else if (Vector256.IsHardwareAccelerated) Force<Lanes256>(member);
        else Force<SingleLane>(member);
    }

    private void Force<TLanes>(int member)
        where TLanes : struct, ILanes<TLanes>
    {
        ClearTallies(member);
        RowScratch scratch = scratches[member];
        TLanes fastest = default, total = default, fullest = default;
        int lastRow = sort.FirstRow(member + 1);
        for (int row = sort.FirstRow(member); row < lastRow; row++)
        {
            int end = sort.End(row);
            Surround(row, scratch);
            for (int first = sort.Begin(row); first < end; first += Chunk)
            {
                int count = Math.Min(Chunk, end - first);
                Locate<TLanes>(first, count, scratch);
                SumPairs<TLanes>(first, count, scratch);
                Kick(first, count, scratch, ref fastest, ref total, ref fullest);
                Settle<TLanes>(member, first, count, scratch);
            }
        }

        spreads[member] = double.IsFinite(total.Sum()) ? fastest.Largest() : double.NaN;
        crowdings[member] = fullest.Largest();
    }

    /// <summary>For each particle the cells of its reach along axis 0, and the half row it lies in along axis 1.</summary>
    private void Locate<TLanes>(int first, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes density = TLanes.Broadcast(sort.Now.Density[0]), origin = TLanes.Broadcast(sort.Now.Origin[0]), reach = TLanes.Broadcast(sort.Now.Reach);
        TLanes halfDensity = TLanes.Broadcast(sort.Now.Density[1]), halfOrigin = TLanes.Broadcast(sort.Now.Origin[1]);
        TLanes lastHalf = TLanes.Broadcast(2 * sort.Now.Bands1 - 1);
        bool seam = double.IsFinite(Settings.Domain.Period(0));
        TLanes lowest = TLanes.Broadcast(seam ? -sort.Now.Cells : 0), highest = TLanes.Broadcast(seam ? 2 * sort.Now.Cells : sort.Now.Cells - 1);
        double* x = sorted.Position(0) + first, y = sorted.Position(1) + first;
        int* low = scratch.Low, high = scratch.High, halves = scratch.Half;
        for (int k = 0; k < count; k += TLanes.Count)
        {
            TLanes at = TLanes.Load(x + k) - origin;
            TLanes.Min(highest, TLanes.Max(lowest, TLanes.Floor((at - reach) * density))).StoreTruncated(low + k);
            TLanes.Min(highest, TLanes.Max(lowest, TLanes.Floor((at + reach) * density))).StoreTruncated(high + k);
            TLanes.Min(lastHalf, TLanes.Max(default, (TLanes.Load(y + k) - halfOrigin) * halfDensity)).StoreTruncated(halves + k);
        }
    }

    /// <summary>Notes for both halves of a row where the cells of the rows with its neighbours start, and in which image they lie.</summary>
    private void Surround(int row, RowScratch scratch)
    {
        int* starts = sort.Start;
        int row1 = sort.Now.RowAlong1(row), row2 = sort.Now.RowAlong2(row);
        double period1 = Settings.Domain.Period(1), period2 = TDimension.Value > 2 ? Settings.Domain.Period(2) : 0;
        for (int half = 0; half < 2; half++)
        {
            RowScratch.Surroundings around = scratch.Around(half);
            *around.Plain = true;
            for (int r = 0; r < RowScratch.Surroundings.Most(TDimension.Value); r++)
            {
                int beside = r % 2 * (2 * half - 1), above = r / 2 == 2 ? -1 : r / 2;
                bool exists = Image(row1 + beside, sort.Now.Bands1, period1, out int at1, out around.Shift1[r]);
                exists &= Image(row2 + above, sort.Now.Bands2, period2, out int at2, out around.Shift2[r]);
                around.Cells[r] = exists ? starts + (sort.Now.First[at1] + at2 * sort.Now.Up[at1]) * sort.Now.Stride : null;
                *around.Plain &= exists && around.Shift1[r] == 0 && around.Shift2[r] == 0;
            }
        }
    }

    /// <summary>The row a step may have led out of the domain to, and what to add to its particles' coordinates; false where the domain ends.</summary>
    private static bool Image(int row, int count, double period, out int image, out double shift)
    {
        (image, shift) = row < 0 ? (count - 1, -period) : row == count ? (0, period) : (row, 0);
        return double.IsFinite(shift);
    }

    /// <summary>For each particle of a chunk of a row, sum_j psi (w_j - w_i), an array an axis, and last sum_j psi, itself included.</summary>
    private void SumPairs<TLanes>(int first, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        int* low = scratch.Low, high = scratch.High, halves = scratch.Half;
        double* sums = scratch.Sums;
        int cells = sort.Now.Cells;
        var force = new RowForce<TWeight, TDimension, TLanes>(sorted, weight, perSquaredEpsilon);
        for (int n = 0; n < count; n++)
        {
            int lowest = low[n], highest = high[n] + 1;

            // Selected by index: a branch on the half would be wrong every second time.
            RowScratch.Surroundings around = scratch.Around(halves[n] & 1);
            if (!*around.Plain || lowest < 0 || highest > cells)
            {
                SumAcrossSeam<TLanes>(first + n, lowest, highest, around, sums + n);
                continue;
            }

            int** start = around.Cells;
            force.Take(first + n);
            force.Add(start[0][lowest], start[0][highest]);
            force.Add(start[1][lowest], start[1][highest]);
            if (TDimension.Value > 2)
            {
                force.Add(start[2][lowest], start[2][highest]);
                force.Add(start[3][lowest], start[3][highest]);
                force.Add(start[4][lowest], start[4][highest]);
                force.Add(start[5][lowest], start[5][highest]);
            }

            force.Give(sums + n, RowScratch.Width);
        }

        // The lanes beyond the chunk take part in what follows; they hold a gap's particles, or those of the next chunk, which come again.
        for (int axis = 0; axis < 4; axis++) new Span<double>(sums + axis * RowScratch.Width + count, Gap).Clear();
    }

    /// <summary>The sums of one particle near where the domain meets itself, or ends.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SumAcrossSeam<TLanes>(int i, int low, int high, RowScratch.Surroundings around, double* sums)
        where TLanes : struct, ILanes<TLanes>
    {
        int cells = sort.Now.Cells;
        double period = Settings.Domain.Period(0);
        var force = new RowForce<TWeight, TDimension, TLanes>(sorted, weight, perSquaredEpsilon);
        force.Take(i);
        for (int r = 0; r < RowScratch.Surroundings.Most(TDimension.Value); r++)
        {
            int* start = around.Cells[r];
            if (start == null) continue;
            double shift1 = around.Shift1[r], shift2 = around.Shift2[r];
            force.Add(start[Math.Max(low, 0)], start[Math.Min(high, cells)], 0, shift1, shift2);
            if (low < 0) force.Add(start[low + cells], start[cells], -period, shift1, shift2);
            if (high > cells) force.Add(start[0], start[high - cells], period, shift1, shift2);
        }

        force.Give(sums, RowScratch.Width);
    }

    /// <summary>The accelerations a = k sum, the kick, and what the kick tells of speeds and crowding.</summary>
    private void Kick<TLanes>(int first, int count, RowScratch scratch, ref TLanes fastest, ref TLanes total, ref TLanes fullest)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes coupling = TLanes.Broadcast(Settings.Coupling), span = TLanes.Broadcast(step), self = TLanes.Broadcast(weight.Value(0));
        double* sums = scratch.Sums;
        for (int k = 0; k < count; k += TLanes.Count)
        {
            TLanes squared = default;
            for (int axis = 0; axis < TDimension.Value; axis++)
            {
                TLanes acceleration = coupling * TLanes.Load(sums + axis * RowScratch.Width + k);
                TLanes velocity = TLanes.MultiplyAdd(span, acceleration, TLanes.Load(sorted.Velocity(axis) + first + k));
                TLanes.Load(sorted.Position(axis) + first + k).Store(scratch.Position(axis) + k);
                velocity.Store(scratch.Velocity(axis) + k);
                acceleration.Store(scratch.Acceleration(axis) + k);
                velocity -= TLanes.Broadcast(MeanVelocity[axis]);
                squared = TLanes.MultiplyAdd(velocity, velocity, squared);
            }

            fastest = TLanes.Max(fastest, squared);
            total += squared; // the maximum may drop a NaN, the sum does not
            fullest = TLanes.Max(fullest, TLanes.Load(sums + 3 * RowScratch.Width + k) - self);
        }
    }

    /// <summary>Drifts a chunk, wraps it, notes and counts its cells, grows the box around it, and writes it to <c>moved</c>.</summary>
    private void Settle<TLanes>(int member, int first, int count, RowScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        int* across = scratch.Across;
        TLanes span = TLanes.Broadcast(drift), zero = default;
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            double period = Settings.Domain.Period(axis);
            TLanes length = TLanes.Broadcast(double.IsFinite(period) ? period : 0), limit = TLanes.Broadcast(period), below = TLanes.Broadcast(-0.0);
            TLanes perLength = TLanes.Broadcast(1 / period); // 0 in free space
            TLanes origin = TLanes.Broadcast(sort.Next.Origin[axis]), density = TLanes.Broadcast(sort.Next.Density[axis]);
            TLanes last = TLanes.Broadcast(axis == 0 ? sort.Next.Cells - 1 : axis == 1 ? 2 * sort.Next.Bands1 - 1 : sort.Next.Bands2 - 1);
            double* position = scratch.Position(axis), velocity = scratch.Velocity(axis);
            for (int k = 0; k < count; k += TLanes.Count)
            {
                // Down to a turn by the quotient, which may be off by one where it is nearly whole: hence one turn more or less.
                TLanes x = TLanes.MultiplyAdd(span, TLanes.Load(velocity + k), TLanes.Load(position + k));
                x -= TLanes.Floor(x * perLength) * length;
                x += TLanes.WhereLess(x, below, length);
                x -= length - TLanes.WhereLess(x, limit, length);
                x.Store(position + k);
                TLanes.Min(last, TLanes.Max(zero, (x - origin) * density)).StoreTruncated(across + axis * RowScratch.Width + k);
            }
        }

        int* tally = sort.Tally(member), keys = sort.Cell + first;
        int stride = sort.Next.Stride;
        ReadOnlySpan<int> firstRow = sort.Next.First, up = sort.Next.Up;
        for (int k = 0; k < count; k++)
        {
            int band = across[RowScratch.Width + k] >> 1, row = firstRow[band];
            if (TDimension.Value > 2) row += across[2 * RowScratch.Width + k] * up[band];
            int key = row * stride + across[k];
            keys[k] = key;
            tally[key]++;
        }

        Record(first, count, scratch);
        if (Settings.Domain is not FreeSpace) return;
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            ref double lowestHere = ref lowest[member][axis], highestHere = ref highest[member][axis];
            foreach (double x in new ReadOnlySpan<double>(scratch.Position(axis), count))
            {
                lowestHere = double.MinNative(lowestHere, x);
                highestHere = double.MaxNative(highestHere, x);
            }
        }
    }

    private void Record(int first, int count, RowScratch scratch)
    {
        double* x0 = scratch.Position(0), x1 = scratch.Position(1), x2 = scratch.Position(2);
        double* v0 = scratch.Velocity(0), v1 = scratch.Velocity(1), v2 = scratch.Velocity(2);
        double* a0 = scratch.Acceleration(0), a1 = scratch.Acceleration(1), a2 = scratch.Acceleration(2);
        double* record = moved.Of(first);
        for (int k = 0; k < count; k++)
        {
            record[0] = x0[k];
            record[1] = x1[k];
            record[Velocity] = v0[k];
            record[Velocity + 1] = v1[k];
            record[Acceleration] = a0[k];
            record[Acceleration + 1] = a1[k];
            if (TDimension.Value > 2)
            {
                record[2] = x2[k];
                record[Velocity + 2] = v2[k];
                record[Acceleration + 2] = a2[k];
            }

            record += 3 * TDimension.Value;
        }
    }

    private void ClearTallies(int member)
    {
        sort.ClearTally(member);
        lowest[member].AsSpan().Fill(double.PositiveInfinity);
        highest[member].AsSpan().Fill(double.NegativeInfinity);
    }

    private void MeasureBox()
    {
        for (int member = 0; member < team.Members; member++)
        {
            lowest[member].AsSpan().Fill(double.PositiveInfinity);
            highest[member].AsSpan().Fill(double.NegativeInfinity);
        }

        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            for (int row = 0; row < sort.Now.Rows; row++)
            {
                for (int i = sort.Begin(row); i < sort.End(row); i++)
                {
                    lowest[0][axis] = Math.Min(lowest[0][axis], moved.Of(i)[axis]);
                    highest[0][axis] = Math.Max(highest[0][axis], moved.Of(i)[axis]);
                }
            }
        }
    }

    private static double Largest(double[] values)
    {
        double largest = 0;
        foreach (double value in values) largest = Math.Max(largest, value); // Math.Max keeps a NaN
        return largest;
    }
}
