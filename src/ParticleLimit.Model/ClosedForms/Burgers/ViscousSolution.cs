namespace ParticleLimit.Model;

/// <summary>The solution of f_t + (Phi f^2)_x = nu f_xx on the line or the circle by the transformation of E. Hopf and J. D. Cole.</summary>
/// <remarks>The mass F to the left is -(nu/Phi) log theta with theta_t = nu theta_xx, so that with S(y) = (x - y)^2 / (4 t) + Phi F0(y)
/// <code>
/// F(t, x) = -(nu/Phi) log( (4 pi nu t)^(-1/2) int e^(-S(y)/nu) dy ),   f(t, x) = the mean of (x - y)/(2 Phi t) under e^(-S/nu).
/// </code>
/// Exponents are taken from their least value, so that nothing under- or overflows however small nu is: the limit nu -> 0 is the formula of Lax and Oleinik.
/// The integrals are Gauss-Legendre sums over panels across each of which the exponent changes by no more than a few, and only over panels that reach within 40 of the least.
/// Relative error about 1e-10.</remarks>
public sealed class ViscousSolution : IDensityReference
{
    private const double NegligibleExponent = 40;

    private readonly LineData data;

    /// <summary>The solution of a law of initial positions.</summary>
    /// <param name="law">The initial law.</param>
    /// <param name="domain">The line or the circle.</param>
    /// <param name="flux">Phi, positive.</param>
    /// <param name="viscosity">nu, positive.</param>
    /// <exception cref="ArgumentException">The domain is not of dimension 1, or the law is wider than the circle.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Phi or nu is not positive and finite.</exception>
    public ViscousSolution(IMarginal law, Domain domain, double flux, double viscosity)
    {
        if (!(viscosity > 0 && double.IsFinite(viscosity))) throw new ArgumentOutOfRangeException(nameof(viscosity), viscosity, "The viscosity is positive and finite.");
        data = new LineData(law, domain);
        Domain = domain;
        Flux = BurgersData.CheckedFlux(flux);
        Viscosity = viscosity;
    }

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public IMarginal Initial => data.Law;

    /// <inheritdoc/>
    public double Flux { get; }

    /// <inheritdoc/>
    public double Viscosity { get; }

    /// <inheritdoc/>
    public string Method => "exact: viscous Burgers equation by the transformation of Cole and Hopf";

    /// <inheritdoc/>
    public double Density(double time, double position) =>
        BurgersData.CheckedTime(time) == 0 ? data.Density(position) : Evaluate(time, position).Density;

    /// <inheritdoc/>
    public double Cumulative(double time, double position) =>
        BurgersData.CheckedTime(time) == 0 ? data.Cumulative(position) : Evaluate(time, position).Cumulative;

    /// <inheritdoc/>
    public (double From, double To) Range(double time)
    {
        if (double.IsFinite(data.Period)) return (0, data.Period);

        // Behind, f lies under a spreading heat kernel; ahead, that kernel moves at up to 2 Phi sup f0 but no faster than the inviscid mass.
        double deviations = 8 * Math.Sqrt(2 * Viscosity * BurgersData.CheckedTime(time));
        double drift = Math.Min(2 * Flux * time * data.Law.Supremum, 2 * Math.Sqrt(Flux * time));
        return (data.Law.From - deviations, data.Law.To + drift + deviations);
    }

    private (double Density, double Cumulative) Evaluate(double time, double x)
    {
        // F0 rises by at most sup f0 a unit of length: y further than this has an exponent 40 above that of y = x.
        double slope = Flux * data.Law.Supremum, range = NegligibleExponent * Viscosity;
        double steep = 2 * time * slope, reach = steep + Math.Sqrt(steep * steep + 4 * time * range);
        if (double.IsInfinity(data.Period)) reach = Math.Min(reach, 2 * Math.Sqrt(time * (Flux + range)));
        double width = Math.Min(2 * Math.Sqrt(2 * Viscosity * time), 6 * Viscosity / slope);
        double end = x + 2 * Math.Sqrt(time * range); // ahead of x the exponent can only rise
        double[] edges = [x - reach, .. data.Breaks(x - reach, end), end];

        double least = Flux * data.Cumulative(x), mass = 0, moment = 0;
        foreach ((double low, double high) in Panels(edges, width)) least = Math.Min(least, Exponent(high, x, time));
        foreach ((double low, double high) in Panels(edges, width))
        {
            // F0 does not fall, so the exponent in the panel is at least this.
            double nearest = x - Math.Clamp(x, low, high);
            if (nearest * nearest / (4 * time) + Flux * data.Cumulative(low) > least + range) continue;
            foreach ((double node, double weight) in GaussLegendre.Nodes(low, high, 1))
            {
                double term = weight * Math.Exp((least - Exponent(node, x, time)) / Viscosity);
                mass += term;
                moment += term * (x - node);
            }
        }

        double logTheta = Math.Log(mass / Math.Sqrt(4 * Math.PI * Viscosity * time));
        return (Math.Max(0, moment / mass) / (2 * Flux * time), (least - Viscosity * logTheta) / Flux);
    }

    private static IEnumerable<(double Low, double High)> Panels(double[] edges, double width)
    {
        for (int part = 1; part < edges.Length; part++)
        {
            int panels = Math.Max(1, (int)Math.Ceiling((edges[part] - edges[part - 1]) / width));
            double step = (edges[part] - edges[part - 1]) / panels;
            for (int panel = 0; panel < panels; panel++) yield return (edges[part - 1] + panel * step, edges[part - 1] + (panel + 1) * step);
        }
    }

    private double Exponent(double y, double x, double time) => (x - y) * (x - y) / (4 * time) + Flux * data.Cumulative(y);
}
