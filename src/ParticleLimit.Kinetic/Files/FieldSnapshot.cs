namespace ParticleLimit.Kinetic;

/// <summary>f on a uniform grid at one time, as stored in fields.h5.</summary>
/// <param name="Time">t.</param>
/// <param name="Positions">Cell centres in x.</param>
/// <param name="Velocities">Cell centres in v.</param>
/// <param name="Values">f as [x, v].</param>
public sealed record FieldSnapshot(double Time, double[] Positions, double[] Velocities, double[,] Values);
