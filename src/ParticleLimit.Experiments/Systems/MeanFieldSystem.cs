using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>System 2: v_i' = (lambda/N) sum_j psi(|x_j - x_i|/r) (v_j - v_i) at a fixed range r, whose limit is (1.2).</summary>
/// <param name="Lambda">lambda.</param>
/// <param name="FixedRange">r.</param>
public sealed record MeanFieldSystem(double Lambda, double FixedRange) : ParticleSystem
{
    /// <inheritdoc/>
    public override string Word => "mean-field-cucker-smale";

    /// <inheritdoc/>
    public override double? RangeOrder(int dimension) => null;

    /// <inheritdoc/>
    public override double Range(int particles, int dimension) => FixedRange;

    /// <inheritdoc/>
    public override double Coupling(int particles, ICommunicationWeight weight, int dimension) => Lambda / particles;

    /// <inheritdoc/>
    /// <remarks>lambda int psi(|x|/r) dx, the gamma of the local equation that short ranges approach.</remarks>
    public override double Gamma(ICommunicationWeight weight, int dimension) => Lambda * Math.Pow(FixedRange, dimension) * weight.Integral(dimension);

    /// <inheritdoc/>
    /// <remarks>On homogeneous data psi_r * rho is rho int psi_r and (1.2) is (1.3); without a force both are free transport.</remarks>
    public override IKineticReference? ClosedForm(ExperimentSpecification specification) =>
        specification.Domain is Torus torus && specification.Initial.IsHomogeneousOn(torus) ? new HomogeneousSolution(specification.Initial, torus, specification.Gamma)
        : Lambda == 0 ? new FreeTransport(specification.Initial, specification.Domain)
        : null;

    /// <inheritdoc/>
    public override AlignmentForce? Force(ICommunicationWeight weight, int dimension) => new NonlocalForce(Lambda, weight, FixedRange, dimension);

    /// <inheritdoc/>
    /// <remarks>psi(|z| / r) integrated over the axes across is r^(d-1) psi_1(z_0 / r).</remarks>
    public override ParticleSystem OnLine(int dimension, double section) => this with { Lambda = Lambda * Math.Pow(FixedRange, dimension - 1) / section };

    /// <inheritdoc/>
    protected override double? PredictedOrder(string measure, int dimension, FlockKind kind, bool isFloor) => PredictedOrders.ForMeanField(measure, dimension, kind, isFloor);

    /// <inheritdoc/>
    public override ParticleEngine CreateEngine(ExperimentSpecification specification, CellKey key, SimulationSettings settings, ParticleState state) =>
        MeanFieldSimulation.Create(settings, state);

    /// <inheritdoc/>
    public override double EstimateSteps(ExperimentSpecification specification, int particles) => Math.Max(
        StepsToCross(specification, particles, specification.FinalTime),
        Math.Ceiling(2 * Lambda * specification.FinalTime / specification.StepFraction) + specification.Times.Length);
}
