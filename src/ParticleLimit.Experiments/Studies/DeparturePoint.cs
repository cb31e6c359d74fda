namespace ParticleLimit.Experiments;

/// <summary>The moment at which one run's temperature has left that of the solution.</summary>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="Replica">Which sample.</param>
/// <param name="Time">When temperature / solution first reaches the factor; NaN if it does not.</param>
public readonly record struct DeparturePoint(int Particles, double Epsilon, int Replica, double Time);
