using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class ParticleObservablesTests
{
    [Fact]
    public void Energy_is_temperature_plus_the_energy_of_the_mean()
    {
        Observables seen = ParticleObservables.Of(ParticleRuns.Uniform(3, 1000, 1));
        Assert.Equal(seen.Energy, seen.Temperature + seen.Momentum.Sum(p => p * p), 1e-15);
        Assert.True(double.IsNaN(seen.Entropy));
        Assert.Equal(1.0, seen.Mass);
        Assert.InRange(seen.VelocityRadius, Math.Sqrt(seen.Energy), Math.Sqrt(3));
    }

    [Fact]
    public void A_million_terms_cost_no_digits()
    {
        const int count = 1_000_000;
        var state = new ParticleState(1, count);
        for (int i = 0; i < count; i++) state.Velocities[0][i] = i % 2 == 0 ? 1e8 + 0.1 : -1e8;
        Observables seen = ParticleObservables.Of(state);
        Assert.Equal((1e8 + 0.1 - 1e8) / 2, seen.Momentum[0], 1e-16);

        Array.Fill(state.Velocities[0], 0.1);
        seen = ParticleObservables.Of(state);
        Assert.Equal(0.1, seen.Momentum[0], 1.5e-17);
        Assert.Equal(0.1 * 0.1, seen.Energy, 2e-18);
        Assert.Equal(0.0, seen.Temperature, 1e-32);
    }

    [Fact]
    public void No_particles_have_no_observables() =>
        Assert.Throws<ArgumentException>(() => ParticleObservables.Of(new ParticleState(1, 0)));
}
