namespace ParticleLimit.Model;

/// <summary>A density f(t, x) on the line or the circle that first-order particles are compared with: a solution of f_t + (Phi f^2)_x = nu f_xx, nu >= 0.</summary>
/// <remarks>Safe to use from several threads at once.</remarks>
public interface IDensityReference
{
    /// <summary>The line or the circle.</summary>
    Domain Domain { get; }

    /// <summary>The law of the initial positions.</summary>
    IMarginal Initial { get; }

    /// <summary>Phi = int phi(|z|) dz, the factor of the flux Phi f^2.</summary>
    double Flux { get; }

    /// <summary>nu, 0 for the inviscid equation.</summary>
    double Viscosity { get; }

    /// <summary>What this reference is, for manifests and figures.</summary>
    string Method { get; }

    /// <summary>f(t, x).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, not finite or beyond what the solution covers.</exception>
    double Density(double time, double position);

    /// <summary>F with F_x = f: the mass to the left of x. On a circle F(t, x + L) = F(t, x) + 1, and F is given up to a constant of its time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, not finite or beyond what the solution covers.</exception>
    double Cumulative(double time, double position);

    /// <summary>An interval outside of which there is no mass to speak of (below 1e-12); one period on a circle.</summary>
    (double From, double To) Range(double time);
}
