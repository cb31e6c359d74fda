namespace ParticleLimit.Kinetic;

/// <summary>The flow of <see cref="LocalForce"/>: rho and u stay, and velocities contract about u at the rate gamma rho.</summary>
internal sealed class LocalFlow(double gamma, PhaseField phase, TileTeam team) : AlignmentFlow(phase)
{
    /// <inheritdoc/>
    public override void Advance(double step, bool observed) => Phase.Align(gamma * step, team);

    /// <inheritdoc/>
    public override long TransportAndAdvance(double step, bool observed, TileTeam team, Span<double> ledger) => Phase.TransportAndAlign(step, gamma * step, team, ledger);

    /// <inheritdoc/>
    public override void Arrive() => Phase.Align(0, team);

    /// <inheritdoc/>
    public override double Rate(int position) => gamma * Phase.Fields.Density[position];
}
