namespace ParticleLimit.Experiments;

/// <summary>A flock that runs into one point, at one moment.</summary>
/// <param name="Dimension">d.</param>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="Time">t; the characteristics of u0 = -x meet at t = 1.</param>
/// <param name="Energy">int |v|^2, over its value at t = 0, which free flight keeps.</param>
/// <param name="Departure">The root mean square of x_i - (1 - t) x_i(0): the distance from the characteristics of the mono-kinetic solution, which are straight.</param>
/// <param name="Radius">The root mean square of |x_i|; (1 - t) times the one at the start for the solution.</param>
public readonly record struct FocusingPoint(int Dimension, int Particles, double Epsilon, double Time, double Energy, double Departure, double Radius);
