using System.Runtime.CompilerServices;

namespace ParticleLimit.Model;

/// <summary>psi(r) = 1 for r &lt; R: the discontinuous weight of the paper's first-order example.</summary>
/// <param name="SupportRadius">R, in units of eps; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">R is not positive and finite.</exception>
public readonly record struct IndicatorWeight(double SupportRadius) : ICommunicationWeight
{
    private readonly double squaredRadius = SupportRadius * SupportRadius;

    /// <inheritdoc/>
    public string Name => "indicator";

    /// <inheritdoc/>
    public double SupportRadius { get; } = WeightIntegrals.CheckedRadius(SupportRadius);

    /// <inheritdoc/>
    public double Value(double squaredDistance) => squaredDistance < squaredRadius ? 1 : 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Values<TLanes>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes> =>
        TLanes.WhereLess(squaredDistance, TLanes.Broadcast(squaredRadius), TLanes.Broadcast(1));

    /// <inheritdoc/>
    public double Integral(int dimension) => dimension switch
    {
        1 => 2 * SupportRadius,
        2 => Math.PI * squaredRadius,
        3 => 4 * Math.PI / 3 * squaredRadius * SupportRadius,
        _ => throw WeightIntegrals.DimensionOutOfRange(dimension),
    };

    /// <inheritdoc/>
    public double EncounterIntegral(double impactParameter) => 2 * WeightIntegrals.HalfChord(SupportRadius, impactParameter);
}
