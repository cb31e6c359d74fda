using System.Numerics.Tensors;
using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Solves f_t + (Phi f^2)_x = nu f_xx, nu >= 0, for averages over cells of the line or the circle, from any law of initial positions.</summary>
/// <remarks>As f is not negative, so is no speed 2 Phi f, and Godunov's flux at a face is Phi f^2 of the cell below it. f at the face is that of the slope-limited third-order
/// reconstruction of B. Koren (1993), carried by the two-stage Runge-Kutta method of C.-W. Shu and S. Osher (J. Comput. Phys. 77, 1988); at a Courant number of one half no maximum, minimum or variation
/// grows (A. Harten, J. Comput. Phys. 49, 1983). Diffusion is the <see cref="HeatSemigroup"/>, half a step before and after (Strang), successive halves merged. All of it is a difference of fluxes or a
/// convolution of sum one: mass is kept to round-off. Second order in x and t where f is smooth. A step allocates nothing.</remarks>
public sealed class BurgersSolver
{
    private const double Courant = 0.5;
    private const int Ghosts = 2;

    private readonly GridAxis axis;
    private readonly bool periodic;
    private readonly double[] values, first, second; // with ghost cells at both ends
    private readonly HeatSemigroup? heat;
    private double lostBelow, lostAbove;

