namespace ParticleLimit.Model;

/// <summary>The entropy solution of f_t + (Phi f^2)_x = 0 on the line for a box, f0 = h on [a, b), h = 1/(b - a): a rarefaction behind, a shock ahead.</summary>
/// <remarks>The fan f = (x - a)/(2 Phi t) spreads from a up to the plateau h; the shock moves at Phi h, by Rankine and Hugoniot, from b. The fan
/// reaches the shock at t = (b - a)/(Phi h); from then on the solution is the fan alone, cut by a shock at a + 2 sqrt(Phi t), where its mass is one.</remarks>
public sealed class BoxSolution : IDensityReference
{
    private readonly UniformMarginal box;
    private readonly double height;

    /// <summary>The solution of a box.</summary>
    /// <param name="box">The initial law.</param>
    /// <param name="flux">Phi, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">Phi is not positive and finite.</exception>
    public BoxSolution(UniformMarginal box, double flux)
    {
        ArgumentNullException.ThrowIfNull(box);
        this.box = box;
        height = box.Supremum;
        Flux = BurgersData.CheckedFlux(flux);
    }

    /// <inheritdoc/>
    public Domain Domain { get; } = new FreeSpace(1);

    /// <inheritdoc/>
    public IMarginal Initial => box;

    /// <inheritdoc/>
    public double Flux { get; }

    /// <inheritdoc/>
    public double Viscosity => 0;

    /// <inheritdoc/>
    public string Method => "exact: rarefaction and shock of a box";

    /// <summary>The time at which the fan reaches the shock.</summary>
    public double MeetingTime => 1 / (Flux * height * height);

    /// <summary>Where the shock is.</summary>
    public double Shock(double time) =>
        BurgersData.CheckedTime(time) < MeetingTime ? box.To + Flux * height * time : box.From + 2 * Math.Sqrt(Flux * time);

    /// <inheritdoc/>
    public double Density(double time, double position)
    {
        if (position < box.From || position >= Shock(time)) return 0;
        double head = 2 * Flux * height * time;
        return position - box.From < head ? (position - box.From) / (2 * Flux * time) : height;
    }

    /// <inheritdoc/>
    public double Cumulative(double time, double position)
    {
        double x = position - box.From, head = 2 * Flux * height * time;
        if (x <= 0) return 0;
        if (position >= Shock(time)) return 1;
        return x < head ? x * x / (4 * Flux * time) : height * (x - 0.5 * head);
    }

    /// <inheritdoc/>
    public (double From, double To) Range(double time) => (box.From, Shock(time));
}
