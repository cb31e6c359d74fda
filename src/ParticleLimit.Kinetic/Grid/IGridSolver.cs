using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>Solves (1.3), or the equation with another alignment force, for cell averages on a grid of phase space, whatever its scheme.</summary>
public interface IGridSolver
{
    /// <summary>The scheme in a few words.</summary>
    string Scheme { get; }

    /// <summary>f0.</summary>
    InitialState Initial { get; }

    /// <summary>Torus or free space.</summary>
    Domain Domain { get; }

    /// <summary>gamma of (1.3), or of the corresponding equation.</summary>
    double Gamma { get; }

    /// <summary>The force: that of (1.3) unless another is said.</summary>
    AlignmentForce Force => new LocalForce(Gamma);

    /// <summary>Grid and time step.</summary>
    GridSolverOptions Options { get; }

    /// <summary>Cells that it computes with.</summary>
    long Cells => Options.Cells;

    /// <summary>Cells remapped in all sweeps so far: along each axis once in a step.</summary>
    double CellSweeps => 2.0 * Initial.Dimension * Cells * Steps;

    /// <summary>The time reached.</summary>
    double Time { get; }

    /// <summary>Time steps taken.</summary>
    long Steps { get; }

    /// <summary>The mass that has left so far.</summary>
    BoundaryLedger Ledger { get; }

    /// <summary>rho in each position cell, the last axis contiguous, as of the time reached or of the instant observed.</summary>
    ReadOnlySpan<double> Density { get; }

    /// <summary>A component of rho u in each position cell, likewise.</summary>
    ReadOnlySpan<double> Momentum(int axis);

    /// <summary>Advances to a time in equal steps no longer than the option.</summary>
    /// <param name="time">Not before <see cref="Time"/>.</param>
    /// <param name="observe">Called with instants on the way, where rho and u are accurate to the order of the scheme.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    void AdvanceTo(double time, Action<double>? observe = null, CancellationToken cancellation = default);

    /// <summary>Whether the velocity axes of the options bound the solution; else f is only given on them.</summary>
    bool HasVelocityWalls => true;

    /// <summary>Where and why it went over to another scheme that can hold the solution; null if it did not.</summary>
    string? Notice => null;

    /// <summary>Called by an observer: the step under way is the last, and <see cref="Time"/> then where it ends.</summary>
    void Stop();

    /// <summary>The observables of Proposition 2.1.</summary>
    Observables Observe();

    /// <summary>The length of the last step; 0 before the first.</summary>
    double Step { get; }

    /// <summary>The time by which alignment is ahead of transport at the instants observed; 0 where it is not.</summary>
    double AlignmentAhead { get; }

    /// <summary>The rate at which alignment contracts the velocities in a position cell; NaN where it does not at one rate.</summary>
    double AlignmentRate(int position) => Gamma * Density[position];

    /// <summary>What the force on a point needs beyond rho and rho u, of the same instant; empty for most forces.</summary>
    ReadOnlySpan<double> ForceTable => [];

    /// <summary>Sums over the velocities in each position cell.</summary>
    ColumnSums Columns();

    /// <summary>Sums over the grid with alignment taken back.</summary>
    /// <param name="observed">The observables of f as it is.</param>
    /// <param name="ahead">The time by which alignment is ahead: 0, or <see cref="AlignmentAhead"/> at an instant observed.</param>
    InstantSums SetBack(Observables observed, double ahead) => InstantSums.Of(this, observed, ahead);

    /// <summary>S(t) = sup |x - v t| over the cells that hold more than a trifle, to their corners.</summary>
    double PositionRadius(double time);

    /// <summary>h(t, v) = sup_x f in each velocity cell, the last axis contiguous.</summary>
    double[] SupProfile();

    /// <summary>A copy of f as [position cell, velocity cell], in each the last axis contiguous.</summary>
    double[,] Values();
}
