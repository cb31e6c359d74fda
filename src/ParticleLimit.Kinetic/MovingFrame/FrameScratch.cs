namespace ParticleLimit.Kinetic;

/// <summary>Scratch memory for a line of cells of w.</summary>
/// <param name="cells">How many they are.</param>
internal sealed class FrameScratch(int cells)
{
    /// <summary>The masses, between the ghost cells of <see cref="ParabolicReconstruction"/>, which stay empty.</summary>
    public double[] Padded { get; } = new double[cells + 2 * ParabolicReconstruction.Ghosts];

    /// <summary>Values of their parabolas at the lower faces.</summary>
    public double[] Lower { get; } = new double[cells];

    /// <summary>Values of their parabolas at the upper faces.</summary>
    public double[] Upper { get; } = new double[cells];

    /// <summary>What is below each face.</summary>
    public double[] Below { get; } = new double[cells + 1];
}
