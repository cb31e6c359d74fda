namespace ParticleLimit.Experiments;

/// <summary>The kinetic solution at one time, seen without its free flight: g(t, y, v) = f(t, y + v t, v) = U0(-t) f(t).</summary>
/// <param name="Time">t.</param>
/// <param name="ToFinal">|| g(t) - g(T) ||_1, T the last time.</param>
/// <param name="Mass">int g, 1 but for the error of the quadrature.</param>
/// <param name="Supremum">sup f(t) over sup f0, over the quadrature's points.</param>
/// <param name="PositionGradient">sup |grad_x f(t)| over that at time 0.</param>
/// <param name="VelocityGradient">sup |grad_v f(t)| / (1 + t) over that at time 0.</param>
public readonly record struct ScatteringTail(double Time, double ToFinal, double Mass, double Supremum, double PositionGradient, double VelocityGradient);
