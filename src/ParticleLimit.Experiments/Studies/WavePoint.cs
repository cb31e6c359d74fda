namespace ParticleLimit.Experiments;

/// <summary>What a wave of the density whose length is a few eps did to one run.</summary>
/// <param name="Particles">N.</param>
/// <param name="Epsilon">eps.</param>
/// <param name="Length">The wave's length in units of eps.</param>
/// <param name="Replica">Which sample.</param>
/// <param name="Ratio">The mean square velocity error of the coupling to the solution of (1.3) that starts with the wave, over the value that encounters predict in an even flock.</param>
/// <param name="EvenRatio">The same for the coupling to (2.3), the solution without the wave.</param>
public readonly record struct WavePoint(int Particles, double Epsilon, double Length, int Replica, double Ratio, double EvenRatio);
