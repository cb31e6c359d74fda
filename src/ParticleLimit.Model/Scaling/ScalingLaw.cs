namespace ParticleLimit.Model;

/// <summary>The scaling eps = N^(-beta/d). With beta = 1 it is the paper's law N eps^d = 1 of (1.4).</summary>
/// <param name="ParticleCount">N.</param>
/// <param name="Dimension">d, 1 to 3.</param>
/// <param name="Beta">beta in (0, 1]; the smaller, the more neighbours a particle has.</param>
public readonly record struct ScalingLaw(int ParticleCount, int Dimension, double Beta = 1)
{
    /// <summary>The interaction range eps = N^(-beta/d).</summary>
    public double Epsilon => Math.Pow(ParticleCount, -Beta / Dimension);

    /// <summary>N eps^d = N^(1-beta): the mean number of particles in a cube of side eps at density one.</summary>
    public double ParticlesPerRange => Beta == 1 ? 1 : Math.Pow(ParticleCount, 1 - Beta);

    /// <summary>The factor of psi in the particle system, kappa / (N eps^d), with kappa = gamma / int psi.</summary>
    public double Coupling(double gamma, ICommunicationWeight weight) => gamma / weight.Integral(Dimension) / ParticlesPerRange;
}
