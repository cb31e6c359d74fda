using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates (1.4) in d = 2, 3 with particles kept in rows of cells (<see cref="RowLayout"/>) and pairs taken several at a time.</summary>
/// <remarks>Two copies of the particles take turns. <c>moved</c> holds what the last step left, with the drift to the next midpoint done
/// already and each particle's cell beside it; a counting sort brings it to <c>sorted</c>, in rows, with the predicted velocities w;
/// the force pass reads <c>sorted</c> and writes <c>moved</c>. Every particle sums over its own neighbours, so that each pair is evaluated twice, by the
/// same operations up to the sign. The gap of a vector's width after each row holds particles out of everybody's reach: a vector that
/// overruns its range meets there, or further on in the row, only what the distance excludes.
/// The loops over particles are compiled once and in full: a run of a few steps would otherwise be over before they are known to be hot.</remarks>
internal sealed unsafe class RowEngine<TWeight, TDimension> : SteppedEngine
    where TWeight : struct, ICommunicationWeight
    where TDimension : struct, ISpaceDimension
{
    private const int Gap = RowSort.Gap;
    private const int Chunk = RowScratch.Chunk;
    private const double OutOfReach = 1e200;

    // Records come from a few places at once, too many for the hardware to follow; so far ahead they arrive in time from any cache.
    private const int PrefetchDistance = 24;

    // Enough for those who are done early to take over from those whom something else holds up.
    private const int BlocksPerMember = 4;

    // Copies that fit into the last cache are better left there.
    private const long BytesInCaches = 16 << 20;

    private readonly ThreadTeam team;
    private readonly bool pastCaches;
    private readonly RowParticles sorted;
    private readonly RowRecords moved;
    private readonly RowSort sort;
    private readonly RowForce<TWeight, TDimension> force;
    private readonly RowMotion<TDimension> motion;
    private readonly RowScratch[] scratches;
    private readonly Action<int> measureShare;
    private readonly Action<int> placeShare;
    private readonly Action<int, int> shiftBlock;
    private readonly Action<int, int> orderBlock;
    private readonly Action<int, int> gatherBlock;
    private readonly Action<int, int> forceBlock;
    private double ahead;
    private bool cellsKnown;

    public RowEngine(SimulationSettings settings, TWeight weight, ParticleState state)
        : base(settings, state)
    {
        team = new ThreadTeam(settings.Threads);
        int count = State.Count;
        sort = new RowSort(settings.Domain, settings.Cutoff, count, team.Members, team.Members == 1 ? 1 : team.Members * BlocksPerMember);
        scratches = [.. Enumerable.Range(0, team.Members).Select(_ => new RowScratch())];
        moved = new RowRecords(TDimension.Value);
        sorted = new RowParticles(TDimension.Value);
        force = new RowForce<TWeight, TDimension>(settings, weight, sorted, sort);
        pastCaches = (long)count * (3 * TDimension.Value + 1) * 2 * sizeof(double) > BytesInCaches;
        motion = new RowMotion<TDimension>(settings, MeanVelocity, sorted, moved, sort, team.Members, pastCaches);
        (measureShare, placeShare, orderBlock) = (sort.Measure, sort.Place, sort.Order);
        (shiftBlock, gatherBlock, forceBlock) = Vector512.IsHardwareAccelerated ? Passes<Lanes512>() : Vector256.IsHardwareAccelerated ? Passes<Lanes256>() : Passes<SingleLane>();
        moved.Reserve(count + Gap);
        sorted.Reserve(count + Gap);
        sort.Begin();
        for (int i = 0; i < count; i++)
        {
            moved.Number(i, moved.Label) = i;
            for (int axis = 0; axis < TDimension.Value; axis++)
            {
                moved.Number(i, axis) = State.Positions[axis][i];
                moved.Number(i, TDimension.Value + axis) = State.Velocities[axis][i];
            }
        }

        motion.MeasureBox();
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
        motion.Dispose();
        foreach (RowScratch scratch in scratches) scratch.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Prime() => Step(0, 0);

    /// <inheritdoc/>
    protected override void Step(double step, double next)
    {
        if (ahead != step / 2 || !cellsKnown)
        {
            motion.Drift = step / 2 - ahead;
            motion.FitNext();
            motion.Begin();
            team.Run(shiftBlock, sort.Blocks);
        }

        motion.Step = step;
        sort.Prepare();
        if (team.Members > 1) team.Run(measureShare);
        team.Run(placeShare);
        team.Run(orderBlock, sort.Blocks);
        sort.Finish();
        sorted.Reserve(sort.Places);
        team.Run(gatherBlock, sort.Blocks);
        moved.Reserve(sorted.Capacity);
        motion.FitNext();
        motion.Drift = step / 2 + next / 2;
        motion.Begin();
        team.Run(forceBlock, sort.Blocks);
        (ahead, cellsKnown) = (next / 2, true);
        (Spread, Crowding) = (motion.Spread(), motion.Crowding());
    }

    /// <inheritdoc/>
    protected override void Fly(double span)
    {
        for (int row = 0; row < sort.Now.Rows; row++)
        {
            for (int i = sort.Begin(row); i < sort.End(row); i++)
            {
                for (int axis = 0; axis < TDimension.Value; axis++)
                    moved.Number(i, axis) = Settings.Domain.Wrap(moved.Number(i, axis) + (span - ahead) * moved.Number(i, TDimension.Value + axis), axis);
            }
        }

        (ahead, cellsKnown) = (0, false);
        motion.MeasureBox();
    }

    /// <inheritdoc/>
    protected override void Publish()
    {
        for (int row = 0; row < sort.Now.Rows; row++)
        {
            for (int i = sort.Begin(row); i < sort.End(row); i++)
            {
                int label = (int)moved.Number(i, moved.Label);
                for (int axis = 0; axis < TDimension.Value; axis++)
                {
                    double v = moved.Number(i, TDimension.Value + axis);
                    State.Positions[axis][label] = Settings.Domain.Wrap(moved.Number(i, axis) - ahead * v, axis);
                    State.Velocities[axis][label] = v;
                }
            }
        }
    }

    /// <summary>The passes over a block's rows, so many particles at a time as the lanes hold.</summary>
    private (Action<int, int> Shift, Action<int, int> Gather, Action<int, int> Force) Passes<TLanes>()
        where TLanes : struct, ILanes<TLanes> => (Shift<TLanes>, Gather<TLanes>, Force<TLanes>);

    /// <summary>Drifts the particles of a block where they are, and notes their cells.</summary>
    private void Shift<TLanes>(int member, int block)
        where TLanes : struct, ILanes<TLanes>
    {
        RowTally tally = sort.Tally(block);
        tally.Begin(sort.Next);
        RowScratch scratch = scratches[member];
        int lastRow = sort.FirstRow(block + 1);
        for (int row = sort.FirstRow(block); row < lastRow; row++)
        {
            int end = sort.End(row);
            for (int first = sort.Begin(row); first < end; first += Chunk)
            {
                int count = Math.Min(Chunk, end - first);
                motion.Shift<TLanes>(member, tally, first, count, scratch);
            }
        }

        Publicise();
    }

    /// <summary>Brings the particles of a block to their places, with the velocities predicted for the midpoint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather<TLanes>(int member, int block)
        where TLanes : struct, ILanes<TLanes>
    {
        RowScratch scratch = scratches[member];
        int* from = sort.Source;
        int lastRow = sort.FirstRow(block + 1);
        for (int row = sort.FirstRow(block); row < lastRow; row++)
        {
            int begin = sort.Begin(row), end = sort.End(row);
            if (begin < end) new Span<int>(from + end, RowRecords.Batch).Fill(from[end - 1]);
            Gather<TLanes>(begin, end, scratch.Column(0));
            FillGap(end);
        }

        if (lastRow == sort.Now.Rows) FillGap(sort.Begin(lastRow));
        Publicise();
    }

    /// <summary>Makes what was written past the caches visible to the other threads.</summary>
    private void Publicise()
    {
        if (pastCaches && Sse.IsSupported) Sse.StoreFence();
    }

    /// <summary>Puts particles out of everybody's reach behind a row.</summary>
    private void FillGap(int end)
    {
        for (int axis = 0; axis < TDimension.Value; axis++)
        {
            new Span<double>(sorted.Position(axis) + end, Gap).Fill(axis == 0 ? OutOfReach : 0);
            new Span<double>(sorted.Predicted(axis) + end, Gap).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather<TLanes>(int begin, int end, double* columns)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Batch = RowRecords.Batch;
        TLanes half = TLanes.Broadcast(motion.Step / 2);
        int* from = sort.Source;
        for (int k = begin; k < end; k += Batch)
        {
            for (int lane = 0; lane < Batch && Sse.IsSupported; lane++) Sse.Prefetch0(moved.Of(from[Math.Min(k + PrefetchDistance + lane, end - 1)]));
            moved.Load(from + k, columns, Batch);
            for (int lane = 0; lane < Batch; lane += TLanes.Count)
            {
                for (int axis = 0; axis < TDimension.Value; axis++)
                {
                    TLanes v = TLanes.Load(columns + (TDimension.Value + axis) * Batch + lane), a = TLanes.Load(columns + (2 * TDimension.Value + axis) * Batch + lane);
                    Write(TLanes.Load(columns + axis * Batch + lane), sorted.Position(axis) + k + lane, pastCaches);
                    Write(TLanes.MultiplyAdd(half, a, v), sorted.Predicted(axis) + k + lane, pastCaches);
                    Write(v, sorted.Velocity(axis) + k + lane, pastCaches);
                }

                Write(TLanes.Load(columns + 3 * TDimension.Value * Batch + lane), sorted.Label + k + lane, pastCaches);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TLanes>(TLanes lanes, double* destination, bool pastCaches)
        where TLanes : struct, ILanes<TLanes>
    {
        if (pastCaches) lanes.Stream(destination);
        else lanes.Store(destination);
    }

    private void Force<TLanes>(int member, int block)
        where TLanes : struct, ILanes<TLanes>
    {
        RowTally tally = sort.Tally(block);
        tally.Begin(sort.Next);
        RowScratch scratch = scratches[member];
        int lastRow = sort.FirstRow(block + 1);
        for (int row = sort.FirstRow(block); row < lastRow; row++)
        {
            int end = sort.End(row), ahead = sort.Begin(Math.Min(row + sort.Now.RowsAtHand, sort.Now.Rows)) - sort.Begin(row);
            force.Surround(row, scratch);
            for (int first = sort.Begin(row); first < end; first += Chunk)
            {
                int count = Math.Min(Chunk, end - first);
                if (pastCaches) sorted.Prefetch(first, ahead, count);
                force.Sum<TLanes>(first, count, scratch);
                motion.Kick<TLanes>(member, tally, first, count, scratch);
            }
        }

        Publicise();
    }
}
