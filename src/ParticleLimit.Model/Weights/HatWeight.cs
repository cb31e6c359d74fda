using System.Runtime.CompilerServices;

namespace ParticleLimit.Model;

/// <summary>psi(r) = 1 - r/R for r &lt; R: continuous, with a corner at 0 and at R.</summary>
/// <param name="SupportRadius">R, in units of eps; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">R is not positive and finite.</exception>
public readonly record struct HatWeight(double SupportRadius) : ICommunicationWeight
{
    private readonly double squaredRadius = SupportRadius * SupportRadius;

    /// <inheritdoc/>
    public string Name => "hat";

    /// <inheritdoc/>
    public double SupportRadius { get; } = WeightIntegrals.CheckedRadius(SupportRadius);

    /// <inheritdoc/>
    public double Value(double squaredDistance) => squaredDistance < squaredRadius ? 1 - Math.Sqrt(squaredDistance) / SupportRadius : 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Values<TLanes>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes> =>
        TLanes.Max(default, TLanes.MultiplyAdd(TLanes.SquareRoot(squaredDistance), TLanes.Broadcast(-1 / SupportRadius), TLanes.Broadcast(1)));

    /// <inheritdoc/>
    public double Integral(int dimension) => dimension switch
    {
        1 => SupportRadius,
        2 => Math.PI / 3 * squaredRadius,
        3 => Math.PI / 3 * squaredRadius * SupportRadius,
        _ => throw WeightIntegrals.DimensionOutOfRange(dimension),
    };

    /// <inheritdoc/>
    /// <remarks>S - (b^2/R) arsinh(S/|b|) with S = sqrt(R^2 - b^2).</remarks>
    public double EncounterIntegral(double impactParameter)
    {
        double distance = Math.Abs(impactParameter), halfChord = WeightIntegrals.HalfChord(SupportRadius, distance);
        return distance == 0 ? halfChord : halfChord - distance * (distance / SupportRadius) * Math.Asinh(halfChord / distance);
    }
}
