namespace ParticleLimit.Plotting;

/// <summary>A snapshot of one particle run on the plane of a heat map: (x, v) in d = 1, (x_0, x_1) beyond.</summary>
/// <param name="Time">t.</param>
/// <param name="Particles">N.</param>
/// <param name="First">x_i, the first coordinate; N of them.</param>
/// <param name="Second">v_i, or the second coordinate; N of them.</param>
public sealed record PlaneCloud(double Time, int Particles, double[] First, double[] Second);
