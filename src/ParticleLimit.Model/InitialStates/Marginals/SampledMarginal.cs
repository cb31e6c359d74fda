namespace ParticleLimit.Model;

/// <summary>The law of a sample of the line, made continuous: between neighbouring values the probability rises linearly.</summary>
/// <remarks>With n different values x_1 &lt; .. &lt; x_n of which m_k samples each, the distribution function at x_k is that of the sample with half of the jump there, scaled so that it runs from 0 to 1. It is within
/// max m / M of the sample's own. Points drawn from it never coincide, as they would if they were drawn from the samples.</remarks>
public sealed class SampledMarginal : IMarginal
{
    private readonly double[] places, probabilities;

    /// <summary>The law of a sample.</summary>
    /// <exception cref="ArgumentException">A value is not finite, or all are the same.</exception>
    public SampledMarginal(IReadOnlyCollection<double> sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        if (!sample.All(double.IsFinite)) throw new ArgumentException("Positions are finite.", nameof(sample));
        (double Value, int Count)[] values = [.. sample.GroupBy(value => value).Select(group => (group.Key, group.Count())).OrderBy(value => value.Key)];
        if (values.Length < 2) throw new ArgumentException("A sample has at least two different positions.", nameof(sample));
        Count = sample.Count;
        places = [.. values.Select(value => value.Value)];
        probabilities = new double[places.Length];
        double whole = Count - 0.5 * (values[0].Count + values[^1].Count), sum = 0;
        for (int k = 1; k < places.Length; k++)
        {
            sum += 0.5 * (values[k - 1].Count + values[k].Count);
            probabilities[k] = sum / whole;
        }

        probabilities[^1] = 1;
        for (int k = 1; k < places.Length; k++)
        {
            double mass = probabilities[k] - probabilities[k - 1], width = places[k] - places[k - 1], centre = 0.5 * (places[k] + places[k - 1]);
            Mean += mass * centre;
            Entropy += mass * Math.Log(mass / width);
            Supremum = Math.Max(Supremum, mass / width);
        }

        for (int k = 1; k < places.Length; k++)
        {
            double mass = probabilities[k] - probabilities[k - 1], width = places[k] - places[k - 1], off = 0.5 * (places[k] + places[k - 1]) - Mean;
            Variance += mass * (off * off + width * width / 12);
        }
    }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public double From => places[0];

    /// <inheritdoc/>
    public double To => places[^1];

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    public double Variance { get; }

    /// <inheritdoc/>
    public double Entropy { get; }

    /// <inheritdoc/>
    public double Supremum { get; }

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        int k = Interval(probabilities, p);
        double share = (p - probabilities[k]) / (probabilities[k + 1] - probabilities[k]);
        return Math.Clamp(places[k] + share * (places[k + 1] - places[k]), From, To);
    }

    /// <inheritdoc/>
    public double Density(double x)
    {
        if (!(x >= From && x < To)) return 0;
        int k = Interval(places, x);
        return (probabilities[k + 1] - probabilities[k]) / (places[k + 1] - places[k]);
    }

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        if (!(x > From)) return 0;
        if (x >= To) return 1;
        int k = Interval(places, x);
        return probabilities[k] + (x - places[k]) / (places[k + 1] - places[k]) * (probabilities[k + 1] - probabilities[k]);
    }

    /// <summary>The k with values[k] &lt;= value &lt; values[k + 1], or the nearest.</summary>
    private static int Interval(double[] values, double value)
    {
        int k = Array.BinarySearch(values, value);
        return Math.Clamp(k < 0 ? ~k - 1 : k, 0, values.Length - 2);
    }
}
