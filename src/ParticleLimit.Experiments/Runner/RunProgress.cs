namespace ParticleLimit.Experiments;

/// <summary>How far an experiment has come.</summary>
/// <param name="CellsDone">Cells finished, by this run or an earlier one.</param>
/// <param name="CellsTotal">All cells.</param>
/// <param name="CellsReused">Cells found finished.</param>
/// <param name="ParticleSteps">Particle-steps of this run so far.</param>
/// <param name="EstimatedTotalParticleSteps">An upper estimate of the particle-steps of this run.</param>
/// <param name="Elapsed">Time since this run began.</param>
public sealed record RunProgress(
    int CellsDone, int CellsTotal, int CellsReused, long ParticleSteps, double EstimatedTotalParticleSteps, TimeSpan Elapsed)
{
    /// <summary>Particle-steps per second.</summary>
    public double ParticleStepsPerSecond => Elapsed > TimeSpan.Zero ? ParticleSteps / Elapsed.TotalSeconds : 0;

    /// <summary>An estimate of the time left; null before anything is known.</summary>
    public TimeSpan? TimeLeft => ParticleSteps > 0
        ? TimeSpan.FromSeconds(Math.Min(1e8, Math.Max(0, EstimatedTotalParticleSteps - ParticleSteps) / ParticleStepsPerSecond))
        : null;
}
