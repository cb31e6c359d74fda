namespace ParticleLimit.Model;

/// <summary>psi(r) = (1 + r^2)^(-b) (1 - (r/R)^2)^2 for r &lt; R: the weight of Cucker and Smale (2007), taken continuously differentiably to 0 at R.</summary>
/// <param name="SupportRadius">R, in units of eps; positive and finite.</param>
/// <param name="Exponent">b, nonnegative and finite; with b = 0 it is <see cref="WendlandWeight"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">R is not positive and finite, or b is negative or not finite.</exception>
public readonly record struct TruncatedCuckerSmaleWeight(double SupportRadius, double Exponent) : ICommunicationWeight
{
    private readonly double squaredRadius = SupportRadius * SupportRadius;
    private readonly double inverseSquaredRadius = 1 / (SupportRadius * SupportRadius);

    /// <inheritdoc/>
    public string Name => "cucker-smale";

    /// <inheritdoc/>
    public double SupportRadius { get; } = WeightIntegrals.CheckedRadius(SupportRadius);

    /// <summary>The exponent b.</summary>
    public double Exponent { get; } = Exponent >= 0 && double.IsFinite(Exponent)
        ? Exponent
        : throw new ArgumentOutOfRangeException(nameof(Exponent), Exponent, "The exponent is nonnegative and finite.");

    /// <inheritdoc/>
    public double Value(double squaredDistance)
    {
        if (!(squaredDistance < squaredRadius)) return 0;
        double rest = 1 - squaredDistance * inverseSquaredRadius;
        return Math.Pow(1 + squaredDistance, -Exponent) * rest * rest;
    }

    /// <inheritdoc/>
    public TLanes Values<TLanes>(TLanes squaredDistance)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes one = TLanes.Broadcast(1), rest = one - squaredDistance * TLanes.Broadcast(inverseSquaredRadius);
        TLanes power = LaneFunctions.Exp(TLanes.Broadcast(-Exponent) * LaneFunctions.Log(one + squaredDistance));
        return TLanes.WhereLess(squaredDistance, TLanes.Broadcast(squaredRadius), power * rest * rest);
    }

    /// <inheritdoc/>
    /// <remarks>By quadrature.</remarks>
    public double Integral(int dimension) => WeightIntegrals.RadialIntegral(this, dimension);

    /// <inheritdoc/>
    /// <remarks>By quadrature.</remarks>
    public double EncounterIntegral(double impactParameter) => WeightIntegrals.StraightPassage(this, impactParameter);
}
