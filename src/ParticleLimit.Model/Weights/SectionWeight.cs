namespace ParticleLimit.Model;

/// <summary>The weight on the line that a weight in R^d is for a flock even along the other axes: psi integrated over them, psi_1(s) = int psi(sqrt(s^2 + |y|^2)) dy, y in R^{d-1}.</summary>
/// <remarks>In d = 2 it is the encounter integral Psi(s), in d = 3 2 pi int_s^R psi(r) r dr. Its integral is that of psi over R^d. Relative error in d = 3 about 1e-10.</remarks>
/// <param name="Weight">psi.</param>
/// <param name="Dimension">d.</param>
public readonly record struct SectionWeight(ICommunicationWeight Weight, int Dimension) : ICommunicationWeight
{
    private const int Panels = 8;

    /// <inheritdoc/>
    public int Dimension { get; } = Dimension is >= 1 and <= 3 ? Dimension : throw WeightIntegrals.DimensionOutOfRange(Dimension);

    /// <inheritdoc/>
    public string Name => $"{Weight.Name}, over the section of d = {Dimension}";

    /// <inheritdoc/>
    public double SupportRadius => Weight.SupportRadius;

    /// <inheritdoc/>
    public double Value(double squaredDistance)
    {
        ICommunicationWeight weight = Weight;
        if (!(squaredDistance < SupportRadius * SupportRadius)) return 0;
        return Dimension switch
        {
            1 => weight.Value(squaredDistance),
            2 => weight.EncounterIntegral(Math.Sqrt(squaredDistance)),
            _ => 2 * Math.PI * GaussLegendre.Integrate(r => weight.Value(r * r) * r, Math.Sqrt(squaredDistance), SupportRadius, Panels),
        };
    }

    /// <inheritdoc/>
    /// <remarks>On the line that of psi over R^d.</remarks>
    public double Integral(int dimension) => dimension == 1 ? Weight.Integral(Dimension) : WeightIntegrals.RadialIntegral(this, dimension);

    /// <inheritdoc/>
    public double EncounterIntegral(double impactParameter) => WeightIntegrals.StraightPassage(this, impactParameter);
}
