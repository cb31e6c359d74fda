namespace ParticleLimit.Comparison;

/// <summary>A density on the plane by its averages over cells of several sizes, each with a bound of how far it is from the density itself.</summary>
public sealed class ResolvedDensity
{
    private const int CoarsestCells = 32;
    private const double Enough = 0.005;

    // The finest first.
    private readonly List<CellDensity> levels = [];

    /// <summary>A density whose finest averages are given; cells are joined four by four as long as their numbers are even.</summary>
    /// <param name="finest">The averages over the smallest cells.</param>
    /// <param name="error">How far the density is from them in W1, for what is known besides their resolution.</param>
    /// <param name="rootMeanSquareError">The same in W2.</param>
    /// <param name="isConstantOnCells">The density is constant on the smallest cells; else it is what they tend to when halved again and again.</param>
    public ResolvedDensity(CellDensity finest, double error = 0, double rootMeanSquareError = 0, bool isConstantOnCells = false)
    {
        ArgumentNullException.ThrowIfNull(finest);
        CellDensity? coarser = finest.Coarsened(out double move, out double rootMeanSquareMove);

        // Halving cells moves less each time: where a density jumps to a quarter, where it is smooth too.
        if (!isConstantOnCells) (error, rootMeanSquareError) = (error + move, rootMeanSquareError + rootMeanSquareMove);
        levels.Add(finest.Standing(error, rootMeanSquareError));
        for (CellDensity? next = coarser; next is not null && next.Masses.GetLength(0) >= CoarsestCells; next = next.Coarsened(out move, out rootMeanSquareMove))
        {
            (error, rootMeanSquareError) = (error + move, rootMeanSquareError + rootMeanSquareMove);
            levels.Add(next.Standing(error, rootMeanSquareError));
        }
    }

    /// <summary>The density by its smallest cells.</summary>
    public CellDensity Finest => levels[0];

    /// <summary>The density for a comparison with N particles: the fewest cells whose error is a small part of the particles' distance, else the most.</summary>
    public CellDensity For(int particles)
    {
        for (int level = levels.Count - 1; level > 0; level--)
            if (levels[level].Error <= Enough * Math.Sqrt(levels[level].EffectiveArea / particles)) return levels[level];
        return levels[0];
    }
}
