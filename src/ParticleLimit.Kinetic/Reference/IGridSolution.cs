namespace ParticleLimit.Kinetic;

/// <summary>What a solution on a grid of phase space, d = 1, can give besides: its grid, its cells at the output times, its cost.</summary>
public interface IGridSolution
{
    /// <summary>Grid and time step.</summary>
    GridSolverOptions Options { get; }

    /// <summary>Time steps taken.</summary>
    long Steps { get; }

    /// <summary>Wall-clock seconds of the solution.</summary>
    double Seconds { get; }

    /// <summary>f, rho, u and the observables at an output time.</summary>
    /// <exception cref="NotSupportedException">The time is no output time.</exception>
    GridSnapshot Snapshot(double time);
}
