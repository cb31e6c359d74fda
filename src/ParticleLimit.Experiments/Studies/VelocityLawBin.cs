using ParticleLimit.Comparison;

namespace ParticleLimit.Experiments;

/// <summary>One bin of the law of the first velocity component: how far the mean law of the particles, and that of the corrected equation, are from the solution (2.3).</summary>
/// <param name="From">The bin's lower end.</param>
/// <param name="To">The bin's upper end.</param>
/// <param name="Particles">The mean density of the particles less that of (2.3) over the bin, over replicas.</param>
/// <param name="Corrected">The same for the corrected kinetic equation, over independent samples of its solution.</param>
public readonly record struct VelocityLawBin(double From, double To, ReplicaStatistics Particles, ReplicaStatistics Corrected)
{
    /// <summary>The square of particles less corrected equation over the variance of both: about 1 where the equation holds.</summary>
    public double Deviation =>
        Math.Pow(Particles.Mean - Corrected.Mean, 2) / (Particles.StandardError * Particles.StandardError + Corrected.StandardError * Corrected.StandardError);
}
