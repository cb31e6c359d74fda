namespace ParticleLimit.Model;

/// <summary>A probability on a bounded interval of the line with a density: the law of one coordinate.</summary>
public interface IMarginal
{
    /// <summary>The lower end of the support.</summary>
    double From { get; }

    /// <summary>The upper end of the support.</summary>
    double To { get; }

    /// <summary>The mean.</summary>
    double Mean { get; }

    /// <summary>The variance.</summary>
    double Variance { get; }

    /// <summary>int p log p.</summary>
    double Entropy { get; }

    /// <summary>sup p.</summary>
    double Supremum { get; }

    /// <summary>The inverse of <see cref="Cdf"/>, within [<see cref="From"/>, <see cref="To"/>].</summary>
    /// <param name="p">A probability in [0, 1].</param>
    double Quantile(double p);

    /// <summary>The density p(x); zero outside [<see cref="From"/>, <see cref="To"/>).</summary>
    double Density(double x);

    /// <summary>The probability of (-infinity, x].</summary>
    double Cdf(double x);
}
