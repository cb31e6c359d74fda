using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Makes the engine of the mean-field system.</summary>
public static class MeanFieldSimulation
{
    /// <summary>A run of v_i' = k sum_j psi(|x_j - x_i| / r) (v_j - v_i) from time 0, at a range r in which each particle has O(N) others.</summary>
    /// <param name="settings">The range r as <see cref="SimulationSettings.Epsilon"/> and lambda/N as <see cref="SimulationSettings.Coupling"/>. Brute force sums
    /// every pair; any other neighbour search stands for sums by moments.</param>
    /// <param name="state">The particles at time 0; copied, and wrapped into the domain.</param>
    /// <exception cref="ArgumentException">The state has another dimension than the domain, or numbers that are not finite; on a torus, the range
    /// times the support radius is longer than half a period.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static ParticleEngine Create(SimulationSettings settings, ParticleState state)
    {
        settings.Validate();
        AlignmentSum sum = settings.Neighbours == NeighbourSearchKind.BruteForce
            ? new DirectSum(settings.Domain, settings.Weight, settings.Epsilon)
            : settings.Weight switch
            {
                IndicatorWeight weight => AlignmentSum.Create(settings.Domain, weight, settings.Epsilon),
                HatWeight weight => AlignmentSum.Create(settings.Domain, weight, settings.Epsilon),
                WendlandWeight weight => AlignmentSum.Create(settings.Domain, weight, settings.Epsilon),
                BumpWeight weight => AlignmentSum.Create(settings.Domain, weight, settings.Epsilon),
                TruncatedCuckerSmaleWeight weight => AlignmentSum.Create(settings.Domain, weight, settings.Epsilon),
                _ => AlignmentSum.Create(settings.Domain, new CustomWeight(settings.Weight), settings.Epsilon),
            };
        return new MeanFieldEngine(settings, sum, state);
    }
}