    /// <summary>The exact cell averages of a law at time 0.</summary>
    /// <param name="law">The law of the initial positions.</param>
    /// <param name="domain">The line or the circle.</param>
    /// <param name="flux">Phi, positive.</param>
    /// <param name="viscosity">nu, not negative.</param>
    /// <param name="options">Grid and time step.</param>
    /// <exception cref="ArgumentException">The domain is not of dimension 1, or the axis does not hold the law or is not one period of the circle.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Phi, nu or the time step are not what they must be.</exception>
    public BurgersSolver(IMarginal law, Domain domain, double flux, double viscosity, BurgersOptions options)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(options);
        if (domain.Dimension != 1) throw new ArgumentException($"Burgers' equation lives in dimension 1, not {domain.Dimension}.", nameof(domain));
        if (!(flux > 0 && double.IsFinite(flux))) throw new ArgumentOutOfRangeException(nameof(flux), flux, "Phi is positive and finite.");
        if (!(viscosity >= 0 && double.IsFinite(viscosity))) throw new ArgumentOutOfRangeException(nameof(viscosity), viscosity, "The viscosity is not negative and finite.");
        if (!(options.TimeStep > 0 && double.IsFinite(options.TimeStep))) throw new ArgumentOutOfRangeException(nameof(options), options.TimeStep, "The time step is positive and finite.");
        GridSolver.CheckPeriod(options.Position, domain.Period(0));
        (Law, Domain, Flux, Viscosity, Options, axis) = (law, domain, flux, viscosity, options, options.Position);
        periodic = double.IsFinite(domain.Period(0));
        (values, first, second) = (new double[axis.Cells + 2 * Ghosts], new double[axis.Cells + 2 * Ghosts], new double[axis.Cells + 2 * Ghosts]);
        if (viscosity > 0) heat = new HeatSemigroup(axis.Cells, periodic, viscosity * options.TimeStep / (axis.Width * axis.Width));
        Fill();
    }

    /// <summary>The law of the initial positions.</summary>
    public IMarginal Law { get; }

    /// <summary>The line or the circle.</summary>
    public Domain Domain { get; }

    /// <summary>Phi.</summary>
    public double Flux { get; }

    /// <summary>nu.</summary>
    public double Viscosity { get; }

    /// <summary>Grid and time step.</summary>
    public BurgersOptions Options { get; }

    /// <summary>The time reached.</summary>
    public double Time { get; private set; }

    /// <summary>Time steps taken.</summary>
    public long Steps { get; private set; }

    /// <summary>f in each cell.</summary>
    public ReadOnlySpan<double> Density => values.AsSpan(Ghosts, axis.Cells);

    /// <summary>The mass that has left through the ends so far.</summary>
    public BoundaryLedger Ledger => new([lostBelow], [lostAbove]);

    /// <summary>Advances to a time.</summary>
    /// <param name="time">Not before <see cref="Time"/>.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="KineticBoundaryException">Too much mass left through an end.</exception>
    public void AdvanceTo(double time, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Time);
        if (!double.IsFinite(time)) throw new ArgumentOutOfRangeException(nameof(time), time, "A time is finite.");
        double pending = 0; // of the diffusion
        while (Time < time)
        {
            if (cancellation.IsCancellationRequested)
            {
                Diffuse(pending);
                cancellation.ThrowIfCancellationRequested();
            }

            // Maxima never rise, so that a step that was allowed once is allowed after half a step of diffusion.
            double left = time - Time, longest = Math.Min(Options.TimeStep, Courant * axis.Width / (2 * Flux * TensorPrimitives.Max(Density)));
            double count = Math.Max(1, Math.Ceiling(left / longest * (1 - 1e-12))), step = left / count;
            Diffuse(pending + step / 2);
            Advect(step);
            pending = step / 2;
            Steps++;
            Time = count <= 1 ? time : Time + step;
            CheckLost();
        }

        Diffuse(pending);
    }

    /// <summary>The change of f over the cell that the reconstruction has, for the value at its upper face: a third-order difference between none and twice that to either neighbour.</summary>
    internal static double LimitedChange(double below, double here, double above)
    {
        double down = here - below, up = above - here;
        if (!(down * up > 0)) return 0;
        double third = (2 * up + down) * (1.0 / 3);
        return down > 0 ? Math.Min(third, 2 * Math.Min(up, down)) : Math.Max(third, 2 * Math.Max(up, down));
    }

    private void Fill()
    {
        double period = Domain.Period(0), held = 0;
        int from = periodic ? (int)Math.Floor(Law.From / period) : 0, to = periodic ? (int)Math.Floor(Law.To / period) : 0;
        for (int i = 0; i < axis.Cells; i++)
        {
            double mass = 0;
            for (int image = from; image <= to; image++)
            {
                double displacement = image == 0 ? 0 : image * period;
                mass += Math.Max(0, Law.Cdf(axis.Face(i + 1) + displacement) - Law.Cdf(axis.Face(i) + displacement));
            }

            held += mass;
            values[Ghosts + i] = mass / axis.Width;
        }

        if (Math.Abs(held - 1) > Options.BoundaryTolerance)
            throw new ArgumentException($"The axis [{axis.From}, {axis.To}] holds {held:G6} of the initial mass; it must hold all: widen it.");
    }

    private void Diffuse(double time)
    {
        if (heat is null || time == 0) return;
        (double below, double above) = heat.Apply(values.AsSpan(Ghosts, axis.Cells), Viscosity * time / (axis.Width * axis.Width));
        (lostBelow, lostAbove) = (lostBelow + below * axis.Width, lostAbove + above * axis.Width);
    }

    private void Advect(double step)
    {
        double ratio = Flux * step / axis.Width;
        double left = Stage(values, first, ratio) + Stage(first, second, ratio);
        for (int i = Ghosts; i < Ghosts + axis.Cells; i++) values[i] = 0.5 * (values[i] + second[i]);
        if (!periodic) lostAbove += 0.5 * left * axis.Width;
    }

    /// <summary>One Euler step of the fluxes.</summary>
    /// <returns>What left through the upper end, in cells.</returns>
    private double Stage(double[] from, double[] to, double ratio)
    {
        int end = Ghosts + axis.Cells;
        for (int g = 0; g < Ghosts; g++)
        {
            from[g] = periodic ? from[axis.Cells + g] : 0;
            from[end + g] = periodic ? from[Ghosts + g] : 0;
        }

        double entering = Leaving(Ghosts - 1);
        for (int i = Ghosts; i < end; i++)
        {
            double leaving = Leaving(i);
            to[i] = from[i] + (entering - leaving);
            entering = leaving;
        }

        return entering;

        double Leaving(int i)
        {
            double face = from[i] + 0.5 * LimitedChange(from[i - 1], from[i], from[i + 1]);
            return ratio * face * face;
        }
    }

    private void CheckLost()
    {
        if (lostBelow + lostAbove <= Options.BoundaryTolerance) return;
        bool above = lostAbove > lostBelow;
        throw new KineticBoundaryException((above ? "upper" : "lower") + " position", axis, above ? lostAbove : lostBelow, lostBelow + lostAbove, Options.BoundaryTolerance, Time);
    }
}
