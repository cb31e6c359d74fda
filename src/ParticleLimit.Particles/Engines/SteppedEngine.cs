using System.Diagnostics.CodeAnalysis;

namespace ParticleLimit.Particles;

/// <summary>The march through time that all engines of (1.4) share: how long a step is, and that it lands on the times asked for.</summary>
/// <remarks>One step of dt is
/// <code>
/// x  += dt/2 v                                  drift to the midpoint
/// a   = k sum_j psi(|x_j - x_i| / eps) (w_j - w_i),   w = v + dt/2 a_previous
/// v  += dt a                                    kick
/// x  += dt/2 v                                  drift
/// </code>
/// It is of second order for Lipschitz and smooth weights with one neighbour search and one force a step: w is the velocity at the midpoint up to
/// O(dt^2), predicted by the acceleration of the step before (the first comes from the start itself). A pair's two contributions are bitwise opposite,
/// so that momentum is constant to the rounding of the sums. Steps vary in length; no order is lost by it.
/// A step is decided one step ahead, from the speeds and crowding at the start of the step before: engines may then do the work of two steps in one pass.</remarks>
internal abstract class SteppedEngine : ParticleEngine
{
    private const int StepsBetweenReports = 64;

    private readonly double largestWeight;
    private double time;
    private double timeCarry;
    private long steps;
    private long stepsReported;
    private bool primed;

    /// <summary>Checks the settings and takes the mean velocity of the particles, about which speeds are measured.</summary>
    protected SteppedEngine(SimulationSettings settings, ParticleState state)
    {
        settings.Validate();
        if (state.Dimension != settings.Domain.Dimension)
            throw new ArgumentException($"The domain has dimension {settings.Domain.Dimension}, the particles {state.Dimension}.", nameof(state));
        if (!AllFinite(state.Positions) || !AllFinite(state.Velocities))
            throw new ArgumentException("A position or velocity is not a finite number.", nameof(state));
        Settings = settings;
        largestWeight = settings.Weight.Value(0);
        State = state.Clone();
        foreach ((double[] x, int axis) in State.Positions.Select((x, axis) => (x, axis)))
            for (int i = 0; i < x.Length; i++) x[i] = settings.Domain.Wrap(x[i], axis);
        MeanVelocity = new double[state.Dimension];
        VelocitySpread.Mean(state.Velocities, MeanVelocity);
        Spread = state.Count == 0 ? 0 : VelocitySpread.Radius(state.Velocities, MeanVelocity);
    }

    /// <inheritdoc/>
    public sealed override double Time => time;

    /// <inheritdoc/>
    public sealed override long Steps => steps;

    /// <inheritdoc/>
    public sealed override ParticleState State { get; }

    /// <summary>The system.</summary>
    protected SimulationSettings Settings { get; }

    /// <summary>The mean of the initial velocities; the centre of <see cref="Spread"/>, and constant.</summary>
    protected double[] MeanVelocity { get; }

    /// <summary>max_i |v_i - mean velocity|, set by <see cref="Step"/>; NaN if a velocity is not finite.</summary>
    protected double Spread { get; set; }

    /// <summary>max_i sum_{j != i} psi(|x_j - x_i| / eps), set by <see cref="Prime"/> and <see cref="Step"/>.</summary>
    protected double Crowding { get; set; }

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "As in the base class.")]
    public sealed override void AdvanceTo(double time, CancellationToken cancellation = default, Action<SimulationProgress>? progress = null)
    {
        if (!(time >= this.time && double.IsFinite(time)))
            throw new ArgumentOutOfRangeException(nameof(time), time, $"The run has reached {this.time}; it goes forward to a finite time.");
        if (time == this.time) return;
        try
        {
            March(time, progress, cancellation);
        }
        finally
        {
            Publish();
        }
    }

    /// <summary>Computes the accelerations of the particles where they are, and with them <see cref="Crowding"/>.</summary>
    protected abstract void Prime();

    /// <summary>Takes a step, and sets <see cref="Spread"/> and <see cref="Crowding"/>.</summary>
    /// <param name="step">dt.</param>
    /// <param name="next">The dt of the step that will follow; 0 if that is not known yet.</param>
    protected abstract void Step(double step, double next);

    /// <summary>Moves every particle straight on.</summary>
    protected abstract void Fly(double span);

    /// <summary>Writes the particles to <see cref="State"/>, wrapped into the domain and in the caller's order.</summary>
    protected abstract void Publish();

    private void March(double target, Action<SimulationProgress>? progress, CancellationToken cancellation)
    {
        if (Settings.Coupling == 0 || State.Count < 2 || Spread == 0)
        {
            FlyFreely(target);
            return;
        }

        if (!primed) Prime();
        primed = true;
        (double step, long left) = Plan(target - time - timeCarry);
        while (left > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            (double next, long leftThen) = left == 1 ? (0, 0) : Plan(target - time - timeCarry - step);
            Step(step, next);
            steps++;
            if (left == 1) (time, timeCarry) = (target, 0);
            else AddTime(step);
            if (!double.IsFinite(Spread)) throw new InvalidOperationException($"Velocities are no longer finite at t = {time}.");
            if (Spread == 0 && left > 1)
            {
                FlyFreely(target);
                return;
            }

            (step, left) = (next, leftThen);
            if (progress is null || steps - stepsReported < StepsBetweenReports) continue;
            stepsReported = steps;
            progress(new SimulationProgress(time, steps));
        }
    }

    private void FlyFreely(double target)
    {
        double span = target - time - timeCarry;
        if (State.Count > 0 && !double.IsFinite(span * (Spread + MeanVelocity.Max(Math.Abs))))
            throw new InvalidOperationException($"Positions are no longer finite at t = {target}.");
        Fly(span);
        (time, timeCarry) = (target, 0);
        steps++;
    }

    /// <summary>The fraction of the time a pair needs to cross eps R at the largest relative speed, or to align if that is shorter, made to divide what remains.</summary>
    private (double Step, long Left) Plan(double remaining)
    {
        double alignment = Settings.Coupling * Math.Max(largestWeight, Crowding);
        double largest = Settings.StepFraction * Math.Min(Settings.Cutoff / (2 * Spread), 1 / (2 * alignment));
        double left = Math.Max(1, Math.Ceiling(remaining / largest));
        double step = remaining / left;
        if (left > 1 && time + step == time)
            throw new InvalidOperationException($"At t = {time} the time step {step} is lost to rounding: the range is too short for these speeds.");
        return (step, (long)left);
    }

    // Fast two-sum: what the clock rounds away is carried to the next step, so that 1e6 steps lose no more than one.
    private void AddTime(double span)
    {
        double carried = span + timeCarry;
        double sum = time + carried;
        timeCarry = carried - (sum - time);
        time = sum;
    }

    private static bool AllFinite(double[][] axes)
    {
        foreach (double[] axis in axes)
            foreach (double value in axis)
                if (!double.IsFinite(value)) return false;
        return true;
    }
}
