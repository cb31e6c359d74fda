namespace ParticleLimit.Kinetic;

/// <summary>Sums over the velocity cells of each position cell, from cell averages and centres.</summary>
/// <param name="Energies">int |v|^2 f dv.</param>
/// <param name="Squares">int f^2 dv.</param>
/// <param name="Suprema">sup_v f.</param>
public sealed record ColumnSums(double[] Energies, double[] Squares, double[] Suprema)
{
    /// <summary>Sums of zero.</summary>
    internal ColumnSums(int positions)
        : this(new double[positions], new double[positions], new double[positions])
    {
    }
}
