using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Experiments;

/// <summary>A system with the range eps = N^(-beta/d) and the coupling kappa / (N eps^d), kappa = gamma / int psi: the paper's law for beta = 1.</summary>
/// <param name="Strength">gamma.</param>
/// <param name="Beta">beta in (0, 1].</param>
public abstract record ShortRangeSystem(double Strength, double Beta) : ParticleSystem
{
    /// <inheritdoc/>
    public override double? RangeOrder(int dimension) => Beta / dimension;

    /// <inheritdoc/>
    public override double Range(int particles, int dimension) => new ScalingLaw(particles, dimension, Beta).Epsilon;

    /// <inheritdoc/>
    public override double Coupling(int particles, ICommunicationWeight weight, int dimension) =>
        new ScalingLaw(particles, dimension, Beta).Coupling(Strength, weight);

    /// <inheritdoc/>
    public override double Gamma(ICommunicationWeight weight, int dimension) => Strength;

    /// <inheritdoc/>
    /// <remarks>Encounters, locality and sampling enter alike, whatever the factor of the force, where relative velocities are of order one.</remarks>
    protected override double? PredictedOrder(string measure, int dimension, FlockKind kind, bool isFloor) => PredictedOrders.For(measure, dimension, Beta, kind, isFloor: isFloor);
}
