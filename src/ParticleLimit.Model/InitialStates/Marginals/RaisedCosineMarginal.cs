namespace ParticleLimit.Model;

/// <summary>The law with density (1 + a cos(2 pi (x - c)/w)) / w on an interval of width w about c: a smooth bump, and on a circle of length w smooth all round.</summary>
public sealed record RaisedCosineMarginal : IMarginal
{
    private readonly double centre;
    private readonly double width;
    private readonly double amplitude;

    /// <summary>The law.</summary>
    /// <param name="centre">c.</param>
    /// <param name="width">w.</param>
    /// <param name="amplitude">a in [0, 1]; 1 lets the density fall to zero at the ends.</param>
    /// <exception cref="ArgumentException">The centre is not finite, the width not positive and finite, or the amplitude not in [0, 1].</exception>
    public RaisedCosineMarginal(double centre, double width, double amplitude = 1)
    {
        if (!(width > 0 && double.IsFinite(width) && double.IsFinite(centre))) throw new ArgumentException("A bump has a finite centre and a positive, finite width.", nameof(width));
        if (!(amplitude is >= 0 and <= 1)) throw new ArgumentException("The amplitude is in [0, 1].", nameof(amplitude));
        (this.centre, this.width, this.amplitude) = (centre, width, amplitude);
    }

    /// <inheritdoc/>
    public double From => centre - width / 2;

    /// <inheritdoc/>
    public double To => centre + width / 2;

    /// <inheritdoc/>
    public double Mean => centre;

    /// <inheritdoc/>
    public double Variance => width * width * (1.0 / 12 - amplitude / (2 * Math.PI * Math.PI));

    /// <inheritdoc/>
    /// <remarks>In closed form: int (1 + a cos) log(1 + a cos) over a turn, with s = sqrt(1 - a^2), is log((1 + s)/2) + 1 - s.</remarks>
    public double Entropy
    {
        get
        {
            double root = Math.Sqrt(1 - amplitude * amplitude);
            return Math.Log((1 + root) / 2) + 1 - root - Math.Log(width);
        }
    }

    /// <inheritdoc/>
    public double Supremum => (1 + amplitude) / width;

    /// <summary>The steepest fall of the density, max -p' = 2 pi a / w^2.</summary>
    public double SteepestFall => 2 * Math.PI * amplitude / (width * width);

    /// <inheritdoc/>
    public double Quantile(double p)
    {
        double low = From, high = To, x = From + p * width;
        for (int k = 0; k < 100 && high - low > 0; k++)
        {
            double miss = Cdf(x) - p;
            if (miss > 0) high = x;
            else low = x;
            double newton = x - miss / Density(x);
            double next = newton > low && newton < high ? newton : 0.5 * (low + high);
            if (next == x) break;
            x = next;
        }

        return Math.Clamp(x, From, To);
    }

    /// <inheritdoc/>
    public double Density(double x) => x >= From && x < To ? (1 + amplitude * Math.Cos(2 * Math.PI * (x - centre) / width)) / width : 0;

    /// <inheritdoc/>
    public double Cdf(double x)
    {
        if (x <= From) return 0;
        if (x >= To) return 1;
        double turn = (x - From) / width;
        return Math.Clamp(turn - amplitude * Math.Sin(2 * Math.PI * turn) / (2 * Math.PI), 0, 1);
    }
}
