using System.Diagnostics.CodeAnalysis;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates (1.4) by drifts and pairwise exchanges of velocity.</summary>
/// <remarks>A step is drift(dt/2), kick(dt), drift(dt/2), with one neighbour search. The kick is the product of the exact flows of the pairs
/// (<see cref="PairExchange"/>), which alone is of first order in dt. Steps therefore come in twins of equal dt: the second sweeps the pairs
/// in reverse and is the adjoint of the first, so that the twin is symmetric and of second order. Each twin chooses its dt from the
/// velocities at its start, such that a whole number of twins reaches the time asked for.
/// The pairs are swept by index. Translations, rotations and Galilean boosts commute with that up to rounding; a permutation of
/// the particles (and the ordering by space of large states) changes the sweep, and with it the result by a part of the O(dt^2) error.</remarks>
internal sealed class SplittingEngine<TWeight> : ParticleEngine
    where TWeight : struct, ICommunicationWeight
{
    private const int TwinsBetweenOrderings = 16;
    private const int StepsBetweenReports = 64;

    private readonly SimulationSettings settings;
    private readonly TWeight weight;
    private readonly INeighbourSearch search;
    private readonly OrderedState particles;
    private readonly PairList pairs = new();
    private readonly double perSquaredEpsilon;
    private double time;
    private double timeCarry;
    private long steps;
    private long stepsReported;
    private double alignmentRate = double.NaN;
    private int twinsUntilOrdering;

    public SplittingEngine(SimulationSettings settings, TWeight weight, ParticleState state)
    {
        settings.Validate();
        this.settings = settings;
        this.weight = weight;
        search = NeighbourSearch.Create(settings.Neighbours, settings.Domain);
        particles = new OrderedState(settings.Domain, state);
        perSquaredEpsilon = 1 / (settings.Epsilon * settings.Epsilon);
    }

    /// <inheritdoc/>
    public override double Time => time;

    /// <inheritdoc/>
    public override long Steps => steps;

    /// <inheritdoc/>
    public override ParticleState State => particles.Published;

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => settings.Neighbours != NeighbourSearchKind.Auto ? search.Name
        : settings.Domain is FreeSpace ? $"{search.Name} (auto: by the occupancy of the cells)"
        : $"{search.Name} (auto: the domain is a torus)";

    private double[][] Positions => particles.Working.Positions;

    private double[][] Velocities => particles.Working.Velocities;

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "As in the base class.")]
    public override void AdvanceTo(double time, CancellationToken cancellation = default, Action<SimulationProgress>? progress = null)
    {
        if (!(time >= this.time && double.IsFinite(time)))
            throw new ArgumentOutOfRangeException(nameof(time), time, $"The run has reached {this.time}; it goes forward to a finite time.");
        if (time == this.time) return;
        try
        {
            if (settings.Coupling == 0 || State.Count < 2) FlyFreely(time);
            else Integrate(time, progress, cancellation);
        }
        finally
        {
            particles.Publish();
        }
    }

    private void FlyFreely(double target)
    {
        particles.Drift(target - time - timeCarry);
        if (!particles.IsFinite()) throw new InvalidOperationException($"Positions are no longer finite at t = {target}.");
        Finish(target);
        steps++;
    }

    private void Integrate(double target, Action<SimulationProgress>? progress, CancellationToken cancellation)
    {
        Span<double> centre = stackalloc double[settings.Domain.Dimension];
        VelocitySpread.Mean(Velocities, centre);
        if (double.IsNaN(alignmentRate))
        {
            pairs.Collect(search, Positions, settings.Cutoff);
            ComputeShares(0);
        }

        while (time < target)
        {
            cancellation.ThrowIfCancellationRequested();
            double spread = VelocitySpread.Radius(Velocities, centre);
            if (!double.IsFinite(spread)) throw new InvalidOperationException($"Velocities are no longer finite at t = {time}.");
            if (spread == 0)
            {
                FlyFreely(target);
                return;
            }

            double remaining = target - time - timeCarry;
            double twins = Math.Max(1, Math.Ceiling(remaining / (2 * LargestStep(spread))));
            double twin = remaining / twins;
            if (time + twin == time && twins > 1)
                throw new InvalidOperationException($"At t = {time} the time step {twin / 2} is lost to rounding: the range is too short for these speeds.");
            OrderNowAndThen();
            Step(twin / 2, reverse: false);
            Step(twin / 2, reverse: true);
            if (twins == 1) Finish(target);
            else AddTime(twin);
            if (progress is null || steps - stepsReported < StepsBetweenReports) continue;
            stepsReported = steps;
            progress(new SimulationProgress(time, steps));
        }
    }

    /// <summary>The fraction of the time a pair needs to cross eps R at the largest relative speed, or to align if that is shorter.</summary>
    private double LargestStep(double spread)
    {
        double fastestAlignment = Math.Max(settings.Coupling * weight.Value(0), alignmentRate);
        return settings.StepFraction * Math.Min(settings.Cutoff / (2 * spread), 1 / fastestAlignment);
    }

    private void Step(double step, bool reverse)
    {
        particles.Drift(step / 2);
        pairs.Collect(search, Positions, settings.Cutoff);
        ComputeShares(step);
        PairExchange.Sweep(pairs, Velocities, reverse);
        particles.Drift(step / 2);
        steps++;
    }

    /// <summary>Replaces each pair's squared distance by its share s = (1 - e^{-2 k psi dt}) / 2, and takes the mean rate k sum_j psi.</summary>
    private void ComputeShares(double step)
    {
        double exponent = -2 * settings.Coupling * step;
        double sum = 0;
        foreach (ref double value in pairs.Value.AsSpan(0, pairs.Count))
        {
            double psi = weight.Value(value * perSquaredEpsilon);
            sum += psi;
            value = 0.5 * (1 - Math.Exp(exponent * psi));
        }

        alignmentRate = 2 * settings.Coupling * sum / State.Count;
    }

    private void OrderNowAndThen()
    {
        if (twinsUntilOrdering-- > 0) return;
        particles.OrderBySpace(settings.Cutoff);
        twinsUntilOrdering = TwinsBetweenOrderings - 1;
    }

    // Fast two-sum: what the clock rounds away is carried to the next twin, so that 1e6 steps lose no more than one.
    private void AddTime(double span)
    {
        double carried = span + timeCarry;
        double sum = time + carried;
        timeCarry = carried - (sum - time);
        time = sum;
    }

    private void Finish(double target) => (time, timeCarry) = (target, 0);
}
