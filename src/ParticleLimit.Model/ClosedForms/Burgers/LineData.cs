namespace ParticleLimit.Model;

/// <summary>Initial data of a scalar equation on the covering line: the law of one coordinate, repeated with the period of a circle.</summary>
internal sealed class LineData
{
    /// <summary>The data of a law.</summary>
    /// <exception cref="ArgumentException">The domain is not of dimension 1, or the law is wider than the circle.</exception>
    public LineData(IMarginal law, Domain domain)
    {
        if (domain.Dimension != 1) throw new ArgumentException($"Burgers' equation lives in dimension 1, not {domain.Dimension}.", nameof(domain));
        Law = law;
        Period = domain.Period(0);
        if (law.To - law.From > Period * (1 + 1e-12))
            throw new ArgumentException($"The law is {law.To - law.From} wide, the circle {Period}.", nameof(law));
    }

    /// <summary>The law, on one period.</summary>
    public IMarginal Law { get; }

    /// <summary>The period; infinite on the line.</summary>
    public double Period { get; }

    /// <summary>f0(y).</summary>
    public double Density(double y) => Law.Density(Folded(y, out _));

    /// <summary>F0(y), with F0(y + L) = F0(y) + 1 on a circle.</summary>
    public double Cumulative(double y)
    {
        double folded = Folded(y, out double laps);
        return laps + Law.Cdf(folded);
    }

    /// <summary>The ends of the copies of the law between two points, where f0 may jump, in ascending order and without the two points.</summary>
    public IEnumerable<double> Breaks(double from, double to)
    {
        if (double.IsInfinity(Period))
        {
            if (Law.From > from && Law.From < to) yield return Law.From;
            if (Law.To > from && Law.To < to) yield return Law.To;
            yield break;
        }

        bool closed = Law.To - Law.From >= Period * (1 - 1e-12);
        for (double start = Law.From + Period * Math.Floor((from - Law.From) / Period); start < to; start += Period)
        {
            if (start > from) yield return start;
            double end = start + Law.To - Law.From;
            if (!closed && end > from && end < to) yield return end;
        }
    }

    private double Folded(double y, out double laps)
    {
        laps = double.IsInfinity(Period) ? 0 : Math.Floor((y - Law.From) / Period);
        return laps == 0 ? y : y - laps * Period;
    }
}
