using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates (1.4) in d = 1 with the particles kept in increasing order, in one pass over memory a step.</summary>
/// <remarks>Positions are kept in units of eps, at the midpoint of the last step. A pass drifts a window of particles to the next midpoint, mends their order, and
/// follows at a distance with forces and kicks: no particle that has still to move can come below the first of them moved at the least velocity,
/// so that whatever lies further than the range below that place is final. Nothing is assumed of how far or over how many a particle
/// moves in a step, nor of how many are in reach of one.
/// The line is cut into blocks of fixed size; a torus is a line whose last block meets the first, one period on. Particles that may change sides at a
/// border are exchanged before the pass; those in reach of it are kicked after the pass, when the pairs across are added.</remarks>
internal sealed unsafe class LineEngine<TWeight> : SteppedEngine
    where TWeight : struct, ICommunicationWeight
{
    private const int UsualBlock = 1 << 16;
    private const int MovedAtOnce = 8 * LineBlock.Group;
    private const int Chunk = 8 * LineBlock.Group;

    private const int Lanes = 8;

    // The vectors of the last shift look this far beyond the last particle in reach, to particles which must have moved already.
    private const int LookAhead = 24;

    private readonly TWeight weight;
    private readonly double largestWeight;
    private readonly double epsilon;
    private readonly double period;
    private readonly double reach;
    private readonly LineBlock[] blocks;
    private readonly ThreadTeam team;
    private readonly LineScratch[] scratch;
    private readonly Action<int, int> pass;
    private readonly LineExchange exchange;
    private readonly LineBorderPairs<TWeight> borderPairs;
    private readonly LineCrowding<TWeight> crowding;
    private double lag;
    private double slowest;
    private double fastest;
    private double step;
    private double drift;
    private bool ordered;

    /// <summary>A run from time 0.</summary>
    /// <param name="settings">The system.</param>
    /// <param name="weight">The weight of the settings.</param>
    /// <param name="state">The particles.</param>
    /// <param name="largestBlock">The most particles in a block.</param>
    /// <exception cref="ArgumentException">The domain does not suit (<see cref="Suits"/>), or as in the base class.</exception>
    public LineEngine(SimulationSettings settings, TWeight weight, ParticleState state, int largestBlock = UsualBlock)
        : base(settings, state)
    {
        if (!Suits(settings.Domain, settings.Cutoff)) throw new ArgumentException("The line is of dimension 1, and a torus at least twice eps R long.", nameof(settings));
        this.weight = weight;
        largestWeight = weight.Value(0);
        epsilon = settings.Epsilon;
        period = settings.Domain.Period(0) / epsilon;
        reach = weight.SupportRadius * (1 + 1e-12);
        int count = State.Count, parts = count == 0 ? 0 : (count - 1) / largestBlock + 1;
        blocks = new LineBlock[parts];
        for (int b = 0; b < parts; b++) blocks[b] = new LineBlock((int)(count * (b + 1L) / parts - count * (long)b / parts), MeanVelocity[0]);
        var chain = new LineChain(blocks, period, reach);
        (exchange, borderPairs, crowding) = (new(chain), new(chain, weight), new(chain, weight));
        team = new ThreadTeam(settings.Threads);
        int capacity = blocks.Select(block => block.Capacity).DefaultIfEmpty().Max();
        scratch = [.. Enumerable.Range(0, team.Members).Select(_ => new LineScratch(capacity, Chunk))];
        pass = Run;
        int next = 0;
        foreach (LineBlock block in blocks)
        {
            for (int i = 0; i < block.Count; i++, next++)
                (block.Position[i], block.Velocity[i], block.Label[i]) = (State.Positions[0][next] / epsilon, State.Velocities[0][next], next);
        }

        (slowest, fastest) = (State.Velocities[0].DefaultIfEmpty().Min(), State.Velocities[0].DefaultIfEmpty().Max());
    }

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => Settings.Neighbours == NeighbourSearchKind.Auto ? "sorted-line (auto: the dimension is 1)" : "sorted-line";

    /// <summary>Whether no pair is in reach of one another both ways round.</summary>
    public static bool Suits(Domain domain, double cutoff) => domain.Dimension == 1 && domain.Period(0) >= 2 * cutoff;

    /// <inheritdoc/>
    public override void Dispose()
    {
        team.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void Prime() => Pass(0, 0);

    /// <inheritdoc/>
    protected override void Step(double step, double next) => Pass(step, lag + step / 2);

    /// <inheritdoc/>
    protected override void Fly(double span)
    {
        double time = (lag + span) / epsilon;
        foreach (LineBlock block in blocks)
            for (int i = 0; i < block.Count; i++) block.Position[i] += time * block.Velocity[i];
        (lag, ordered) = (0, false);
    }

    /// <inheritdoc/>
    protected override void Publish()
    {
        double[] x = State.Positions[0], v = State.Velocities[0];
        foreach (LineBlock block in blocks)
        {
            for (int i = 0; i < block.Count; i++)
            {
                int label = block.Label[i];
                x[label] = Settings.Domain.Wrap(epsilon * block.Position[i] + lag * block.Velocity[i], 0);
                v[label] = block.Velocity[i];
            }
        }
    }

    /// <summary>Drifts to the midpoint of a step, and kicks.</summary>
    private void Pass(double step, double span)
    {
        if (!ordered) Sort();
        double turns = double.IsFinite(period) ? Math.Floor(blocks[0].Position[0] / period) : 0;
        if (turns != 0) Shift(-turns * period);
        (this.step, drift) = (step, span / epsilon);
        if (!exchange.Run(drift, step / 2, slowest, fastest))
        {
            Fly(span - lag);
            Sort();
            drift = 0;
            exchange.Run(drift, step / 2, slowest, fastest);
        }

        team.Run(pass, blocks.Length);
        int across = borderPairs.Add();
        foreach (LineBlock block in blocks) KickEdges(block);
        lag = step / 2;
        Measure(across);
    }

    /// <summary>Brings the numbers back to the first period, so that they stay as fine as the caller's.</summary>
    private void Shift(double distance)
    {
        foreach (LineBlock block in blocks)
            for (int i = 0; i < block.Count; i++) block.Position[i] += distance;
    }

    private void Run(int member, int b)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes512>(blocks[b], scratch[member]);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes256>(blocks[b], scratch[member]);
        else Run<SingleLane>(blocks[b], scratch[member]);
    }

    private void Run<TLanes>(LineBlock block, LineScratch scratch)
        where TLanes : struct, ILanes<TLanes>
    {
        int count = block.Count, moved = 0, done = 0;
        (block.Slowest, block.Fastest, block.Total) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        (block.InnerFrom, block.InnerTo) = (0, count);
        var force = new LineForce<TWeight, TLanes>(weight, reach, block, scratch.Sums, scratch.Far);
        while (done < count)
        {
            if (moved < count)
            {
                int to = Math.Min(count, moved + MovedAtOnce);
                LineOrder.Extend<TLanes>(block, moved, to, drift, step / 2);
                moved = to;
            }

            int known = moved == count ? count : FirstUnsure(block, done, moved);
            while (done < known)
            {
                int to = Math.Min(known, done + Chunk);
                force.AddPairs(done, to);
                Kick<TLanes>(block, done, to, scratch.Sums);
                done = to;
            }
        }

        block.Farthest = force.Farthest;
    }

    /// <summary>The particles before it have all their neighbours to the right in their places; a whole number of lanes on.</summary>
    private int FirstUnsure(LineBlock block, int done, int moved)
    {
        double* x = block.Position;
        double limit = Math.Min(Math.FusedMultiplyAdd(drift, slowest, x[moved]) - exchange.Margin, x[moved - LookAhead]) - reach;
        int known = (moved - LookAhead) & -Lanes;
        while (known > done && !(x[known - 1] < limit)) known -= Lanes;
        return known;
    }

    private void Kick<TLanes>(LineBlock block, int from, int to, double* sums)
        where TLanes : struct, ILanes<TLanes>
    {
        double* x = block.Position;
        int first = from, end = to;
        if (block.InnerFrom == from)
        {
            while (first < to && x[first] - reach - exchange.Margin <= block.LowerNeighbours) first = Math.Min(to, first + Lanes);
            block.InnerFrom = first;
        }

        while (end > first && x[end - 1] + reach + exchange.Margin >= block.UpperNeighbours) end = Math.Max(first, (end - 1) & -Lanes);
        if (end < to) block.InnerTo = Math.Min(block.InnerTo, end);
        if (first > from) KeepSums(block, from, first, sums);
        KickBy<TLanes>(block, first, end, sums + first);
        if (end < to) KeepSums(block, end, to, sums);
    }

    private static void KeepSums(LineBlock block, int from, int to, double* sums)
    {
        int place = block.EdgePlace(from);
        block.ReserveEdgeSums(place + to - from);
        var kept = new Span<double>(sums + from, to - from);
        kept.CopyTo(block.EdgeSums.AsSpan(place));
        kept.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void KickBy<TLanes>(LineBlock block, int from, int to, double* sums)
        where TLanes : struct, ILanes<TLanes>
    {
        double* v = block.Velocity, a = block.Third;
        TLanes coupling = TLanes.Broadcast(Settings.Coupling), time = TLanes.Broadcast(step), total = default;
        TLanes least = TLanes.Broadcast(block.Slowest), most = TLanes.Broadcast(block.Fastest);
        for (int i = from; i < to; i += TLanes.Count, sums += TLanes.Count)
        {
            TLanes acceleration = coupling * TLanes.Load(sums), velocity = TLanes.MultiplyAdd(time, acceleration, TLanes.Load(v + i));
            default(TLanes).Store(sums);
            acceleration.Store(a + i);
            velocity.Store(v + i);
            least = TLanes.Min(least, velocity);
            most = TLanes.Max(most, velocity);
            total += velocity;
        }

        block.Slowest = -TLanes.Largest(default(TLanes) - least);
        block.Fastest = TLanes.Largest(most);
        block.Total += TLanes.Sum(total);
    }

    private void KickEdges(LineBlock block)
    {
        if (block.EdgeSums.Length == 0) return;
        double* sums = (double*)Unsafe.AsPointer(ref block.EdgeSums[0]);
        KickBy<SingleLane>(block, 0, block.InnerFrom, sums);
        KickBy<SingleLane>(block, block.InnerTo, block.Count, sums + block.InnerFrom);
    }

    private void Measure(int across)
    {
        (slowest, fastest) = (double.PositiveInfinity, double.NegativeInfinity);
        double total = 0;
        int farthest = 0;
        foreach (LineBlock block in blocks)
        {
            slowest = Math.Min(slowest, block.Slowest);
            fastest = Math.Max(fastest, block.Fastest);
            farthest = Math.Max(farthest, block.Farthest);
            total += block.Total;
        }

        Spread = double.IsFinite(total) ? Math.Max(fastest - MeanVelocity[0], MeanVelocity[0] - slowest) : double.NaN;

        // No particle has more neighbours to the left than the leftmost of those has to the right. That this many at distance 0 would not limit the next step
        // is nearly always so, and then their number will do; weights fall with distance, only the caller's own need not.
        double bound = 2 * largestWeight * (farthest + across);
        bool limiting = Settings.Coupling * bound * Settings.Cutoff > Spread;
        Crowding = limiting || typeof(TWeight) == typeof(CustomWeight) ? crowding.LargestWeightSum() : bound;
    }

    /// <summary>Puts all particles into order from scratch; coincident ones stay in the order they have.</summary>
    private void Sort()
    {
        int count = State.Count, next = 0;
        var keys = new double[count];
        var places = new int[count];
        (double X, double V, double A, int Label)[] particles = new (double, double, double, int)[count];
        foreach (LineBlock block in blocks)
        {
            for (int i = 0; i < block.Count; i++, next++)
            {
                double x = double.IsFinite(period) ? Settings.Domain.Wrap(epsilon * block.Position[i], 0) / epsilon : block.Position[i];
                (keys[next], places[next], particles[next]) = (x, next, (x, block.Velocity[i], block.Third[i], block.Label[i]));
            }
        }

        Array.Sort(keys, places);
        for (int from = 0, to; from < count; from = to)
        {
            for (to = from + 1; to < count && keys[to] == keys[from]; to++) { }
            if (to - from > 1) Array.Sort(places, from, to - from);
        }

        next = 0;
        foreach (LineBlock block in blocks)
            for (int i = 0; i < block.Count; i++, next++) (block.Position[i], block.Velocity[i], block.Third[i], block.Label[i]) = particles[places[next]];
        ordered = true;
    }
}
