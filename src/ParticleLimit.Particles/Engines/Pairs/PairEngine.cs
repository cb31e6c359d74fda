using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates a force between the pairs that any <see cref="INeighbourSearch"/> finds, one pair at a time, by the scheme of <see cref="SteppedEngine"/>.</summary>
internal abstract class PairEngine : SteppedEngine
{
    // Below this everything fits in a core's own cache and the caller's order serves as well.
    private const int FewestWorthOrdering = 4096;
    private const int StepsBetweenOrderings = 32;

    private readonly INeighbourSearch search;
    private readonly CellSort cells;
    private readonly ParticleState particles;
    private readonly double[][] predicted;
    private readonly double[][] acceleration;
    private readonly double[] crowding;
    private readonly int[] label;
    private readonly double[] buffer;
    private readonly int[] labelBuffer;
    private int stepsUntilOrdering;

    /// <summary>A run from time 0.</summary>
    protected PairEngine(SimulationSettings settings, ParticleState state)
        : base(settings, state)
    {
        search = NeighbourSearch.Create(settings.Neighbours, settings.Domain);
        cells = new CellSort(settings.Domain);
        particles = State.Clone();
        predicted = [.. State.Velocities.Select(axis => new double[axis.Length])];
        acceleration = [.. State.Velocities.Select(axis => new double[axis.Length])];
        crowding = new double[state.Count];
        label = [.. Enumerable.Range(0, state.Count)];
        buffer = new double[state.Count];
        labelBuffer = new int[state.Count];
    }

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => search.Name;

    /// <inheritdoc/>
    protected override void Prime() => Accelerate(0);

    /// <inheritdoc/>
    protected override void Step(double step, double next)
    {
        OrderNowAndThen();
        Drift(step / 2);
        Accelerate(step / 2);
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] v = particles.Velocities[axis], a = acceleration[axis];
            for (int i = 0; i < v.Length; i++) v[i] += step * a[i];
        }

        Drift(step / 2);
        Spread = VelocitySpread.Radius(particles.Velocities, MeanVelocity);
    }

    /// <inheritdoc/>
    protected override void Fly(double span) => Drift(span);

    /// <inheritdoc/>
    protected override void Publish()
    {
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            for (int k = 0; k < label.Length; k++)
            {
                State.Positions[axis][label[k]] = particles.Positions[axis][k];
                State.Velocities[axis][label[k]] = particles.Velocities[axis][k];
            }
        }
    }

    /// <summary>The velocities predicted for the midpoint, w: what the force is taken at.</summary>
    protected double[][] Predicted => predicted;

    /// <summary>Receives the sum of the force over the pairs, without the coupling k.</summary>
    protected double[][] Sums => acceleration;

    /// <summary>Receives the sum of the pairs' rates of each particle.</summary>
    protected double[] Rates => crowding;

    /// <summary>Adds the force and the rate of every pair within reach.</summary>
    protected abstract void AddPairs<TDimension>()
        where TDimension : struct, ISpaceDimension;

    /// <summary>Shows every pair within reach to a visitor.</summary>
    protected void Visit<TVisitor>(TVisitor visitor)
        where TVisitor : struct, IPairVisitor => search.VisitPairs(particles.Positions, Settings.Cutoff, ref visitor);

    /// <summary>a = k sum_j of the force at w = v + ahead a_previous.</summary>
    private void Accelerate(double ahead)
    {
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] v = particles.Velocities[axis], w = predicted[axis], a = acceleration[axis];
            for (int i = 0; i < v.Length; i++) w[i] = v[i] + ahead * a[i];
            a.AsSpan().Clear();
        }

        crowding.AsSpan().Clear();
        switch (State.Dimension)
        {
            case 1: AddPairs<OneDimension>(); break;
            case 2: AddPairs<TwoDimensions>(); break;
            default: AddPairs<ThreeDimensions>(); break;
        }

        foreach (double[] a in acceleration)
            for (int i = 0; i < a.Length; i++) a[i] *= Settings.Coupling;
        double fullest = 0;
        foreach (double sum in crowding) fullest = Math.Max(fullest, sum);
        Crowding = fullest;
    }

    private void Drift(double span)
    {
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] x = particles.Positions[axis], v = particles.Velocities[axis];
            double period = Settings.Domain.Period(axis);
            for (int i = 0; i < x.Length; i++)
            {
                double moved = x[i] + span * v[i];
                x[i] = moved >= 0 && moved < period ? moved : Settings.Domain.Wrap(moved, axis);
            }
        }
    }

    /// <summary>Brings the particles into the order of space, so that neighbours are near in memory. It depends on the positions alone.</summary>
    private void OrderNowAndThen()
    {
        if (State.Count < FewestWorthOrdering || stepsUntilOrdering-- > 0) return;
        stepsUntilOrdering = StepsBetweenOrderings - 1;
        cells.Sort(particles.Positions, State.Count, Settings.Cutoff);
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            Permute(particles.Positions[axis]);
            Permute(particles.Velocities[axis]);
            Permute(acceleration[axis]);
        }

        for (int k = 0; k < label.Length; k++) labelBuffer[k] = label[cells.Order[k]];
        labelBuffer.CopyTo(label, 0);
    }

    private void Permute(double[] values)
    {
        int[] order = cells.Order;
        for (int k = 0; k < values.Length; k++) buffer[k] = values[order[k]];
        buffer.CopyTo(values, 0);
    }
}
