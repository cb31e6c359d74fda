using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Integrates granular alignment, x_i' = v_i, v_i' = k sum_j psi(|x_j - x_i| / eps) |v_j - v_i| (v_j - v_i): slow pairs hardly align.</summary>
/// <remarks>The scheme is that of <see cref="SteppedEngine"/>, with the force at the predicted velocities of the midpoint. Pairs are those of any
/// <see cref="INeighbourSearch"/>. Units: with the range N eps^d = 1 and k = gamma / int psi the limit is the kinetic equation with the factor |v - v*|.</remarks>
internal sealed class GranularEngine<TWeight> : SteppedEngine
    where TWeight : struct, ICommunicationWeight
{
    private readonly TWeight weight;
    private readonly INeighbourSearch search;
    private readonly double[][] positions;
    private readonly double[][] velocities;
    private readonly double[][] predicted;
    private readonly double[][] acceleration;
    private readonly double[] crowding;

    /// <summary>A run from time 0.</summary>
    public GranularEngine(SimulationSettings settings, TWeight weight, ParticleState state)
        : base(settings, state)
    {
        this.weight = weight;
        search = NeighbourSearch.Create(settings.Neighbours, settings.Domain);
        positions = [.. State.Positions.Select(axis => (double[])axis.Clone())];
        velocities = [.. State.Velocities.Select(axis => (double[])axis.Clone())];
        predicted = [.. State.Velocities.Select(axis => new double[axis.Length])];
        acceleration = [.. State.Velocities.Select(axis => new double[axis.Length])];
        crowding = new double[state.Count];
    }

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => search.Name;

    /// <inheritdoc/>
    protected override void Prime() => Accelerate(0);

    /// <inheritdoc/>
    protected override void Step(double step, double next)
    {
        Drift(step / 2);
        Accelerate(step / 2);
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] v = velocities[axis], a = acceleration[axis];
            for (int i = 0; i < v.Length; i++) v[i] += step * a[i];
        }

        Drift(step / 2);
        Spread = VelocitySpread.Radius(velocities, MeanVelocity);
    }

    /// <inheritdoc/>
    protected override void Fly(double span) => Drift(span);

    /// <inheritdoc/>
    protected override void Publish()
    {
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            positions[axis].CopyTo(State.Positions[axis], 0);
            velocities[axis].CopyTo(State.Velocities[axis], 0);
        }
    }

    /// <summary>a = k sum_j psi |w_j - w_i| (w_j - w_i) with w = v + ahead a_previous.</summary>
    private void Accelerate(double ahead)
    {
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] v = velocities[axis], w = predicted[axis], a = acceleration[axis];
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
        foreach (double rate in crowding) fullest = Math.Max(fullest, rate);
        Crowding = fullest;
    }

    private void Visit<TDimension>()
        where TDimension : struct, ISpaceDimension
    {
        var exchange = new GranularExchange<TWeight, TDimension>(weight, 1 / (Settings.Epsilon * Settings.Epsilon), predicted, acceleration, crowding);
        search.VisitPairs(positions, Settings.Cutoff, ref exchange);
    }

    private void Drift(double span)
    {
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] x = positions[axis], v = velocities[axis];
            double period = Settings.Domain.Period(axis);
            for (int i = 0; i < x.Length; i++)
            {
                double moved = x[i] + span * v[i];
                x[i] = moved >= 0 && moved < period ? moved : Settings.Domain.Wrap(moved, axis);
            }
        }
    }
}
