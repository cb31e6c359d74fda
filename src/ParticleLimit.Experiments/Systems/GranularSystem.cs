using ParticleLimit.Comparison;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>System 10: short-range alignment with the factor |v_j - v_i|; the same factor stands in the limit.</summary>
/// <param name="Strength">gamma.</param>
/// <param name="Beta">beta in (0, 1].</param>
public sealed record GranularSystem(double Strength, double Beta) : ShortRangeSystem(Strength, Beta)
{
    /// <inheritdoc/>
    public override string Word => "granular";

    /// <inheritdoc/>
    public override IKineticReference? ClosedForm(ExperimentSpecification specification) =>
        Strength == 0 ? new FreeTransport(specification.Initial, specification.Domain) : null;

    /// <inheritdoc/>
    public override AlignmentForce? Force(ICommunicationWeight weight, int dimension) => new GranularForce(Strength);

    /// <inheritdoc/>
    /// <remarks>The factor |v_j - v_i| is itself of order eps in mono-kinetic data: nothing is predicted there but the floors.</remarks>
    protected override double? PredictedOrder(string measure, int dimension, FlockKind kind, bool isFloor) =>
        isFloor || kind is FlockKind.Uneven or FlockKind.Homogeneous ? base.PredictedOrder(measure, dimension, kind, isFloor) : null;

    /// <inheritdoc/>
    public override ParticleEngine CreateEngine(ExperimentSpecification specification, CellKey key, SimulationSettings settings, ParticleState state) =>
        GranularSimulation.Create(settings, state);
}
