using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>Makes the engine of granular alignment.</summary>
public static class GranularSimulation
{
    /// <summary>A run of v_i' = k sum_j psi(|x_j - x_i| / eps) |v_j - v_i| (v_j - v_i) from time 0.</summary>
    /// <param name="settings">The system; <see cref="SimulationSettings.Coupling"/> is k.</param>
    /// <param name="state">The particles at time 0; copied, and wrapped into the domain.</param>
    /// <exception cref="ArgumentException">The state has another dimension than the domain, or numbers that are not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static ParticleEngine Create(SimulationSettings settings, ParticleState state) => settings.Weight switch
    {
        IndicatorWeight weight => new GranularEngine<IndicatorWeight>(settings, weight, state),
        HatWeight weight => new GranularEngine<HatWeight>(settings, weight, state),
        WendlandWeight weight => new GranularEngine<WendlandWeight>(settings, weight, state),
        BumpWeight weight => new GranularEngine<BumpWeight>(settings, weight, state),
        TruncatedCuckerSmaleWeight weight => new GranularEngine<TruncatedCuckerSmaleWeight>(settings, weight, state),
        _ => new GranularEngine<CustomWeight>(settings, new CustomWeight(settings.Weight), state),
    };
}
