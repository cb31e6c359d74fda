using System.Collections.Immutable;

namespace ParticleLimit.Model;

/// <summary>A probability f0 on phase space R^d x R^d that is both sampled and evaluated by the same object.</summary>
/// <remarks>Sampling is a map from the unit cube (the quantile map), so that independent, quasi-random and lattice points serve alike.
/// Positions are given on R^d; on a torus the caller wraps them.</remarks>
public abstract class InitialState
{
    private readonly Lazy<double> meanRelativeSpeed, meanInverseRelativeSpeed;

    /// <summary>Prepares what is computed on demand.</summary>
    protected InitialState()
    {
        meanRelativeSpeed = new Lazy<double>(ComputeMeanRelativeSpeed);
        meanInverseRelativeSpeed = new Lazy<double>(() => Dimension == 1 ? double.PositiveInfinity : RelativeSpeed.Average(this, 1 << 20, speed => 1 / speed));
    }

    /// <summary>d, 1 to 3.</summary>
    public abstract int Dimension { get; }

    /// <summary>The number of uniform numbers that one particle takes.</summary>
    public abstract int UniformsPerParticle { get; }

    /// <summary>Maps a point of (0, 1)^<see cref="UniformsPerParticle"/> to one particle distributed by f0.</summary>
    /// <param name="uniforms">The point of the unit cube.</param>
    /// <param name="position">Receives x, d numbers.</param>
    /// <param name="velocity">Receives v, d numbers.</param>
    public abstract void Map(ReadOnlySpan<double> uniforms, Span<double> position, Span<double> velocity);

    /// <summary>Whether f0 has a density; a mono-kinetic state and a cloud of samples have none.</summary>
    public abstract bool HasDensity { get; }

    /// <summary>The density f0(x, v).</summary>
    /// <exception cref="NotSupportedException">The state has no density.</exception>
    public abstract double Density(ReadOnlySpan<double> position, ReadOnlySpan<double> velocity);

    /// <summary>The exact probability of a box of phase space, for cell averages.</summary>
    /// <param name="lower">Lower corner: d positions, then d velocities.</param>
    /// <param name="upper">Upper corner, in the same order.</param>
    /// <exception cref="NotSupportedException">The state has no density.</exception>
    public abstract double Probability(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper);

    /// <summary>A box of phase space that holds the support: per coordinate (d positions, then d velocities), from and to.</summary>
    public abstract ImmutableArray<(double From, double To)> Support { get; }

    /// <summary>The mean velocity int v f0, d numbers.</summary>
    public abstract ImmutableArray<double> MeanVelocity { get; }

    /// <summary>The energy about the mean velocity, int |v - vbar|^2 f0.</summary>
    public abstract double Temperature { get; }

    /// <summary>The entropy H[f0] = int f0 log f0; NaN for a state without density.</summary>
    public abstract double Entropy { get; }

    /// <summary>sup f0; positive infinity for a state without density.</summary>
    public abstract double Supremum { get; }

    /// <summary>sup |v| over the support of f0.</summary>
    public abstract double VelocityRadius { get; }

    /// <summary>sup |v - vbar| over the support of f0, the R(0) of Corollary 2.4.</summary>
    public abstract double VelocitySpread { get; }

    /// <summary>The time in which the fastest particle, seen from the slowest one, crosses the support, along the axis where that is shortest.</summary>
    public double CrossingTime => Enumerable.Range(0, Dimension).Min(k => (Support[k].To - Support[k].From) / (Support[Dimension + k].To - Support[Dimension + k].From));

    /// <summary>Whether f0 is uniform in x over exactly one period of the torus and independent of v, the setting of (2.2).</summary>
    public abstract bool IsHomogeneousOn(Torus torus);

    /// <summary>E|v - v'| for independent v, v' of the velocity law of f0: the &lt;|w|&gt;(0) of MATHEMATICS.md section 4.</summary>
    /// <remarks>Computed once, deterministically, when first asked for; relative error below 1e-4 (the derived classes say more).</remarks>
    public virtual double MeanRelativeSpeed => meanRelativeSpeed.Value;

    /// <summary>E 1/|v - v'| for independent v, v' of the velocity law of f0, which has a density; infinite in d = 1.</summary>
    /// <remarks>Computed once, when first asked for, by an average over 2^20 evenly spread pairs: relative error about 1e-3.</remarks>
    public double MeanInverseRelativeSpeed => meanInverseRelativeSpeed.Value;

    /// <summary>Computes <see cref="MeanRelativeSpeed"/>; here by an average over 2^20 evenly spread pairs.</summary>
    protected virtual double ComputeMeanRelativeSpeed() => RelativeSpeed.Average(this, 1 << 20, speed => speed);

    /// <summary>sup |v - c| over the support; here over the box of <see cref="Support"/>.</summary>
    internal virtual double VelocityReach(ReadOnlySpan<double> centre)
    {
        double squares = 0;
        for (int k = 0; k < Dimension; k++)
        {
            (double from, double to) = Support[Dimension + k];
            double reach = Math.Max(Math.Abs(from - centre[k]), Math.Abs(to - centre[k]));
            squares += reach * reach;
        }

        return Math.Sqrt(squares);
    }

    /// <summary>The density of the velocity law, int f0 dx; here for a state uniform in x over the box of <see cref="Support"/>.</summary>
    internal virtual double VelocityDensity(ReadOnlySpan<double> velocity)
    {
        Span<double> position = stackalloc double[Dimension];
        double volume = 1;
        for (int k = 0; k < Dimension; k++)
        {
            (double from, double to) = Support[k];
            position[k] = 0.5 * (from + to);
            volume *= to - from;
        }

        return volume * Density(position, velocity);
    }
}
