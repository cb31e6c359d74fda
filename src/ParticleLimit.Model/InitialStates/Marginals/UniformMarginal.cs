namespace ParticleLimit.Model;

/// <summary>The uniform law on [from, to).</summary>
public sealed record UniformMarginal : IMarginal
{
    /// <summary>The uniform law on [from, to).</summary>
    /// <exception cref="ArgumentException">The ends are not finite, or not in order.</exception>
    public UniformMarginal(double from, double to)
    {
        if (!(from < to && double.IsFinite(to - from))) throw new ArgumentException($"An interval needs finite ends in order, not [{from}, {to}].", nameof(to));
        (From, To) = (from, to);
    }

    /// <inheritdoc/>
    public double From { get; }

    /// <inheritdoc/>
    public double To { get; }

    /// <inheritdoc/>
    public double Mean => 0.5 * (From + To);

    /// <inheritdoc/>
    public double Variance => Width * Width / 12;

    /// <inheritdoc/>
    public double Entropy => -Math.Log(Width);

    /// <inheritdoc/>
    public double Supremum => 1 / Width;

    private double Width => To - From;

    /// <inheritdoc/>
    public double Quantile(double p) => Math.Min(From + p * Width, To);

    /// <inheritdoc/>
    public double Density(double x) => x >= From && x < To ? 1 / Width : 0;

    /// <inheritdoc/>
    public double Cdf(double x) => Math.Clamp((x - From) / Width, 0, 1);
}
