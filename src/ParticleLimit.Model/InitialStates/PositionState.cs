using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>The initial state of a first-order system in d = 1: a law of positions, every velocity zero.</summary>
public sealed class PositionState(IMarginal law) : InitialState
{
    /// <summary>The law of the positions.</summary>
    public IMarginal Law => law;

    /// <inheritdoc/>
    public override int Dimension => 1;

    /// <inheritdoc/>
    public override int UniformsPerParticle => 1;

    /// <inheritdoc/>
    /// <remarks>None in phase space.</remarks>
    public override bool HasDensity => false;

    /// <inheritdoc/>
    public override ImmutableArray<(double From, double To)> Support { get; } = [(law.From, law.To), (0, 0)];

    /// <inheritdoc/>
    public override ImmutableArray<double> MeanVelocity { get; } = [0];

    /// <inheritdoc/>
    public override double Temperature => 0;

    /// <inheritdoc/>
    public override double Entropy => double.NaN;

    /// <inheritdoc/>
    public override double Supremum => double.PositiveInfinity;

    /// <inheritdoc/>
    public override double VelocityRadius => 0;

    /// <inheritdoc/>
    public override double VelocitySpread => 0;

    /// <inheritdoc/>
    public override double MeanRelativeSpeed => 0;

    /// <inheritdoc/>
    public override void Map(ReadOnlySpan<double> uniforms, Span<double> position, Span<double> velocity)
    {
        position[0] = law.Quantile(uniforms[0]);
        velocity[0] = 0;
    }

    /// <inheritdoc/>
    public override double Density(ReadOnlySpan<double> position, ReadOnlySpan<double> velocity) =>
        throw new NotSupportedException("A state of positions alone has no density in phase space.");

    /// <inheritdoc/>
    public override double Probability(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper) =>
        throw new NotSupportedException("A state of positions alone has no density in phase space.");

    /// <inheritdoc/>
    public override bool IsHomogeneousOn(Torus torus) => false;
}
