using System.Collections.Immutable;
using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The mean-field force of (1.2): F = -lambda [(psi_r * rho) v - psi_r * (rho u)] with psi_r(x) = psi(|x| / r).</summary>
/// <remarks>As r shrinks with gamma = lambda int psi_r fixed, it tends to the local force of (1.3) with an error of order r^2.</remarks>
public sealed record NonlocalForce : AlignmentForce
{
    /// <summary>A force of given strength.</summary>
    /// <param name="lambda">lambda.</param>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    /// <param name="dimension">d.</param>
    /// <exception cref="ArgumentOutOfRangeException">lambda is negative or not finite, r not positive and finite, or d not 1, 2 or 3.</exception>
    public NonlocalForce(double lambda, ICommunicationWeight weight, double range, int dimension = 1)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (!(lambda >= 0 && double.IsFinite(lambda))) throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "lambda is finite and not negative.");
        if (!(range > 0 && double.IsFinite(range))) throw new ArgumentOutOfRangeException(nameof(range), range, "The range is positive and finite.");
        (Lambda, Weight, Range, Dimension) = (lambda, weight, range, dimension);
        Gamma = lambda * Math.Pow(range, dimension) * weight.Integral(dimension);
    }

    /// <summary>lambda.</summary>
    public double Lambda { get; }

    /// <summary>psi.</summary>
    public ICommunicationWeight Weight { get; }

    /// <summary>r.</summary>
    public double Range { get; }

    /// <summary>d.</summary>
    public int Dimension { get; }

    /// <summary>lambda int psi_r.</summary>
    public override double Gamma { get; }

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"nonlocal alignment, range {Range:G4}");

    /// <inheritdoc/>
    internal override ImmutableArray<double> Numbers =>
        [Gamma, Range, Weight.SupportRadius, .. Enumerable.Range(0, 4).Select(k => Weight.Value(k * k * Weight.SupportRadius * Weight.SupportRadius / 16))];

    /// <summary>The force whose local limit has a given gamma.</summary>
    public static NonlocalForce WithGamma(double gamma, ICommunicationWeight weight, double range, int dimension = 1)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return new(gamma / (Math.Pow(range, dimension) * weight.Integral(dimension)), weight, range, dimension);
    }

    /// <inheritdoc/>
    internal override AlignmentFlow CreateFlow(PhaseField phase, Domain domain, TileTeam team) =>
        new NonlocalFlow(Gamma, phase, Average(phase.Layout.Positions, domain), team);

    /// <inheritdoc/>
    internal override CharacteristicForce CreateCharacteristics(ImmutableArray<GridAxis> positions, ImmutableArray<GridAxis> velocities, Domain domain) =>
        new AveragedForce(Gamma, Average(positions, domain));

    private RangeConvolution Average(ImmutableArray<GridAxis> positions, Domain domain)
    {
        if (positions.Length != Dimension) throw new NotSupportedException($"The force has dimension {Dimension}, the grid {positions.Length}.");
        return new RangeConvolution(positions, Weight, Range, double.IsFinite(domain.Period(0)));
    }
}
