using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates (1.4) over the pairs that any <see cref="INeighbourSearch"/> finds, one pair at a time.</summary>
/// <remarks>It serves the kd-tree and brute force, every dimension, and boxes of any size; the vector engines are tested against it.</remarks>
internal sealed class PairEngine<TWeight> : SteppedEngine
    where TWeight : struct, ICommunicationWeight
{
    // Below this everything fits in a core's own cache and the caller's order serves as well.
    private const int FewestWorthOrdering = 4096;
    private const int StepsBetweenOrderings = 32;

    private readonly TWeight weight;
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

    public PairEngine(SimulationSettings settings, TWeight weight, ParticleState state)
        : base(settings, state)
    {
        this.weight = weight;
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
    public override string NeighbourSearchUsed => Settings.Neighbours != NeighbourSearchKind.Auto ? search.Name
        : Settings.Domain is FreeSpace ? $"{search.Name} (auto: by the occupancy of the cells)"
        : $"{search.Name} (auto: the box is small)";

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

    /// <summary>a = k sum_j psi (w_j - w_i) with w = v + ahead a_previous.</summary>
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
            case 1: Visit<OneDimension>(); break;
            case 2: Visit<TwoDimensions>(); break;
            default: Visit<ThreeDimensions>(); break;
        }

        foreach (double[] a in acceleration)
            for (int i = 0; i < a.Length; i++) a[i] *= Settings.Coupling;
        double fullest = 0;
        foreach (double sum in crowding) fullest = Math.Max(fullest, sum);
        Crowding = fullest;
    }

    private void Visit<TDimension>()
        where TDimension : struct, ISpaceDimension
    {
        var force = new AlignmentForce<TWeight, TDimension>(
            weight, 1 / (Settings.Epsilon * Settings.Epsilon), predicted, acceleration, crowding);
        search.VisitPairs(particles.Positions, Settings.Cutoff, ref force);
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
