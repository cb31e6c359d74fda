using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>A mixture f0 = sum_i p_i f_i of initial states.</summary>
/// <remarks>The first uniform number of a particle selects the component, the others go to it.</remarks>
public sealed class MixtureState : InitialState
{
    private readonly ImmutableArray<double> cumulative;
    private readonly Lazy<(double Entropy, double Supremum)> extremes;

    /// <summary>A mixture; the weights are divided by their sum.</summary>
    /// <exception cref="ArgumentException">There is no component, the numbers of weights and components differ, a weight is not positive and finite,
    /// or the components differ in dimension.</exception>
    public MixtureState(ImmutableArray<double> weights, ImmutableArray<InitialState> components)
    {
        if (components.Length == 0 || weights.Length != components.Length)
            throw new ArgumentException("A mixture has at least one component, and one weight for each.", nameof(weights));
        if (!weights.All(weight => weight > 0 && double.IsFinite(weight))) throw new ArgumentException("Weights are positive and finite.", nameof(weights));
        int d = components[0].Dimension;
        if (components.Any(component => component.Dimension != d)) throw new ArgumentException("Components have one dimension.", nameof(components));
        double total = weights.Sum(), sum = 0;
        Weights = [.. weights.Select(weight => weight / total)];
        cumulative = [.. Weights.Select(weight => sum += weight)];
        Components = components;
        Dimension = d;
        UniformsPerParticle = 1 + components.Max(component => component.UniformsPerParticle);
        Support = [.. Enumerable.Range(0, 2 * d).Select(k => (components.Min(c => c.Support[k].From), components.Max(c => c.Support[k].To)))];
        MeanVelocity = [.. Enumerable.Range(0, d).Select(k => Average(component => component.MeanVelocity[k]))];
        Temperature = Average(component => component.Temperature + Square(RelativeSpeed.Distance(component.MeanVelocity.AsSpan(), MeanVelocity.AsSpan())));
        extremes = new(() => MixtureExtremes.Of(this));
    }

    /// <summary>The weights p_i, of sum 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>The components f_i.</summary>
    public ImmutableArray<InitialState> Components { get; }

    /// <inheritdoc/>
    public override int Dimension { get; }

    /// <inheritdoc/>
    public override int UniformsPerParticle { get; }

    /// <inheritdoc/>
    public override bool HasDensity => Components.All(component => component.HasDensity);

    /// <inheritdoc/>
    public override ImmutableArray<(double From, double To)> Support { get; }

    /// <inheritdoc/>
    public override ImmutableArray<double> MeanVelocity { get; }

    /// <inheritdoc/>
    /// <remarks>Within the components and between them.</remarks>
    public override double Temperature { get; }

    /// <inheritdoc/>
    /// <remarks>Exact where the components' supports are disjoint and where all are uniform boxes; by quadrature, relative error about 1e-6, for other
    /// overlapping components in d = 1; NaN else.</remarks>
    public override double Entropy => extremes.Value.Entropy;

    /// <inheritdoc/>
    /// <remarks>Exact where the components' supports are disjoint and where all are uniform boxes; NaN for other overlapping components.</remarks>
    public override double Supremum => extremes.Value.Supremum;

    /// <inheritdoc/>
    public override double VelocityRadius => VelocityReach(new double[Dimension]);

    /// <inheritdoc/>
    public override double VelocitySpread => VelocityReach(MeanVelocity.AsSpan());

    /// <summary>Two equal streams: uniform boxes in velocity centred at <paramref name="velocityCentre"/> plus and minus half the separation, over one
    /// uniform box of positions.</summary>
    /// <exception cref="ArgumentException">The lengths differ or are not 1 to 3, or a side is not positive and finite.</exception>
    public static MixtureState TwoStreams(ImmutableArray<double> positionCentre, ImmutableArray<double> positionSides,
        ImmutableArray<double> velocityCentre, ImmutableArray<double> velocitySides, ImmutableArray<double> separation)
    {
        if (separation.Length != velocityCentre.Length)
            throw new ArgumentException("The separation has one number for each axis.", nameof(separation));
        InitialState Stream(double sign) =>
            ProductState.UniformBox(positionCentre, positionSides, [.. velocityCentre.Zip(separation, (c, s) => c + sign * 0.5 * s)], velocitySides);
        return new([0.5, 0.5], [Stream(-1), Stream(1)]);
    }

    /// <summary>Two equal streams, apart by <paramref name="separation"/> along the first axis.</summary>
    /// <exception cref="ArgumentException">The lengths differ or are not 1 to 3, or a side is not positive and finite.</exception>
    public static MixtureState TwoStreams(ImmutableArray<double> positionCentre, ImmutableArray<double> positionSides,
        ImmutableArray<double> velocityCentre, ImmutableArray<double> velocitySides, double separation) =>
        TwoStreams(positionCentre, positionSides, velocityCentre, velocitySides, [.. velocityCentre.Select((_, axis) => axis == 0 ? separation : 0.0)]);

    /// <inheritdoc/>
    public override void Map(ReadOnlySpan<double> uniforms, Span<double> position, Span<double> velocity)
    {
        int i = 0;
        while (i < cumulative.Length - 1 && uniforms[0] >= cumulative[i]) i++;
        Components[i].Map(uniforms.Slice(1, Components[i].UniformsPerParticle), position, velocity);
    }

    /// <inheritdoc/>
    public override double Density(ReadOnlySpan<double> position, ReadOnlySpan<double> velocity)
    {
        double density = 0;
        for (int i = 0; i < Components.Length; i++) density += Weights[i] * Components[i].Density(position, velocity);
        return density;
    }

    /// <inheritdoc/>
    public override double Probability(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        double probability = 0;
        for (int i = 0; i < Components.Length; i++) probability += Weights[i] * Components[i].Probability(lower, upper);
        return probability;
    }

    /// <inheritdoc/>
    public override bool IsHomogeneousOn(Torus torus) => Components.All(component => component.IsHomogeneousOn(torus));

    /// <inheritdoc/>
    internal override double VelocityReach(ReadOnlySpan<double> centre)
    {
        double reach = 0;
        foreach (InitialState component in Components) reach = Math.Max(reach, component.VelocityReach(centre));
        return reach;
    }

    /// <inheritdoc/>
    internal override double VelocityDensity(ReadOnlySpan<double> velocity)
    {
        double density = 0;
        for (int i = 0; i < Components.Length; i++) density += Weights[i] * Components[i].VelocityDensity(velocity);
        return density;
    }

    /// <inheritdoc/>
    /// <remarks>Pair by pair of components as for <see cref="ProductState"/> where all are such, else by an average over evenly spread pairs.</remarks>
    protected override double ComputeMeanRelativeSpeed()
    {
        if (!Components.All(component => component is ProductState)) return base.ComputeMeanRelativeSpeed();
        return Average(first => Average(second => RelativeSpeed.Between(((ProductState)first).Velocities.AsSpan(), ((ProductState)second).Velocities.AsSpan())));
    }

    private static double Square(double x) => x * x;

    private double Average(Func<InitialState, double> value)
    {
        double sum = 0;
        for (int i = 0; i < Components.Length; i++) sum += Weights[i] * value(Components[i]);
        return sum;
    }
}
