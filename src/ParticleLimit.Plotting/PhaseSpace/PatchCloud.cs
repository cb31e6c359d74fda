namespace ParticleLimit.Plotting;

/// <summary>The positions of one particle run in d = 2 or 3, to lay over a <see cref="Experiments.PositionField"/>.</summary>
/// <param name="Time">t.</param>
/// <param name="Particles">N.</param>
/// <param name="First">The first coordinates; N of them.</param>
/// <param name="Second">The second coordinates; N of them.</param>
public sealed record PatchCloud(double Time, int Particles, double[] First, double[] Second);
