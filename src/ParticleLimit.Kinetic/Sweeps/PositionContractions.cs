namespace ParticleLimit.Kinetic;

/// <summary>An affine contraction v -> c + q (v - c) of the velocities at each position.</summary>
/// <param name="layout">The grid.</param>
internal sealed class PositionContractions(PhaseLayout layout)
{
    /// <summary>q of each position cell, above 0; 1 where nothing is to be done.</summary>
    public double[] Factors { get; } = new double[layout.PositionCells];

    /// <summary>c: [axis][position], within the hull of the velocities of the whole solution.</summary>
    public double[][] Centres { get; } = [.. layout.Velocities.Select(_ => new double[layout.PositionCells])];
}
