namespace ParticleLimit.Experiments;

/// <summary>rho(t, x) and u(t, x) of a reference in d = 1, at one time.</summary>
/// <param name="Time">t.</param>
/// <param name="Positions">x, ascending.</param>
/// <param name="Densities">rho at each x.</param>
/// <param name="Velocities">u at each x.</param>
public sealed record DensityProfile(double Time, double[] Positions, double[] Densities, double[] Velocities);
