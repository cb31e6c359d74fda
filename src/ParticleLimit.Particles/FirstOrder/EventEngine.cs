using System.Diagnostics.CodeAnalysis;

namespace ParticleLimit.Particles;

/// <summary>The first-order system of the indicator without any time step: between crossings of the range every particle moves at a constant speed, k times
/// the number of its neighbours.</summary>
/// <remarks>Each particle has two edges, its rear x_i and its front x_i + eps R. The edges of all particles are kept in the order of the line (of the
/// circle), and the only events are exchanges of two that are next to each other. When a front passes a rear, the pair comes into range and both particles
/// gain a neighbour; when a rear passes a front, both lose one; other exchanges change the order alone. An exchange leaves the relative speed of
/// its own pair as it was, so a crossing is never grazing after the fact. Between events nothing is computed: each particle has the position and time of its own last change.
/// <para>Neighbours are at |x_i - x_j| &lt; eps R strictly. At the start, distances within <see cref="TieRoundings"/> roundings of eps R count as equal to it, and so as no
/// neighbours: a lattice whose spacing divides eps R is decided by this rule and not by its rounding. A pair that rests at exactly eps R is left alone until a
/// relative speed separates it or brings it in. Events at one instant are taken in the order of the line.</para>
/// <para>A run does not depend on the times at which it is looked at, to the bit.</para></remarks>
internal sealed class EventEngine : FirstOrderEngine
{
    private const int TieRoundings = 8;
    private const int EventsBetweenChecks = 4096;
    private const int ExchangesAtAnInstant = 256;

    private readonly double period;
    private readonly double range;
    private readonly double coupling;
    private readonly int self;
    private readonly int count;

    // Edge 2 i is the rear of particle i, edge 2 i + 1 its front; slot s holds the edge next behind that of slot s + 1.
    private readonly int[] edgeAt;
    private readonly int[] slotOf;
    private readonly EarliestTime exchanges;

    private readonly double[] position;
    private readonly double[] since;
    private readonly int[] neighbours;

    private double time;
    private double now;
    private long events;
    private long eventsAtInstant;

    public EventEngine(FirstOrderSettings settings, ParticleState state)
        : base(settings, state)
    {
        count = State.Count;
        period = settings.Domain.Period(0);
        range = settings.Cutoff;
        coupling = settings.Coupling;
        self = settings.SelfInteraction ? 1 : 0;
        position = (double[])State.Positions[0].Clone();
        since = new double[count];
        neighbours = new int[count];
        slotOf = new int[2 * count];
        edgeAt = Order();
        for (int slot = 0; slot < edgeAt.Length; slot++) slotOf[edgeAt[slot]] = slot;
        SettleTies();
        CountNeighbours();
        exchanges = new EarliestTime(2 * count);
        if (coupling > 0)
            for (int slot = 0; slot < edgeAt.Length; slot++) Schedule(slot);
        Publish();
    }

    /// <inheritdoc/>
    public override double Time => time;

    /// <inheritdoc/>
    /// <remarks>Exchanges per particle: one of them costs about what a step of one particle does elsewhere.</remarks>
    public override long Steps => count == 0 ? 0 : events / count;

