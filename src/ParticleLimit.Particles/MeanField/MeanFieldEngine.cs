namespace ParticleLimit.Particles;

/// <summary>Integrates system 2, x_i' = v_i, v_i' = (lambda/N) sum_j psi(|x_j - x_i| / r) (v_j - v_i) at a fixed range r: the mean-field regime, whose
/// limit is the kinetic equation (1.2).</summary>
/// <remarks>Each step is drift(dt/2), kick(dt), drift(dt/2). The kick is linear in the velocities, v' = -L v with a symmetric L of nonnegative weights,
/// and is taken by the second-order strong-stability-preserving Runge-Kutta method (S. Gottlieb, C.-W. Shu, E. Tadmor, SIAM Review 43, 2001): with
/// steps no longer than the shortest alignment time, each new velocity is a convex combination of old ones, so that the hull of the velocities
/// never grows and the energy never rises. The sums are those of an <see cref="AlignmentSum"/>; velocities are kept relative to their constant mean.</remarks>
internal sealed class MeanFieldEngine : SteppedEngine
{
    private readonly AlignmentSum sum;
    private readonly double[][] positions;
    private readonly double[][] velocities;
    private readonly double[][] predicted;
    private readonly double[][] first;
    private readonly double[][] second;
    private readonly double[] origin;

    /// <summary>A run from time 0.</summary>
    /// <param name="settings">The range r as <see cref="SimulationSettings.Epsilon"/> and lambda/N as <see cref="SimulationSettings.Coupling"/>.</param>
    /// <param name="sum">The sums over the particles in range.</param>
    /// <param name="state">The particles at time 0.</param>
    public MeanFieldEngine(SimulationSettings settings, AlignmentSum sum, ParticleState state)
        : base(settings, state)
    {
        this.sum = sum;
        positions = [.. State.Positions.Select(axis => (double[])axis.Clone())];
        velocities = [.. State.Velocities.Select((axis, k) => (double[])[.. axis.Select(v => v - MeanVelocity[k])])];
        predicted = NewAxes();
        first = NewAxes();
        second = NewAxes();
        origin = new double[state.Dimension];

        double[][] NewAxes() => [.. State.Velocities.Select(axis => new double[axis.Length])];
    }

    /// <inheritdoc/>
    public override string NeighbourSearchUsed => sum.Method;

    /// <inheritdoc/>
    protected override void Prime()
    {
        sum.Load(positions);
        SetCrowding();
    }

    /// <inheritdoc/>
    protected override void Step(double step, double next)
    {
        Drift(step / 2);
        sum.Load(positions);
        SetCrowding();
        Kick(step * Settings.Coupling);
        Drift(step / 2);
        Spread = VelocitySpread.Radius(velocities, origin);
    }

    /// <inheritdoc/>
    protected override void Fly(double span) => Drift(span);

    /// <inheritdoc/>
    protected override void Publish()
    {
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            positions[axis].CopyTo(State.Positions[axis], 0);
            for (int i = 0; i < State.Count; i++) State.Velocities[axis][i] = MeanVelocity[axis] + velocities[axis][i];
        }
    }

    private void SetCrowding()
    {
        double fullest = 0;
        foreach (double crowding in sum.Crowding) fullest = Math.Max(fullest, crowding);
        Crowding = fullest;
    }

    private void Kick(double share)
    {
        sum.Apply(velocities, first);
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] v = velocities[axis], w = predicted[axis], s = first[axis];
            for (int i = 0; i < v.Length; i++) w[i] = v[i] + share * s[i];
        }

        sum.Apply(predicted, second);
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] v = velocities[axis], s = first[axis], t = second[axis];
            for (int i = 0; i < v.Length; i++) v[i] += share / 2 * (s[i] + t[i]);
        }
    }

    private void Drift(double span)
    {
        for (int axis = 0; axis < State.Dimension; axis++)
        {
            double[] x = positions[axis], v = velocities[axis];
            double mean = MeanVelocity[axis], period = Settings.Domain.Period(axis);
            for (int i = 0; i < x.Length; i++)
            {
                double moved = x[i] + span * (mean + v[i]);
                x[i] = moved >= 0 && moved < period ? moved : Settings.Domain.Wrap(moved, axis);
            }
        }
    }
}
