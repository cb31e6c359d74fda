namespace ParticleLimit.Model;

/// <summary>The solution of f_t + (Phi f^2)_x = 0 before characteristics cross: f(t, y + 2 Phi t f0(y)) = f0(y).</summary>
/// <remarks>Where f0 jumps up the foot y stays at the jump, and f = (x - y)/(2 Phi t) is the rarefaction there.</remarks>
public sealed class CharacteristicSolution : IDensityReference
{
    private readonly LineData data;

    /// <summary>The solution of a law of initial positions.</summary>
    /// <param name="law">The initial law; its density has no downward jump.</param>
    /// <param name="domain">The line or the circle.</param>
    /// <param name="flux">Phi, positive.</param>
    /// <param name="steepestFall">max -f0', from which the crossing time follows.</param>
    /// <exception cref="ArgumentException">The domain is not of dimension 1, or the law is wider than the circle.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Phi or the slope is not positive and finite.</exception>
    public CharacteristicSolution(IMarginal law, Domain domain, double flux, double steepestFall)
    {
        if (!(steepestFall > 0 && double.IsFinite(steepestFall)))
            throw new ArgumentOutOfRangeException(nameof(steepestFall), steepestFall, "The steepest fall is positive and finite.");
        data = new LineData(law, domain);
        Domain = domain;
        Flux = BurgersData.CheckedFlux(flux);
        CrossingTime = 1 / (2 * Flux * steepestFall);
    }

    /// <summary>When characteristics first cross, 1 / (2 Phi max -f0'), and the shock forms.</summary>
    public double CrossingTime { get; }

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public IMarginal Initial => data.Law;

    /// <inheritdoc/>
    public double Flux { get; }

    /// <inheritdoc/>
    public double Viscosity => 0;

    /// <inheritdoc/>
    public string Method => "exact: characteristics of Burgers' equation before they cross";

    /// <inheritdoc/>
    public double Density(double time, double position) =>
        time == 0 ? data.Density(position) : (position - Foot(time, position)) / (2 * Flux * time);

    /// <inheritdoc/>
    /// <remarks>Along a characteristic F gains Phi f^2 a unit of time: its rate is f times the speed 2 Phi f less the flux Phi f^2.</remarks>
    public double Cumulative(double time, double position)
    {
        if (time == 0) return data.Cumulative(position);
        double foot = Foot(time, position), density = (position - foot) / (2 * Flux * time);
        return data.Cumulative(foot) + Flux * time * density * density;
    }

    /// <inheritdoc/>
    public (double From, double To) Range(double time) =>
        double.IsInfinity(data.Period) ? (data.Law.From, data.Law.To + 2 * Flux * time * data.Law.Supremum) : (0, data.Period);

    private double Foot(double time, double x)
    {
        if (!(BurgersData.CheckedTime(time) < CrossingTime))
            throw new ArgumentOutOfRangeException(nameof(time), time, $"Characteristics cross at {CrossingTime}; this solution ends there.");
        double low = x - 2 * Flux * time * data.Law.Supremum, high = x;
        while (high - low > 1e-15 * Math.Max(1, Math.Abs(x)))
        {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) break;
            if (middle + 2 * Flux * time * data.Density(middle) > x) high = middle;
            else low = middle;
        }

        return 0.5 * (low + high);
    }
}
