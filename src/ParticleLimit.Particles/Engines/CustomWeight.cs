using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>A weight of the caller's own making, at the price of a virtual call per pair.</summary>
internal readonly struct CustomWeight(ICommunicationWeight weight) : ICommunicationWeight
{
    /// <inheritdoc/>
    public string Name => weight.Name;

    /// <inheritdoc/>
    public double SupportRadius => weight.SupportRadius;

    /// <inheritdoc/>
    public double Value(double squaredDistance) => weight.Value(squaredDistance);

    /// <inheritdoc/>
    public TLanes Values<TLanes>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes> => weight.Values(squaredDistance);

    /// <inheritdoc/>
    public double Integral(int dimension) => weight.Integral(dimension);

    /// <inheritdoc/>
    public double EncounterIntegral(double impactParameter) => weight.EncounterIntegral(impactParameter);
}
