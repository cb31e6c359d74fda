namespace ParticleLimit.Comparison;

/// <summary>Joins parts of the Laguerre cells between which the density has a gap.</summary>
/// <remarks>At the optimum some cell has mass on both sides of a gap, for the masses of the particles do not add up to that of one side. The part that misses most is raised as a whole until
/// it has half of that: then such a cell is there, and Newton steps can do the rest.</remarks>
internal static class LaguerreIslands
{
    private const int MostTrials = 100, MostJoins = 20;
    private const double Balanced = 1e-9;

    /// <summary>Raises potentials, and leaves the cells cut by them; says whether it did.</summary>
    public static bool Join(LaguerreCells cells, double[] shares, double[] potentials)
    {
        double mean = 1.0 / shares.Length;
        if (cells.Masses.Min() == 0) return false;
        for (int join = 0; join < MostJoins; join++)
        {
            int[] islands = cells.Islands(out int count);
            double[] missing = new double[count];
            for (int i = 0; i < shares.Length; i++) missing[islands[i]] += shares[i] - cells.Masses[i];
            int poorest = Array.IndexOf(missing, missing.Max());
            if (count == 1 || missing[poorest] <= Balanced * mean) return join > 0;

            double[] start = [.. potentials];
            double low = 0, high = double.PositiveInfinity, step = cells.Area * mean;
            for (int k = 0; k < MostTrials; k++, step *= 2)
            {
                double raise = double.IsInfinity(high) ? low + step : (low + high) / 2;
                for (int i = 0; i < potentials.Length; i++) potentials[i] = start[i] + (islands[i] == poorest ? raise : 0);
                cells.Cut(potentials);
                double left = 0;
                for (int i = 0; i < shares.Length; i++)
                    if (islands[i] == poorest) left += shares[i] - cells.Masses[i];
                if (Math.Abs(left) <= missing[poorest] / 2) break;
                if (left > 0) low = raise;
                else high = raise;
            }
        }

        return true;
    }
}
