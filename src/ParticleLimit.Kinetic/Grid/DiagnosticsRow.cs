using System.Collections.Immutable;

namespace ParticleLimit.Kinetic;

/// <summary>How a computed solution does at one time, on its way.</summary>
/// <param name="Step">Steps taken; half of one more where the time is the middle of a step.</param>
/// <param name="Time">t.</param>
/// <param name="TimeStep">The length of the steps there; 0 at the start.</param>
/// <param name="Mass">int f.</param>
/// <param name="Momentum">int v f, d numbers.</param>
/// <param name="Energy">int |v|^2 f.</param>
/// <param name="Temperature">int |v - vbar|^2 f.</param>
/// <param name="Entropy">H = int f log f.</param>
/// <param name="SquareIntegral">int f^2.</param>
/// <param name="Supremum">sup f.</param>
/// <param name="VelocityRadius">R(t) = sup |v| over the support (Lemma 3.3).</param>
/// <param name="PositionRadius">S(t) = sup |x - v t| over the support (Lemma 3.8); NaN on a torus.</param>
/// <param name="SideMasses">The mass that has left through the lower and the upper end of each position axis, 2d numbers; none where there are no sides.</param>
/// <param name="WallMargin">From the support to the nearest end of a velocity axis; NaN where there is no wall.</param>
/// <param name="Thickness">The width of the initial velocities times exp(-gamma int sup rho dt): what alignment has made of it where it is strongest.</param>
/// <param name="ThicknessCells">The same in velocity cells, the narrowest axis; NaN where there are none.</param>
public sealed record DiagnosticsRow(
    double Step, double Time, double TimeStep, double Mass, ImmutableArray<double> Momentum, double Energy, double Temperature, double Entropy,
    double SquareIntegral, double Supremum, double VelocityRadius, double PositionRadius, ImmutableArray<double> SideMasses, double WallMargin,
    double Thickness, double ThicknessCells)
{
    /// <summary>The mass that has left through all sides.</summary>
    public double BoundaryMass => SideMasses.Sum();
}
