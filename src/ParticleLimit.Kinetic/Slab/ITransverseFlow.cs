using ParticleLimit.Model;

namespace ParticleLimit.Kinetic;

/// <summary>A solution on the line, d = 1, that tells besides what its alignment does to velocities across the line: c' = -a c and y' = c along each characteristic, where a is the rate of alignment, gamma rho for (1.3).</summary>
public interface ITransverseFlow : IKineticReference
{
    /// <summary>Carries points as <see cref="IKineticReference.Advance"/> does.</summary>
    /// <param name="from">The time at which the points are given.</param>
    /// <param name="to">The time to which they are carried.</param>
    /// <param name="positions">Positions, replaced.</param>
    /// <param name="velocities">Velocities, replaced.</param>
    /// <param name="contraction">Receives c for each point, 1 at the start.</param>
    /// <param name="travel">Receives y for each point, 0 at the start: how far a velocity across goes that is one at the start.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is outside what the solution covers.</exception>
    void Advance(double from, double to, double[] positions, double[] velocities, double[] contraction, double[] travel, CancellationToken cancellation = default);
}
