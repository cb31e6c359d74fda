using System.Diagnostics.CodeAnalysis;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The first-order system in time steps: classical Runge-Kutta, explicit Euler, or Euler-Maruyama.</summary>
/// <remarks>Particles are kept in order from step to step; an insertion sort repairs what a step disturbs. On a circle positions are unwrapped, within one
/// period of the first particle. Without noise the step follows the largest relative speed; with noise it is fixed from one output time to the next, so that
/// halving it can follow the same Brownian paths.</remarks>
internal sealed class StepEngine<TWeight> : FirstOrderEngine
    where TWeight : struct, ICommunicationWeight
{
    private const int StepsBetweenChecks = 64;

    private readonly SpeedSum<TWeight> sum;
    private readonly double largestWeight;
    private readonly double period;
    private readonly bool isRungeKutta;
    private readonly BrownianPaths? paths;
    private readonly int[] label;
    private readonly double[] x;
    private readonly double[] stage;
    private readonly double[] speeds;
    private readonly double[] stageSpeeds;
    private readonly double[] increments;

    private (double Least, double Greatest) range;
    private double time;
    private long steps;

    public StepEngine(FirstOrderSettings settings, TWeight weight, ParticleState state)
        : base(settings, state)
    {
        sum = new SpeedSum<TWeight>(settings, weight);
        largestWeight = weight.Value(0);
        period = settings.Domain.Period(0);
        isRungeKutta = settings.Chosen == FirstOrderIntegrator.RungeKutta;
        int n = State.Count;
        if (settings.Noise > 0) paths = new BrownianPaths(settings.NoiseStream, n, settings.HalvedNoiseSteps);
        x = (double[])State.Positions[0].Clone();
        label = [.. Enumerable.Range(0, n)];
        Array.Sort(x, label);
        (stage, speeds, stageSpeeds, increments) = (new double[n], new double[n], new double[n], new double[n]);
        range = sum.Evaluate(x, x, 0, speeds);
        Publish();
    }

    /// <inheritdoc/>
    public override double Time => time;

    /// <inheritdoc/>
    public override long Steps => steps;

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => (isRungeKutta ? "Runge-Kutta 4" : paths is null ? "explicit Euler" : "Euler-Maruyama") + ", particles in order";

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "As declared in the base.")]
    public override void AdvanceTo(double time, CancellationToken cancellation = default, Action<SimulationProgress>? progress = null)
    {
        CheckTarget(time);
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

    private void March(double target, Action<SimulationProgress>? progress, CancellationToken cancellation)
    {
        if (x.Length == 0)
        {
            time = target;
            return;
        }

        double start = time;
        long fixedSteps = paths is null ? 0 : NoiseSteps(target - start), taken = 0;
        while (time < target)
        {
            double step = paths is null ? DriftStep(target - time) : (target - start) / fixedSteps;
            bool last = paths is null ? step == target - time : taken == fixedSteps - 1;
            if (!last && time + step == time) throw new InvalidOperationException($"At t = {time} the time step {step} is lost to rounding: the range is too short for these speeds.");
            Step(step);
            taken++;
            steps++;
            time = last ? target : paths is null ? time + step : start + taken * step;
            if (!double.IsFinite(range.Greatest)) throw new InvalidOperationException($"Positions are no longer finite at t = {time}.");
            if (steps % StepsBetweenChecks != 0) continue;
            progress?.Invoke(new SimulationProgress(time, steps));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The fraction of the time in which the largest relative speed crosses eps R, made to divide what remains.</summary>
    private double DriftStep(double remaining)
    {
        double relativeSpeed = Math.Max(range.Greatest - range.Least, Settings.Coupling * largestWeight);
        return remaining / Math.Max(1, Math.Ceiling(remaining * relativeSpeed / (Settings.StepFraction * Settings.Cutoff)));
    }

    /// <summary>As many steps as the noise and the present relative speeds ask for; twice that in halves.</summary>
    private long NoiseSteps(double span)
    {
        double deviation = Settings.StepFraction * Settings.Cutoff;
        double step = Math.Min(DriftStep(span), deviation * deviation / (2 * Settings.Noise));
        return (long)Math.Ceiling(span / step) * (Settings.HalvedNoiseSteps ? 2 : 1);
    }

    private void Step(double step)
    {
        if (isRungeKutta) RungeKutta(step);
        else
            for (int i = 0; i < x.Length; i++) x[i] += step * speeds[i];
        if (paths is not null)
        {
            double deviation = Math.Sqrt(2 * Settings.Noise * step);
            for (int i = 0; i < x.Length; i++) x[i] += deviation * paths.Next(label[i]);
        }

        Sort();
        range = sum.Evaluate(x, x, 0, speeds);
    }

    private void RungeKutta(double step)
    {
        for (int i = 0; i < x.Length; i++) increments[i] = speeds[i];
        (double Least, double Greatest) spread = Stage(step / 2, speeds, range);
        for (int i = 0; i < x.Length; i++) increments[i] += 2 * stageSpeeds[i];
        spread = Stage(step / 2, stageSpeeds, spread);
        for (int i = 0; i < x.Length; i++) increments[i] += 2 * stageSpeeds[i];
        Stage(step, stageSpeeds, spread);
        for (int i = 0; i < x.Length; i++) x[i] += step / 6 * (increments[i] + stageSpeeds[i]);
    }

    private (double Least, double Greatest) Stage(double step, double[] slopes, (double Least, double Greatest) spread)
    {
        for (int i = 0; i < x.Length; i++) stage[i] = x[i] + step * slopes[i];
        return sum.Evaluate(x, stage, step * (spread.Greatest - spread.Least), stageSpeeds);
    }

    /// <summary>Sorts by insertion, first along the line, then across the seam of the circle.</summary>
    private void Sort()
    {
        Insert(1);
        if (double.IsInfinity(period)) return;
        int last = x.Length - 1;
        while (x[last] - period > x[0]) // the last particle has overtaken the first, once round
        {
            (double position, int particle) = (x[last] - period, label[last]);
            Array.Copy(x, 0, x, 1, last);
            Array.Copy(label, 0, label, 1, last);
            (x[0], label[0]) = (position, particle);
            Insert(1);
        }

        if (x[0] < period && x[0] >= -period) return;
        double laps = period * Math.Floor(x[0] / period);
        for (int i = 0; i < x.Length; i++) x[i] -= laps;
    }

    private void Insert(int from)
    {
        for (int i = from; i < x.Length; i++)
        {
            (double position, int particle) = (x[i], label[i]);
            int j = i - 1;
            if (x[j] <= position) continue;
            for (; j >= 0 && x[j] > position; j--)
            {
                x[j + 1] = x[j];
                label[j + 1] = label[j];
            }

            (x[j + 1], label[j + 1]) = (position, particle);
        }
    }

    private void Publish()
    {
        for (int k = 0; k < x.Length; k++)
        {
            State.Positions[0][label[k]] = Settings.Domain.Wrap(x[k], 0);
            State.Velocities[0][label[k]] = speeds[k];
        }
    }
}
