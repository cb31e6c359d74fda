using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>An initial state whose 2d coordinates are independent: f0(x, v) = prod_k p_k(x_k) q_k(v_k).</summary>
public sealed class ProductState : InitialState
{
    /// <summary>The product of d position laws and d velocity laws.</summary>
    /// <exception cref="ArgumentException">There are not 1 to 3 position laws, or not as many velocity laws.</exception>
    public ProductState(ImmutableArray<IMarginal> positions, ImmutableArray<IMarginal> velocities)
    {
        if (positions.Length is < 1 or > 3) throw new ArgumentException("A state has 1, 2 or 3 position coordinates.", nameof(positions));
        if (velocities.Length != positions.Length) throw new ArgumentException("There are as many velocity laws as position laws.", nameof(velocities));
        (Positions, Velocities) = (positions, velocities);
        Support = [.. positions.Concat(velocities).Select(law => (law.From, law.To))];
        MeanVelocity = [.. velocities.Select(law => law.Mean)];
    }

    /// <summary>The laws p_k of the position coordinates.</summary>
    public ImmutableArray<IMarginal> Positions { get; }

    /// <summary>The laws q_k of the velocity coordinates.</summary>
    public ImmutableArray<IMarginal> Velocities { get; }

    /// <inheritdoc/>
    public override int Dimension => Positions.Length;

    /// <inheritdoc/>
    public override int UniformsPerParticle => 2 * Dimension;

    /// <inheritdoc/>
    public override bool HasDensity => true;

    /// <inheritdoc/>
    public override ImmutableArray<(double From, double To)> Support { get; }

    /// <inheritdoc/>
    public override ImmutableArray<double> MeanVelocity { get; }

    /// <inheritdoc/>
    public override double Temperature => Velocities.Sum(law => law.Variance);

    /// <inheritdoc/>
    public override double Entropy => Positions.Sum(law => law.Entropy) + Velocities.Sum(law => law.Entropy);

    /// <inheritdoc/>
    public override double Supremum => Positions.Concat(Velocities).Aggregate(1.0, (product, law) => product * law.Supremum);

    /// <inheritdoc/>
    public override double VelocityRadius => VelocityReach(new double[Dimension]);

    /// <inheritdoc/>
    public override double VelocitySpread => VelocityReach(MeanVelocity.AsSpan());

    /// <summary>Whether every coordinate is uniform, so that f0 is constant on a box.</summary>
    internal bool IsUniform => Positions.Concat(Velocities).All(law => law is UniformMarginal);

    /// <summary>The uniform law on a box of positions times a box of velocities.</summary>
    /// <exception cref="ArgumentException">The lengths differ or are not 1 to 3, or a side is not positive and finite.</exception>
    public static ProductState UniformBox(ImmutableArray<double> positionCentre, ImmutableArray<double> positionSides,
        ImmutableArray<double> velocityCentre, ImmutableArray<double> velocitySides) =>
        new(Boxes(positionCentre, positionSides), Boxes(velocityCentre, velocitySides));

    /// <summary>Independent Gaussian coordinates, each truncated at its centre plus and minus <paramref name="cutoff"/> deviations.</summary>
    /// <exception cref="ArgumentException">The lengths differ or are not 1 to 3, or a deviation or the cutoff is not positive and finite.</exception>
    public static ProductState Gaussian(ImmutableArray<double> positionCentre, ImmutableArray<double> positionDeviations,
        ImmutableArray<double> velocityCentre, ImmutableArray<double> velocityDeviations, double cutoff)
    {
        if (!(cutoff > 0 && double.IsFinite(cutoff))) throw new ArgumentException("The cutoff is positive and finite.", nameof(cutoff));
        return new(Gaussians(positionCentre, positionDeviations, cutoff), Gaussians(velocityCentre, velocityDeviations, cutoff));
    }

    /// <inheritdoc/>
    public override void Map(ReadOnlySpan<double> uniforms, Span<double> position, Span<double> velocity)
    {
        int d = Dimension;
        for (int k = 0; k < d; k++)
        {
            position[k] = Positions[k].Quantile(uniforms[k]);
            velocity[k] = Velocities[k].Quantile(uniforms[d + k]);
        }
    }

    /// <inheritdoc/>
    public override double Density(ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        double density = VelocityDensity(velocity);
        for (int k = 0; k < Dimension; k++) density *= Positions[k].Density(position[k]);
        return density;
    }

    /// <inheritdoc/>
    public override double Probability(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        double probability = 1;
        int d = Dimension;
        for (int k = 0; k < 2 * d; k++)
        {
            IMarginal law = k < d ? Positions[k] : Velocities[k - d];
            probability *= Math.Max(0, law.Cdf(upper[k]) - law.Cdf(lower[k]));
        }

        return probability;
    }

    /// <inheritdoc/>
    public override bool IsHomogeneousOn(Torus torus)
    {
        ArgumentNullException.ThrowIfNull(torus);
        if (torus.Dimension != Dimension) return false;
        for (int k = 0; k < Dimension; k++)
        {
            double period = torus.Period(k);
            if (Positions[k] is not UniformMarginal || Math.Abs(Positions[k].To - Positions[k].From - period) > 1e-12 * period) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    internal override double VelocityDensity(ReadOnlySpan<double> velocity)
    {
        double density = 1;
        for (int k = 0; k < Dimension; k++) density *= Velocities[k].Density(velocity[k]);
        return density;
    }

    /// <inheritdoc/>
    /// <remarks>By tensor quadrature: relative error below 1e-5, and rounding alone for a uniform law in d = 1 (a third of the side).</remarks>
    protected override double ComputeMeanRelativeSpeed() => RelativeSpeed.Between(Velocities.AsSpan(), Velocities.AsSpan());

    private static ImmutableArray<IMarginal> Boxes(ImmutableArray<double> centre, ImmutableArray<double> sides)
    {
        CheckLengths(centre, sides);
        return [.. centre.Zip(sides, (c, side) => (IMarginal)new UniformMarginal(c - 0.5 * side, c + 0.5 * side))];
    }

    private static ImmutableArray<IMarginal> Gaussians(ImmutableArray<double> centre, ImmutableArray<double> deviations, double cutoff)
    {
        CheckLengths(centre, deviations);
        return [.. centre.Zip(deviations, (c, s) => (IMarginal)new TruncatedGaussianMarginal(c, s, c - cutoff * s, c + cutoff * s))];
    }

    private static void CheckLengths(ImmutableArray<double> centre, ImmutableArray<double> widths)
    {
        if (centre.Length != widths.Length) throw new ArgumentException("A centre and its widths have one number for each axis.", nameof(widths));
    }
}
