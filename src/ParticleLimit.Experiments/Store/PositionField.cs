namespace ParticleLimit.Experiments;

/// <summary>rho(t, x) and u(t, x) of the reference on a uniform grid of positions, d = 2 or 3, for the maps of a patch.</summary>
/// <param name="Time">t.</param>
/// <param name="Positions">Cell centres: [axis][cell], ascending.</param>
/// <param name="Density">rho in each cell, the last axis contiguous.</param>
/// <param name="MeanVelocities">u: [axis][cell].</param>
public sealed record PositionField(double Time, double[][] Positions, double[] Density, double[][] MeanVelocities);
