using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>Systems 3 and 4, d = 1: x_i' = 1/(N eps) sum_{j != i} phi(|x_i - x_j|/eps), with Brownian noise of variance 2 nu dt or without, whose limit is
/// f_t + (Phi f^2)_x = nu f_xx, Phi = int phi.</summary>
/// <param name="Beta">beta in (0, 1] of eps = N^(-beta).</param>
/// <param name="Noise">nu.</param>
/// <param name="Integrator">How particles are carried through time.</param>
/// <param name="SelfInteraction">Whether the sum includes j = i, as the paper writes it: phi(0)/(N eps) is then added to every speed for ever.</param>
public sealed record FirstOrderSystem(double Beta, double Noise, FirstOrderIntegrator Integrator, bool SelfInteraction) : ParticleSystem
{
    // Neighbours within eps fluctuate like a Poisson number: the largest difference of two speeds is some multiple of phi(0).
    private const double SpeedsApart = 8;

    /// <inheritdoc/>
    public override string Word => "first-order";

    /// <inheritdoc/>
    public override double? RangeOrder(int dimension) => Beta;

    /// <inheritdoc/>
    public override double Range(int particles, int dimension) => new ScalingLaw(particles, 1, Beta).Epsilon;

    /// <inheritdoc/>
    public override double Coupling(int particles, ICommunicationWeight weight, int dimension) => 1 / (particles * Range(particles, dimension));

    /// <inheritdoc/>
    /// <remarks>Phi = int phi, the factor of the flux: what stands in the place of gamma here.</remarks>
    public override double Gamma(ICommunicationWeight weight, int dimension) => weight.Integral(1);

    /// <inheritdoc/>
    /// <remarks>None for a law of samples: the closed forms' quadratures would need a panel between any two of them.</remarks>
    public override IKineticReference? ClosedForm(ExperimentSpecification specification)
    {
        if (specification.Initial is not PositionState { Law: not SampledMarginal } initial) return null;
        double flux = specification.Gamma;
        return new BurgersReference(initial, Noise > 0
            ? new ViscousSolution(initial.Law, specification.Domain, flux, Noise)
            : new EntropySolution(initial.Law, specification.Domain, flux));
    }

    /// <inheritdoc/>
    public override AlignmentForce? Force(ICommunicationWeight weight, int dimension) => null;

    /// <inheritdoc/>
    protected override double? PredictedOrder(string measure, int dimension, FlockKind kind, bool isFloor) => PredictedOrders.ForFirstOrder(measure);

    /// <inheritdoc/>
    public override ParticleEngine CreateEngine(ExperimentSpecification specification, CellKey key, SimulationSettings settings, ParticleState state)
    {
        // Half the step must follow the same Brownian paths: two steps for each.
        bool halved = Noise > 0 && key.Replica == CellKey.HalfStep;
        return FirstOrderEngine.Create(
            new FirstOrderSettings(
                settings.Domain, settings.Weight, settings.Epsilon, settings.Coupling, Integrator, halved ? specification.StepFraction : settings.StepFraction, SelfInteraction,
                Noise, RandomStream.For(specification.Seed, key.Particles, key.StreamReplica, StreamPurpose.Noise), halved),
            state);
    }

    /// <inheritdoc/>
    public override double EstimateSteps(ExperimentSpecification specification, int particles)
    {
        double reach = Range(particles, 1) * specification.Weight.SupportRadius, step = specification.StepFraction * reach;
        double drift = SpeedsApart * Coupling(particles, specification.Weight, 1) * specification.Weight.Value(0) / step;
        return Math.Ceiling(specification.FinalTime * Math.Max(drift, 2 * Noise / (step * step))) + specification.Times.Length;
    }
}
