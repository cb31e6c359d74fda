using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The first-order system dx_i = k sum_{j != i} phi(|x_i - x_j| / eps) dt + sqrt(2 nu) dW_i in d = 1, and how it is integrated.</summary>
/// <param name="Domain">The line or the circle.</param>
/// <param name="Weight">phi, with its support radius R in units of eps.</param>
/// <param name="Epsilon">eps, the interaction range.</param>
/// <param name="Coupling">k: 1 under the paper's law N eps = 1, else 1 / (N eps).</param>
/// <param name="Integrator">The integrator.</param>
/// <param name="StepFraction">The time step as a fraction, in (0, 1], of the time in which the largest relative speed crosses eps R; with noise also
/// such that the noise of a step deviates by no more than this fraction of eps R. Exact events have no step.</param>
/// <param name="SelfInteraction">Whether the sum includes j = i, which adds k phi(0) to every speed for ever.</param>
/// <param name="Noise">nu: the noise has variance 2 nu dt.</param>
/// <param name="NoiseStream">The stream from which every particle's own stream of noise follows.</param>
/// <param name="HalvedNoiseSteps">Whether to take two steps for each, along the same Brownian paths, which shows the error of the steps.</param>
public sealed record FirstOrderSettings(
    Domain Domain,
    ICommunicationWeight Weight,
    double Epsilon,
    double Coupling,
    FirstOrderIntegrator Integrator = FirstOrderIntegrator.Auto,
    double StepFraction = 0.25,
    bool SelfInteraction = false,
    double Noise = 0,
    RandomStream NoiseStream = default,
    bool HalvedNoiseSteps = false)
{
    /// <summary>eps R, beyond which particles do not interact.</summary>
    public double Cutoff => Epsilon * Weight.SupportRadius;

    /// <summary>The integrator with "auto" decided.</summary>
    public FirstOrderIntegrator Chosen => Integrator switch
    {
        FirstOrderIntegrator.Auto when Noise > 0 => FirstOrderIntegrator.Euler,
        FirstOrderIntegrator.Auto when Weight is IndicatorWeight => FirstOrderIntegrator.ExactEvents,
        FirstOrderIntegrator.Auto => FirstOrderIntegrator.PairSplitting,
        _ => Integrator,
    };

    /// <summary>Why an integrator cannot serve; null if it can.</summary>
    public static string? Problem(FirstOrderIntegrator integrator, ICommunicationWeight weight, double noise) => integrator switch
    {
        FirstOrderIntegrator.ExactEvents when weight is not IndicatorWeight => $"exact events are for the indicator, not for the weight {weight.Name}",
        FirstOrderIntegrator.ExactEvents or FirstOrderIntegrator.PairSplitting or FirstOrderIntegrator.RungeKutta when noise > 0 => "noise takes Euler-Maruyama: 'auto' or 'euler'",
        _ => null,
    };

    /// <summary>Checks that the numbers make a system.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">The dimension is not 1, the integrator does not fit, or the range is half the circle or more.</exception>
    internal void Validate()
    {
        if (Domain.Dimension != 1) throw new ArgumentException($"First-order systems live in dimension 1, not {Domain.Dimension}.", nameof(Domain));
        if (!(Cutoff > 0 && double.IsFinite(Cutoff * Cutoff))) throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "The range eps R is positive and finite.");
        if (!(2 * Cutoff < Domain.Period(0)))
            throw new ArgumentException($"The range eps R = {Cutoff} is half the period {Domain.Period(0)} or more: a pair would meet twice.", nameof(Epsilon));
        if (!(Coupling >= 0 && double.IsFinite(Coupling))) throw new ArgumentOutOfRangeException(nameof(Coupling), Coupling, "The coupling is finite and not negative.");
        if (!(StepFraction is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(StepFraction), StepFraction, "The step fraction is in (0, 1].");
        if (!(Noise >= 0 && double.IsFinite(Noise))) throw new ArgumentOutOfRangeException(nameof(Noise), Noise, "The noise nu is finite and not negative.");
        if (Problem(Integrator, Weight, Noise) is string problem) throw new ArgumentException(problem, nameof(Integrator));
    }
}
