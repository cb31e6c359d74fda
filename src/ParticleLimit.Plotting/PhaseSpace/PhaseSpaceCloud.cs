namespace ParticleLimit.Plotting;

/// <summary>A snapshot of one particle run in d = 1, to lay over a <see cref="Experiments.PhaseSpaceField"/>.</summary>
/// <param name="Time">t.</param>
/// <param name="Particles">N.</param>
/// <param name="Positions">x_i; N of them.</param>
/// <param name="Velocities">v_i; N of them.</param>
public sealed record PhaseSpaceCloud(double Time, int Particles, double[] Positions, double[] Velocities);
