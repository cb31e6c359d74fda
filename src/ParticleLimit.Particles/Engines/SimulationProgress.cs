namespace ParticleLimit.Particles;

/// <summary>How far a simulation has come.</summary>
/// <param name="Time">The time reached.</param>
/// <param name="Steps">Time steps taken so far.</param>
public readonly record struct SimulationProgress(double Time, long Steps);
