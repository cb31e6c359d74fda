namespace ParticleLimit.Model;

/// <summary>psi(r) = exp(1 - 1/(1 - (r/R)^2)) for r &lt; R: infinitely differentiable, with value 1 at 0.</summary>
/// <param name="SupportRadius">R, in units of eps; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">R is not positive and finite.</exception>
public readonly record struct BumpWeight(double SupportRadius) : ICommunicationWeight
{
    private readonly double squaredRadius = SupportRadius * SupportRadius;

    /// <inheritdoc/>
    public string Name => "bump";

    /// <inheritdoc/>
    public double SupportRadius { get; } = WeightIntegrals.CheckedRadius(SupportRadius);

    /// <inheritdoc/>
    // 1 - R^2/(R^2 - r^2) written as -r^2/(R^2 - r^2): exactly 1 at r = 0, and no cancellation.
    public double Value(double squaredDistance) =>
        squaredDistance < squaredRadius ? Math.Exp(-squaredDistance / (squaredRadius - squaredDistance)) : 0;

    /// <inheritdoc/>
    public TLanes Values<TLanes>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes radius = TLanes.Broadcast(squaredRadius);
        return TLanes.WhereLess(squaredDistance, radius, LaneFunctions.Exp(squaredDistance / (squaredDistance - radius)));
    }

    /// <inheritdoc/>
    /// <remarks>By quadrature.</remarks>
    public double Integral(int dimension) => WeightIntegrals.RadialIntegral(this, dimension);

    /// <inheritdoc/>
    /// <remarks>By quadrature.</remarks>
    public double EncounterIntegral(double impactParameter) => WeightIntegrals.StraightPassage(this, impactParameter);
}
