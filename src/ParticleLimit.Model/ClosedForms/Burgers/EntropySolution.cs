namespace ParticleLimit.Model;

/// <summary>The entropy solution of f_t + (Phi f^2)_x = 0 for bounded initial data, through shocks, on the line or the circle.</summary>
/// <remarks>The formula of P. D. Lax and O. A. Oleinik: the mass F to the left solves F_t + Phi F_x^2 = 0, so
/// F(t, x) = min over y of F0(y) + (x - y)^2 / (4 Phi t), and f = (x - y) / (2 Phi t) at the minimiser y, the foot of the characteristic
/// (L. C. Evans, Partial Differential Equations, section 3.4). The minimiser is found to rounding: the least of many samples, then bisection of the derivative.
/// A density that varies within 1/256 of its support or of the way that characteristics come needs finer samples than it gets.</remarks>
public sealed class EntropySolution : IDensityReference
{
    private const int Samples = 256;
    private const int Bisections = 60;

    private readonly LineData data;

    /// <summary>The solution of a law of initial positions.</summary>
    /// <param name="law">The initial law.</param>
    /// <param name="domain">The line or the circle.</param>
    /// <param name="flux">Phi, positive.</param>
    /// <exception cref="ArgumentException">The domain is not of dimension 1, or the law is wider than the circle.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Phi is not positive and finite.</exception>
    public EntropySolution(IMarginal law, Domain domain, double flux)
    {
        data = new LineData(law, domain);
        Domain = domain;
        Flux = BurgersData.CheckedFlux(flux);
    }

    /// <inheritdoc/>
    public Domain Domain { get; }

    /// <inheritdoc/>
    public IMarginal Initial => data.Law;

    /// <inheritdoc/>
    public double Flux { get; }

    /// <inheritdoc/>
    public double Viscosity => 0;

    /// <inheritdoc/>
    public string Method => "exact: entropy solution of Burgers' equation by the formula of Lax and Oleinik";

    /// <inheritdoc/>
    public double Density(double time, double position)
    {
        if (BurgersData.CheckedTime(time) == 0) return data.Density(position);
        return Math.Max(0, position - Foot(time, position).Foot) / (2 * Flux * time);
    }

    /// <inheritdoc/>
    public double Cumulative(double time, double position) =>
        BurgersData.CheckedTime(time) == 0 ? data.Cumulative(position) : Foot(time, position).Least;

    /// <inheritdoc/>
    public (double From, double To) Range(double time) =>
        double.IsInfinity(data.Period) ? (data.Law.From, data.Law.To + Reach(BurgersData.CheckedTime(time))) : (0, data.Period);

    // No characteristic comes from further: twice Phi t sup f0; the support's own mass bounds how far a shock gets.
    private double Reach(double time) => Math.Min(2 * Flux * time * data.Law.Supremum, 2 * Math.Sqrt(Flux * time));

    private (double Foot, double Least) Foot(double time, double x)
    {
        double from = x - 2 * Flux * time * data.Law.Supremum, to = x;
        if (double.IsInfinity(data.Period))
        {
            // Outside of the support F0 is constant, and the nearest y is the best.
            if (x <= data.Law.From) return (x, 0);
            from = Math.Max(from, data.Law.From);
            to = Math.Min(to, data.Law.To);
            if (from >= to) return (x, 1);
        }

        double curvature = 1 / (4 * Flux * time);
        (double Foot, double Least) best = (x, data.Cumulative(x));
        double left = from;
        foreach (double right in data.Breaks(from, to).Append(to))
        {
            // Samples in proportion to the part, so that a circle run round many times is sampled as well as a short way.
            int parts = Math.Max(8, (int)Math.Ceiling(Samples * (right - left) / Math.Min(to - from, data.Law.To - data.Law.From)));
            double step = (right - left) / parts;
            int least = 0;
            double leastValue = double.PositiveInfinity;
            for (int k = 0; k <= parts; k++)
            {
                double value = Objective(left + k * step);
                if (value < leastValue) (least, leastValue) = (k, value);
            }

            if (least > 0) Refine(left + (least - 1) * step, left + least * step);
            if (least < parts) Refine(left + least * step, left + (least + 1) * step);
            left = right;
        }

        return best;

        double Objective(double y) => data.Cumulative(y) + curvature * (x - y) * (x - y);

        void Refine(double low, double high)
        {
            for (int k = 0; k < Bisections && high > low; k++)
            {
                double middle = 0.5 * (low + high);
                if (data.Density(middle) > 2 * curvature * (x - middle)) high = middle;
                else low = middle;
            }

            double y = 0.5 * (low + high), value = Objective(y);
            if (value < best.Least) best = (y, value);
        }
    }
}
