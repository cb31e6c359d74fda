namespace ParticleLimit.Experiments;

/// <summary>f(t, x, v) of the reference on a uniform grid of cell centres, d = 1, for fields.h5 and the heat map.</summary>
/// <param name="Time">t.</param>
/// <param name="Positions">Cell centres in x, ascending.</param>
/// <param name="Velocities">Cell centres in v, ascending.</param>
/// <param name="Values">f as [x, v].</param>
public sealed record PhaseSpaceField(double Time, double[] Positions, double[] Velocities, double[,] Values);
