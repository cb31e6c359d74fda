using ParticleLimit.Particles;

namespace ParticleLimit.Experiments;

/// <summary>The particles at one time.</summary>
/// <param name="Time">t.</param>
/// <param name="State">Positions and velocities.</param>
public sealed record ParticleSnapshot(double Time, ParticleState State);
