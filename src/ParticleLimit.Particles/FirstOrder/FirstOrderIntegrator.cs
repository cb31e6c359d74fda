namespace ParticleLimit.Particles;

/// <summary>How a first-order system is carried through time.</summary>
public enum FirstOrderIntegrator
{
    /// <summary>Exact events for the indicator, pair splitting for other weights, Euler-Maruyama where there is noise.</summary>
    Auto,

    /// <summary>From one crossing of the range to the next, without any time step: for the indicator, without noise.</summary>
    ExactEvents,

    /// <summary>The flows of the single pairs one after the other, forwards and backwards: second order, and volume is preserved exactly; without noise.</summary>
    PairSplitting,

    /// <summary>The classical Runge-Kutta method of order four, without noise.</summary>
    /// <remarks>More accurate over a short time; over a long one the mean speed of the Poisson state drifts, for volume is preserved up to its error alone.</remarks>
    RungeKutta,

    /// <summary>Explicit Euler; with noise, Euler-Maruyama.</summary>
    /// <remarks>Without noise it does not converge to the limit: its map contracts volume, and the particles gather until their mean speed is many
    /// times the right one (MATHEMATICS.md section 5, trap 1). It is here to show that, and as the drift of Euler-Maruyama.</remarks>
    Euler,
}
