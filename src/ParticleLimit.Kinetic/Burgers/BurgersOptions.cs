using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Grid and time step of the finite-volume solver of Burgers' equation.</summary>
/// <param name="Position">The axis; one period on a circle.</param>
/// <param name="TimeStep">The largest time step; the advection shortens it to a Courant number of one half.</param>
/// <param name="BoundaryTolerance">The mass that may leave through the ends together.</param>
public sealed record BurgersOptions(GridAxis Position, double TimeStep, double BoundaryTolerance = 1e-8)
{
    private const int UsualCells = 4000, UsualSteps = 100, Margin = 4;

    /// <summary>An axis that is certain to hold the solution.</summary>
    /// <param name="law">The law of the initial positions.</param>
    /// <param name="domain">The line or the circle.</param>
    /// <param name="flux">Phi.</param>
    /// <param name="viscosity">nu.</param>
    /// <param name="finalTime">The last time.</param>
    public static BurgersOptions For(IMarginal law, Domain domain, double flux, double viscosity, double finalTime)
    {
        double period = domain.Period(0);
        if (double.IsFinite(period)) return new BurgersOptions(new GridAxis(0, period, UsualCells), finalTime / UsualSteps);

        // Behind, f lies under a spreading heat kernel; ahead, that kernel moves at up to 2 Phi sup f0 but no faster than the mass in a shock.
        double deviations = 8 * Math.Sqrt(2 * viscosity * finalTime), drift = Math.Min(2 * flux * finalTime * law.Supremum, 2 * Math.Sqrt(flux * finalTime));
        (double from, double to) = (law.From - deviations, law.To + drift + deviations);
        double pad = (to - from) * Margin / (UsualCells - 2 * Margin);
        return new BurgersOptions(new GridAxis(from - pad, to + pad, UsualCells), finalTime / UsualSteps);
    }

    /// <summary>The same axis with about half the cells.</summary>
    public BurgersOptions Coarsened() => this with { Position = new GridAxis(Position.From, Position.To, Math.Max(4, Position.Cells / 2)) };
}
