namespace ParticleLimit.Model;

/// <summary>A solution f(t, x, v) of the kinetic equation (1.3), closed form or computed, as a comparison needs it.</summary>
/// <remarks>f(t) is the push-forward of f0 by the characteristics x' = v, v' = -gamma rho (v - u), so that <see cref="Advance"/>
/// turns a sample of f0 into a sample of f(t), and a particle's start into its coupled characteristic.
/// Safe to use from several threads at once.</remarks>
public interface IKineticReference
{
    /// <summary>d, 1 to 3.</summary>
    int Dimension { get; }

    /// <summary>Where positions live.</summary>
    Domain Domain { get; }

    /// <summary>The initial state f0.</summary>
    InitialState Initial { get; }

    /// <summary>gamma of (1.3).</summary>
    double Gamma { get; }

    /// <summary>What this reference is, for manifests and figures: "exact: homogeneous solution (2.3)", "grid 400 x 600, dt = 0.03".</summary>
    string Method { get; }

    /// <summary>Carries points along the characteristics of this solution; positions stay wrapped on a torus.</summary>
    /// <param name="from">The time at which the points are given.</param>
    /// <param name="to">The time to which they are carried; not before <paramref name="from"/>.</param>
    /// <param name="positions">d arrays of equal length, replaced.</param>
    /// <param name="velocities">d arrays of the same length, replaced.</param>
    /// <param name="cancellation">Looked at between steps, where there are steps; the points are then between the two times and of no use.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is outside what the solution covers.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void Advance(double from, double to, double[][] positions, double[][] velocities, CancellationToken cancellation = default);

    /// <summary>The density rho(t, x) and mean velocity u(t, x), d numbers; u = 0 where rho = 0.</summary>
    double Macroscopic(double time, ReadOnlySpan<double> position, Span<double> meanVelocity);

    /// <summary>Whether <see cref="Density"/> can be evaluated at this time.</summary>
    bool HasDensityAt(double time);

    /// <summary>f(t, x, v).</summary>
    /// <exception cref="NotSupportedException">The solution has no density at this time.</exception>
    double Density(double time, ReadOnlySpan<double> position, ReadOnlySpan<double> velocity);

    /// <summary>The observables of Proposition 2.1 at a time.</summary>
    Observables Observe(double time);
}
