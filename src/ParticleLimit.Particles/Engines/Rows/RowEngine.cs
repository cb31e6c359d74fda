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

    private readonly ThreadTeam team;
    private readonly RowParticles sorted;
    private readonly RowRecords moved;
    private readonly RowSort sort;
    private readonly RowForce<TWeight, TDimension> force;
    private readonly RowMotion<TDimension> motion;
    private readonly RowScratch[] scratches;
    private readonly Action<int> shiftShare;
    private readonly Action<int> orderShare;
    private readonly Action<int> gatherShare;
    private readonly Action<int> forceShare;
    private double ahead;
    private bool cellsKnown;

    public RowEngine(SimulationSettings settings, TWeight weight, ParticleState state)
        : base(settings, state)
    {
        team = new ThreadTeam(settings.Threads);
        int count = State.Count;
        sort = new RowSort(settings.Domain, settings.Cutoff, count, team.Members);
        scratches = [.. Enumerable.Range(0, team.Members).Select(_ => new RowScratch())];
        moved = new RowRecords(TDimension.Value);
        sorted = new RowParticles(TDimension.Value);
        force = new RowForce<TWeight, TDimension>(settings, weight, sorted, sort);
        motion = new RowMotion<TDimension>(settings, MeanVelocity, sorted, moved, sort, team.Members);
        (shiftShare, orderShare, gatherShare, forceShare) = (Shift, sort.Order, Gather, Force);
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
            team.Run(shiftShare);
        }

        motion.Step = step;
        sort.Prepare();
        team.Run(orderShare);
        sort.Finish();
        sorted.Reserve(sort.Places);
        team.Run(gatherShare);
        moved.Reserve(sorted.Capacity);
        motion.FitNext();
        motion.Drift = step / 2 + next / 2;
        team.Run(forceShare);
        moved.TakeLabels(sorted);
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
                double* x = moved.Of(i), v = x + TDimension.Value;
                for (int axis = 0; axis < TDimension.Value; axis++) x[axis] = Settings.Domain.Wrap(x[axis] + (span - ahead) * v[axis], axis);
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

    /// <summary>Drifts the particles of a member's rows where they are, and notes their cells.</summary>
    private void Shift(int member)
    {
        motion.Begin(member);
        int lastRow = sort.FirstRow(member + 1);
        for (int row = sort.FirstRow(member); row < lastRow; row++) motion.Shift(member, sort.Begin(row), sort.End(row) - sort.Begin(row));
    }

    /// <summary>Brings the particles of the member's rows to their places, with the velocities predicted for the midpoint.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int member)
    {
        Lanes256 half = Lanes256.Broadcast(motion.Step / 2);
        double* x0 = sorted.Position(0), x1 = sorted.Position(1), x2 = sorted.Position(2);
        double* w0 = sorted.Predicted(0), w1 = sorted.Predicted(1), w2 = sorted.Predicted(2), velocities = sorted.Velocities;
        int* from = sort.Source, labels = sorted.Label;
        int lastRow = sort.FirstRow(member + 1);
        for (int row = sort.FirstRow(member); row < lastRow; row++)
        {
            int begin = sort.Begin(row), end = sort.End(row);
            for (int k = begin; k < end; k++)
            {
                double* record = moved.Of(from[k]);
                if (Sse.IsSupported) Sse.Prefetch0(moved.Of(from[Math.Min(k + PrefetchDistance, end - 1)]));
                Lanes256 v = Lanes256.Load(record + TDimension.Value), w = Lanes256.MultiplyAdd(half, Lanes256.Load(record + 2 * TDimension.Value), v);
                v.Store(velocities + TDimension.Value * (long)k);
                x0[k] = record[0];
                x1[k] = record[1];
                if (TDimension.Value > 2) x2[k] = record[2];
                w.StoreEach(w0 + k, w1 + k, w2 + k, TDimension.Value);
                labels[k] = moved.Label[from[k]];
            }

            for (int axis = 0; axis < TDimension.Value; axis++)
            {
                new Span<double>(sorted.Position(axis) + end, Gap).Fill(axis == 0 ? OutOfReach : 0);
                new Span<double>(sorted.Predicted(axis) + end, Gap).Clear();
            }
        }
    }

    private void Force(int member)
    {
        motion.Begin(member);
        RowScratch scratch = scratches[member];
        int lastRow = sort.FirstRow(member + 1);
        for (int row = sort.FirstRow(member); row < lastRow; row++)
        {
            int end = sort.End(row);
            force.Surround(row, scratch);
            for (int first = sort.Begin(row); first < end; first += Chunk)
            {
                int count = Math.Min(Chunk, end - first);
                if (Vector512.IsHardwareAccelerated) force.Sum<Lanes512>(first, count, scratch);
                else if (Vector256.IsHardwareAccelerated) force.Sum<Lanes256>(first, count, scratch);
                else force.Sum<SingleLane>(first, count, scratch);
                motion.Kick(member, first, count, scratch.Sums);
            }
        }
    }
}