    /// <summary>Exchanges so far.</summary>
    public long Events => events;

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => "exact events: edges in order";

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Events pile up at one instant: particles coincide, and are eps R from others that coincide, so that
    /// the discontinuous right-hand side has no solution to follow.</exception>
    [SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "As declared in the base.")]
    public override void AdvanceTo(double time, CancellationToken cancellation = default, Action<SimulationProgress>? progress = null)
    {
        CheckTarget(time);
        try
        {
            long untilCheck = EventsBetweenChecks;
            while (exchanges.Value <= time)
            {
                Exchange(exchanges.Index, exchanges.Value);
                if (--untilCheck > 0) continue;
                untilCheck = EventsBetweenChecks;
                this.time = now;
                progress?.Invoke(new SimulationProgress(now, Steps));
                cancellation.ThrowIfCancellationRequested();
            }

            this.time = time;
        }
        finally
        {
            Publish();
        }
    }

    private static bool IsFront(int edge) => (edge & 1) == 1;

    private double PositionAt(int edge, double at)
    {
        int particle = edge >> 1;
        double rear = position[particle] + coupling * (neighbours[particle] + self) * (at - since[particle]);
        return IsFront(edge) ? rear + range : rear;
    }

    /// <summary>The distance from an edge forward to the next one, not negative but for rounding.</summary>
    private double Gap(int behind, int ahead)
    {
        double gap = PositionAt(ahead, now) - PositionAt(behind, now);
        if (double.IsInfinity(period)) return gap;
        gap -= period * Math.Floor(gap / period);

        // A particle's own two edges part the circle into arcs of eps R and L - eps R: a longer gap is a rounding below zero.
        return gap > period - range / 2 ? gap - period : gap;
    }

    private void Schedule(int slot)
    {
        int next = slot + 1;
        if (next == edgeAt.Length)
        {
            if (double.IsInfinity(period)) return;
            next = 0;
        }

        int behind = edgeAt[slot], ahead = edgeAt[next];
        int closing = neighbours[behind >> 1] - neighbours[ahead >> 1];
        exchanges.Set(slot, closing <= 0 ? double.PositiveInfinity : now + Math.Max(0, Gap(behind, ahead)) / (coupling * closing));
    }

    private void Exchange(int slot, double at)
    {
        eventsAtInstant = at > now ? 0 : eventsAtInstant + 1;
        if (eventsAtInstant > ExchangesAtAnInstant * (long)edgeAt.Length)
            throw new InvalidOperationException($"At t = {at} events pile up at one instant: coincident particles lie eps R from others that coincide. Move them apart by any amount.");
        now = at;
        events++;
        int next = slot + 1 == edgeAt.Length ? 0 : slot + 1;
        int passing = edgeAt[slot], passed = edgeAt[next];
        Place(passed, slot);
        Place(passing, next);
        if (IsFront(passing) == IsFront(passed))
        {
            Schedule(Before(slot));
            Schedule(slot);
            Schedule(next);
            return;
        }

        int change = IsFront(passing) ? 1 : -1;
        ChangeNeighbours(passing >> 1, change);
        ChangeNeighbours(passed >> 1, change);

        // The exchanged edges' outer neighbours are covered: those edges belong to the two particles.
        ScheduleAround(passing >> 1);
        ScheduleAround(passed >> 1);
    }

    private void Place(int edge, int slot)
    {
        edgeAt[slot] = edge;
        slotOf[edge] = slot;
    }

    private int Before(int slot) => slot == 0 ? edgeAt.Length - 1 : slot - 1;

    private void ChangeNeighbours(int particle, int change)
    {
        position[particle] = Settings.Domain.Wrap(PositionAt(2 * particle, now), 0);
        since[particle] = now;
        neighbours[particle] += change;
    }

    private void ScheduleAround(int particle)
    {
        int rear = slotOf[2 * particle], front = slotOf[2 * particle + 1];
        Schedule(Before(rear));
        Schedule(rear);
        if (Before(front) != rear) Schedule(Before(front));
        Schedule(front);
    }

    private int[] Order()
    {
        double[] at = new double[2 * count];
        for (int edge = 0; edge < at.Length; edge++) at[edge] = Settings.Domain.Wrap(PositionAt(edge, 0), 0);

        // Equal positions: fronts first, so that a distance of exactly eps R is out of range; then the caller's order.
        return [.. Enumerable.Range(0, at.Length).OrderBy(edge => at[edge]).ThenBy(edge => 1 - (edge & 1)).ThenBy(edge => edge)];
    }

    /// <summary>Puts fronts before the rears that are less than a few roundings behind them.</summary>
    private void SettleTies()
    {
        double largest = double.IsInfinity(period) ? position.Select(Math.Abs).DefaultIfEmpty(0).Max() + range : period;
        double tie = TieRoundings * (Math.BitIncrement(largest) - largest);
        bool moved = true;
        while (moved)
        {
            moved = false;
            for (int slot = 0; slot < edgeAt.Length; slot++)
            {
                int next = slot + 1;
                if (next == edgeAt.Length)
                {
                    if (double.IsInfinity(period)) break;
                    next = 0;
                }

                int behind = edgeAt[slot], ahead = edgeAt[next];
                if (IsFront(behind) || !IsFront(ahead) || Gap(behind, ahead) > tie) continue;
                Place(ahead, slot);
                Place(behind, next);
                moved = true;
            }
        }
    }

    private void CountNeighbours()
    {
        for (int particle = 0; particle < count; particle++)
        {
            int front = 2 * particle + 1;
            for (int slot = slotOf[2 * particle] + 1; ; slot++)
            {
                if (slot == edgeAt.Length) slot = 0;
                int edge = edgeAt[slot];
                if (edge == front) break;
                if (IsFront(edge)) continue;
                neighbours[particle]++;
                neighbours[edge >> 1]++;
            }
        }
    }

    private void Publish()
    {
        double[] x = State.Positions[0], v = State.Velocities[0];
        for (int i = 0; i < count; i++)
        {
            x[i] = Settings.Domain.Wrap(PositionAt(2 * i, time), 0);
            v[i] = coupling * (neighbours[i] + self);
        }
    }
}
