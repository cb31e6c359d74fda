using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>The system (1.4), x_i' = v_i, v_i' = k sum_j psi(|x_j - x_i| / eps) (v_j - v_i), and how it is integrated.</summary>
/// <param name="Domain">Where positions live.</param>
/// <param name="Weight">psi, with its support radius R in units of eps.</param>
/// <param name="Epsilon">eps, the interaction range.</param>
/// <param name="Coupling">k, the factor of psi: kappa under the paper's law N eps^d = 1, else see <see cref="ScalingLaw.Coupling"/>.</param>
/// <param name="StepFraction">The time step as a fraction, in (0, 1], of eps R over the largest relative speed, and of the time in which neighbours align.</param>
/// <param name="Neighbours">The neighbour search; cell grid or brute force agree to rounding.</param>
/// <param name="Threads">Threads within the run; it does not change a bit of the result.</param>
public sealed record SimulationSettings(
    Domain Domain,
    ICommunicationWeight Weight,
    double Epsilon,
    double Coupling,
    double StepFraction = 0.25,
    NeighbourSearchKind Neighbours = NeighbourSearchKind.Auto,
    int Threads = 1)
{
    /// <summary>eps R, beyond which particles do not interact.</summary>
    public double Cutoff => Epsilon * Weight.SupportRadius;

    /// <summary>Checks that the numbers make a system.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    internal void Validate()
    {
        if (!(Cutoff > 0 && double.IsFinite(Cutoff * Cutoff)))
            throw new ArgumentOutOfRangeException(nameof(Epsilon), Epsilon, "The range eps R is positive and finite.");
        if (!(Coupling >= 0 && double.IsFinite(Coupling)))
            throw new ArgumentOutOfRangeException(nameof(Coupling), Coupling, "The coupling is finite and not negative.");
        if (!(StepFraction is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(StepFraction), StepFraction, "The step fraction is in (0, 1].");
        if (Threads < 1) throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "A run has at least one thread.");
    }
}
