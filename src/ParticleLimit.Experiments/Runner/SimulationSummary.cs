namespace ParticleLimit.Experiments;

/// <summary>What one particle run cost.</summary>
/// <param name="Particles">N.</param>
/// <param name="Steps">Time steps.</param>
/// <param name="Seconds">Wall-clock seconds of the stepping alone.</param>
/// <param name="ParticleStepsPerSecond">N times steps over seconds.</param>
/// <param name="Threads">Threads inside the run.</param>
/// <param name="NeighbourSearch">The neighbour search used, and why under "auto".</param>
public sealed record SimulationSummary(
    int Particles, long Steps, double Seconds, double ParticleStepsPerSecond, int Threads, string NeighbourSearch);
