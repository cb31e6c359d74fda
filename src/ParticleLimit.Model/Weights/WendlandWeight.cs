using System.Runtime.CompilerServices;

namespace ParticleLimit.Model;

/// <summary>psi(r) = (1 - (r/R)^2)^2 for r &lt; R: once continuously differentiable, a polynomial in r^2.</summary>
/// <param name="SupportRadius">R, in units of eps; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">R is not positive and finite.</exception>
public readonly record struct WendlandWeight(double SupportRadius) : ICommunicationWeight
{
    private readonly double squaredRadius = SupportRadius * SupportRadius;
    private readonly double inverseSquaredRadius = 1 / (SupportRadius * SupportRadius);

    /// <inheritdoc/>
    public string Name => "wendland";

    /// <inheritdoc/>
    public double SupportRadius { get; } = WeightIntegrals.CheckedRadius(SupportRadius);

    /// <inheritdoc/>
    public double Value(double squaredDistance)
    {
        double rest = 1 - squaredDistance * inverseSquaredRadius;
        return squaredDistance < squaredRadius ? rest * rest : 0;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Values<TLanes>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes rest = TLanes.Max(default, TLanes.MultiplyAdd(squaredDistance, TLanes.Broadcast(-inverseSquaredRadius), TLanes.Broadcast(1)));
        return rest * rest;
    }

    /// <inheritdoc/>
    public double Integral(int dimension) => dimension switch
    {
        1 => 16.0 / 15 * SupportRadius,
        2 => Math.PI / 3 * squaredRadius,
        3 => 32 * Math.PI / 105 * squaredRadius * SupportRadius,
        _ => throw WeightIntegrals.DimensionOutOfRange(dimension),
    };

    /// <inheritdoc/>
    /// <remarks>(16/15) S^5 / R^4 with S = sqrt(R^2 - b^2).</remarks>
    public double EncounterIntegral(double impactParameter)
    {
        double halfChord = WeightIntegrals.HalfChord(SupportRadius, impactParameter), ratio = halfChord / SupportRadius;
        return 16.0 / 15 * halfChord * ratio * ratio * ratio * ratio;
    }
}
