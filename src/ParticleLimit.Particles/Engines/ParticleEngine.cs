using System.Diagnostics.CodeAnalysis;
using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>A run of the particle system (1.4).</summary>
public abstract class ParticleEngine : IDisposable
{
    /// <summary>The time reached.</summary>
    public abstract double Time { get; }

    /// <summary>Time steps taken, one neighbour search each; a free flight counts as one.</summary>
    public abstract long Steps { get; }

    /// <summary>The particles at <see cref="Time"/>, in the caller's order. The same object throughout; owned by the engine.</summary>
    public abstract ParticleState State { get; }

    /// <summary>Which neighbour search is in use, and why if the choice was automatic.</summary>
    public abstract string NeighbourSearchUsed { get; }

    /// <summary>The threads of the run.</summary>
    public virtual int Threads => 1;

    /// <summary>A run from time 0.</summary>
    /// <param name="settings">The system.</param>
    /// <param name="state">The particles at time 0; copied, and wrapped into the domain.</param>
    /// <exception cref="ArgumentException">The state has another dimension than the domain, or numbers that are not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static ParticleEngine Create(SimulationSettings settings, ParticleState state) => settings.Weight switch
    {
        // The one place where the kind of weight is looked at: below, it is a type argument and its formula is compiled into the loop.
        IndicatorWeight weight => Create(settings, weight, state),
        HatWeight weight => Create(settings, weight, state),
        WendlandWeight weight => Create(settings, weight, state),
        BumpWeight weight => Create(settings, weight, state),
        TruncatedCuckerSmaleWeight weight => Create(settings, weight, state),
        _ => Create(settings, new CustomWeight(settings.Weight), state),
    };

    /// <summary>Ends the run's threads.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Advances to a time and lands on it exactly.</summary>
    /// <param name="time">The time; not before <see cref="Time"/>.</param>
    /// <param name="cancellation">Looked at after every second step.</param>
    /// <param name="progress">Called every 64 steps, on this thread.</param>
    /// <exception cref="OperationCanceledException">Cancelled; <see cref="State"/> and <see cref="Time"/> agree and the run may go on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time lies in the past or is not finite.</exception>
    /// <exception cref="InvalidOperationException">A velocity or position is no longer finite, or the step no longer moves the clock.</exception>
    [SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "Every long run is given a token, few a callback.")]
    public abstract void AdvanceTo(double time, CancellationToken cancellation = default, Action<SimulationProgress>? progress = null);

    private static SteppedEngine Create<TWeight>(SimulationSettings settings, TWeight weight, ParticleState state)
        where TWeight : struct, ICommunicationWeight
    {
        bool vectors = settings.Neighbours is NeighbourSearchKind.Auto or NeighbourSearchKind.CellGrid && RowLayout.Suits(settings.Domain, settings.Cutoff);
        if (vectors && state.Dimension == 1) return new LineEngine<TWeight>(settings, weight, state);

        bool tree = settings.Neighbours == NeighbourSearchKind.Auto && AdaptiveSearch.PrefersTree(settings.Domain, state, settings.Cutoff);
        if (vectors && !tree && state.Dimension == 2) return new RowEngine<TWeight, TwoDimensions>(settings, weight, state);
        if (vectors && !tree && state.Dimension == 3) return new RowEngine<TWeight, ThreeDimensions>(settings, weight, state);
        return new AlignmentPairEngine<TWeight>(settings, weight, state);
    }
}
