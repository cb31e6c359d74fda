using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>The flow of an alignment force at fixed positions, f_t + div_v(F f) = 0, on the cells of a grid.</summary>
/// <param name="phase">The cells; their fields are rho and rho u of the time reached or, after a step, of the middle of that step.</param>
internal abstract class AlignmentFlow(PhaseField phase)
{
    /// <summary>The cells.</summary>
    protected PhaseField Phase { get; } = phase;

    /// <summary>Takes the moments of f, advances it by a step, and leaves rho and rho u of the middle of the step in the fields.</summary>
    /// <param name="step">s.</param>
    /// <param name="observed">Whether somebody looks at the middle of the step: the <see cref="Table"/> is then of that instant too.</param>
    public abstract void Advance(double step, bool observed);

    /// <summary>Shifts every velocity's positions by a step, then <see cref="Advance"/> by as long a one.</summary>
    /// <param name="step">s.</param>
    /// <param name="observed">As for <see cref="Advance"/>.</param>
    /// <param name="team">Who does it.</param>
    /// <param name="ledger">Receives, added to what is there, the cell averages that left: [axis][lower, upper].</param>
    /// <returns>The cells of the box between the two.</returns>
    public virtual long TransportAndAdvance(double step, bool observed, TileTeam team, Span<double> ledger)
    {
        Phase.Transport(step, team, ledger);
        long swept = Phase.Box.Cells;
        Advance(step, observed);
        return swept;
    }

    /// <summary>Takes the moments of f as it is.</summary>
    public abstract void Arrive();

    /// <summary>The rate at which velocities contract at a position; NaN where they do not contract at one rate.</summary>
    public abstract double Rate(int position);

    /// <summary>What the force needs beyond rho and rho u, at the same instant; empty where nothing.</summary>
    public virtual ReadOnlySpan<double> Table => [];

    /// <summary>Sums over velocities such that their energies go with the rho u of the fields.</summary>
    public virtual ColumnSums Columns() => GridObserver.Columns(Phase);

    /// <summary>Sums of f with alignment taken back.</summary>
    /// <param name="solver">The solver of this flow.</param>
    /// <param name="observed">The observables of f as it is.</param>
    /// <param name="ahead">The time by which alignment is ahead: 0, or half of the last step.</param>
    public virtual InstantSums SetBack(IGridSolver solver, Observables observed, double ahead) => InstantSums.Of(solver, observed, ahead);
}
