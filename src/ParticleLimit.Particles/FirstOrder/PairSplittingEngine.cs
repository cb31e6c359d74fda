using System.Diagnostics.CodeAnalysis;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The first-order system by the flows of its pairs: each moves both its particles by h k phi(|x_i - x_j| / eps), and leaves their distance as it is.</summary>
/// <remarks>That is the exact flow of the pair, a shear, so a step of pair flows preserves volume exactly, whatever its length and however rough phi is; the Poisson
/// state stays invariant. A step is all pairs with half of it in one fixed order, that of the labels, then all pairs with the other half in the opposite order: symmetric, and so of second order.
/// The order must be that of the labels and the step the same throughout, since an order or step that depended on the positions would let volume slip in between;
/// the list of pairs, with a skin, only leaves out those that do nothing.</remarks>
internal sealed class PairSplittingEngine<TWeight> : FirstOrderEngine
    where TWeight : struct, ICommunicationWeight
{
    private const int StepsBetweenChecks = 64;
    private const double Skin = 0.5;

    private readonly TWeight weight;
    private readonly LabelledPairs pairs;
    private readonly double period;
    private readonly double inverseSquaredEpsilon;
    private readonly double skin;
    private readonly double self;
    private readonly double[] x;
    private readonly double[] listed;
    private readonly double largestStep;
    private double time;
    private long steps;

    public PairSplittingEngine(FirstOrderSettings settings, TWeight weight, ParticleState state)
        : base(settings, state)
    {
        this.weight = weight;
        period = settings.Domain.Period(0);
        inverseSquaredEpsilon = 1 / (settings.Epsilon * settings.Epsilon);
        skin = Math.Min(Skin * settings.Cutoff, 0.5 * (period / 2 - settings.Cutoff));
        self = settings.SelfInteraction ? weight.Value(0) : 0;
        x = (double[])State.Positions[0].Clone();
        listed = new double[x.Length];
        pairs = new LabelledPairs(x.Length, settings.Cutoff + skin, period);
        List();
        Publish();
        largestStep = settings.StepFraction * settings.Cutoff / Math.Max(Spread(State.Velocities[0]), settings.Coupling * weight.Value(0));
    }

    /// <inheritdoc/>
    public override double Time => time;

    /// <inheritdoc/>
    public override long Steps => steps;

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => "pair splitting, list of pairs with a skin";

    /// <inheritdoc/>
    [SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "As declared in the base.")]
    public override void AdvanceTo(double time, CancellationToken cancellation = default, Action<SimulationProgress>? progress = null)
    {
        CheckTarget(time);
        double start = this.time;
        long left = (long)Math.Ceiling((time - start) / largestStep);
        double step = left > 0 ? (time - start) / left : 0;
        if (left > 1 && start + step == start) throw new InvalidOperationException($"At t = {start} the time step {step} is lost to rounding: the range is too short for these speeds.");
        try
        {
            for (; left > 0; left--)
            {
                Step(step);
                steps++;
                this.time = time - (left - 1) * step;
                if (steps % StepsBetweenChecks != 0) continue;
                progress?.Invoke(new SimulationProgress(this.time, steps));
                if (left > 1) cancellation.ThrowIfCancellationRequested();
            }

            this.time = time;
        }
        finally
        {
            Publish();
        }
    }

    private static double Spread(double[] values)
    {
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        foreach (double value in values) (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        return values.Length == 0 ? 0 : greatest - least;
    }

    private void Step(double step)
    {
        double half = step / 2 * Settings.Coupling;

        // A pair comes nearer by no more than its members have drifted apart since the listing, and one moves in this step.
        if (Drifted() + 2 * half * weight.Value(0) * pairs.LargestDegree > skin) List();
        ReadOnlySpan<int> low = pairs.Low, high = pairs.High;
        for (int k = 0; k < low.Length; k++) Shear(low[k], high[k], half);
        if (self > 0)
            for (int i = 0; i < x.Length; i++) x[i] += 2 * half * self;
        for (int k = low.Length - 1; k >= 0; k--) Shear(low[k], high[k], half);
    }

    private void Shear(int i, int j, double half)
    {
        double move = half * Weight(i, j);
        x[i] += move;
        x[j] += move;
    }

    private double Weight(int i, int j)
    {
        double distance = Math.Abs(x[j] - x[i]);
        if (distance > 0.5 * period) distance = period - distance;
        return weight.Value(distance * distance * inverseSquaredEpsilon);
    }

    private double Drifted()
    {
        double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            double moved = x[i] - listed[i];
            least = Math.Min(least, moved);
            greatest = Math.Max(greatest, moved);
        }

        return greatest - least;
    }

    private void List()
    {
        for (int i = 0; i < x.Length; i++) listed[i] = x[i] = Settings.Domain.Wrap(x[i], 0);
        pairs.Find(x);
    }

    private void Publish()
    {
        double[] speeds = State.Velocities[0];
        Array.Fill(speeds, Settings.Coupling * self);
        if (Drifted() > skin) List();
        ReadOnlySpan<int> low = pairs.Low, high = pairs.High;
        for (int k = 0; k < low.Length; k++)
        {
            double speed = Settings.Coupling * Weight(low[k], high[k]);
            speeds[low[k]] += speed;
            speeds[high[k]] += speed;
        }

        for (int i = 0; i < x.Length; i++) State.Positions[0][i] = Settings.Domain.Wrap(x[i], 0);
    }
}
