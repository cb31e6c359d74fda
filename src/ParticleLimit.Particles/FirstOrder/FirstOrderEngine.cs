using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>A run of the first-order system x_i' = k sum_{j != i} phi(|x_i - x_j| / eps), d = 1 (the paper's Burgers example), with or without noise.</summary>
/// <remarks>The divergence of the right-hand side vanishes, since the two contributions of a pair cancel in it: the exact flow preserves volume, and
/// with it the Poisson state of every density rho, in which the mean speed is Phi rho, Phi = int phi.
/// <see cref="ParticleEngine.State"/> holds positions, wrapped on a circle, and as velocities the speeds k sum phi at the same instant (no noise in them).</remarks>
public abstract class FirstOrderEngine : ParticleEngine
{
    private protected FirstOrderEngine(FirstOrderSettings settings, ParticleState state)
    {
        settings.Validate();
        if (state.Dimension != 1) throw new ArgumentException($"The system has dimension 1, the particles {state.Dimension}.", nameof(state));
        if (state.Positions[0].Any(x => !double.IsFinite(x))) throw new ArgumentException("A position is not a finite number.", nameof(state));
        Settings = settings;
        State = state.Clone();
        double[] positions = State.Positions[0];
        for (int i = 0; i < positions.Length; i++) positions[i] = settings.Domain.Wrap(positions[i], 0);
    }

    /// <inheritdoc/>
    public sealed override ParticleState State { get; }

    /// <summary>The system.</summary>
    protected FirstOrderSettings Settings { get; }

    /// <summary>A run from time 0.</summary>
    /// <param name="settings">The system.</param>
    /// <param name="state">The particles at time 0; copied, and wrapped into the domain. Their velocities are not looked at.</param>
    /// <exception cref="ArgumentException">The dimension is not 1, a position is not finite, the integrator does not fit, or eps R is half the circle or more.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static FirstOrderEngine Create(FirstOrderSettings settings, ParticleState state)
    {
        settings.Validate();
        if (settings.Chosen == FirstOrderIntegrator.ExactEvents) return new EventEngine(settings, state);
        return settings.Weight switch
        {
            // As in ParticleEngine: below, the weight is a type argument.
            IndicatorWeight weight => Create(settings, weight, state),
            HatWeight weight => Create(settings, weight, state),
            WendlandWeight weight => Create(settings, weight, state),
            BumpWeight weight => Create(settings, weight, state),
            TruncatedCuckerSmaleWeight weight => Create(settings, weight, state),
            _ => Create(settings, new CustomWeight(settings.Weight), state),
        };
    }

    /// <summary>Checks the time that a run is asked to go to.</summary>
    private protected void CheckTarget(double time)
    {
        if (!(time >= Time && double.IsFinite(time)))
            throw new ArgumentOutOfRangeException(nameof(time), time, $"The run has reached {Time}; it goes forward to a finite time.");
    }

    private static FirstOrderEngine Create<TWeight>(FirstOrderSettings settings, TWeight weight, ParticleState state)
        where TWeight : struct, ICommunicationWeight =>
        settings.Chosen == FirstOrderIntegrator.PairSplitting
            ? new PairSplittingEngine<TWeight>(settings, weight, state)
            : new StepEngine<TWeight>(settings, weight, state);
}
