using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Grid and time step of the solver, d = 1.</summary>
/// <param name="Position">The position axis; one period on a torus.</param>
/// <param name="Velocity">The velocity axis.</param>
/// <param name="TimeStep">The largest time step; shortened so that output times are met exactly.</param>
/// <param name="BoundaryTolerance">The mass that may leave through the sides together.</param>
public sealed record GridSolverOptions(GridAxis Position, GridAxis Velocity, double TimeStep, double BoundaryTolerance = 1e-8)
{
    private const int PositionCells = 400;
    private const int VelocityCells = 600;
    private const int Margin = 4;

    // More remaps smear more: at 400 x 600 cells the error of the splitting and of the remaps balance between 0.02 and 0.05.
    private const double UsualTimeStep = 0.03;

    /// <summary>A grid that is certain to hold the solution: velocities stay in the hull of their support, positions within its free flight.</summary>
    public static GridSolverOptions For(InitialState initial, Domain domain, double finalTime)
    {
        (double xFrom, double xTo) = initial.Support[0];
        (double vFrom, double vTo) = initial.Support[1];
        double period = domain.Period(0);
        GridAxis position = double.IsFinite(period)
            ? new GridAxis(0, period, PositionCells)
            : Padded(xFrom + Math.Min(0, vFrom * finalTime), xTo + Math.Max(0, vTo * finalTime), PositionCells);
        return new GridSolverOptions(position, Padded(vFrom, vTo, VelocityCells), finalTime / Math.Ceiling(finalTime / UsualTimeStep));
    }

    private static GridAxis Padded(double from, double to, int cells)
    {
        double pad = (to - from) * Margin / (cells - 2 * Margin);
        return new GridAxis(from - pad, to + pad, cells);
    }
}
