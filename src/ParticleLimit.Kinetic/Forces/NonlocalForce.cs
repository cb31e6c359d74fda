using System.Globalization;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The mean-field force of (1.2), d = 1: F = -lambda [(psi_r * rho) v - psi_r * (rho u)] with psi_r(x) = psi(|x| / r).</summary>
/// <remarks>As r shrinks with gamma = lambda int psi_r fixed, it tends to the local force of (1.3) with an error of order r^2.</remarks>
public sealed record NonlocalForce : AlignmentForce
{
    /// <summary>A force of given strength.</summary>
    /// <param name="lambda">lambda.</param>
    /// <param name="weight">psi.</param>
    /// <param name="range">r.</param>
    /// <exception cref="ArgumentOutOfRangeException">lambda is negative or not finite, or r not positive and finite.</exception>
    public NonlocalForce(double lambda, ICommunicationWeight weight, double range)
    {
        if (!(lambda >= 0 && double.IsFinite(lambda))) throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "lambda is finite and not negative.");
        if (!(range > 0 && double.IsFinite(range))) throw new ArgumentOutOfRangeException(nameof(range), range, "The range is positive and finite.");
        (Lambda, Weight, Range) = (lambda, weight, range);
    }

    /// <summary>lambda.</summary>
    public double Lambda { get; }

    /// <summary>psi.</summary>
    public ICommunicationWeight Weight { get; }

    /// <summary>r.</summary>
    public double Range { get; }

    /// <summary>lambda int psi_r.</summary>
    public override double Gamma => Lambda * Range * Weight.Integral(1);

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture, $"nonlocal alignment, range {Range:G4}");

    /// <summary>The force whose local limit has a given gamma.</summary>
    public static NonlocalForce WithGamma(double gamma, ICommunicationWeight weight, double range) => new(gamma / (range * weight.Integral(1)), weight, range);

    /// <inheritdoc/>
    internal override AlignmentFlow CreateFlow(GridAxis position, GridAxis velocity, bool periodic) => new NonlocalFlow(this, position, velocity, periodic);
}
