namespace ParticleLimit.Comparison;

/// <summary>Raises potentials until every Laguerre cell has a part of its particle's mass.</summary>
/// <remarks>V. I. Oliker, L. D. Prussner, Numer. Math. 54 (1988): cells with too little grow one by one, up to a part of their shares, at the cost of their neighbours, which then may have too
/// little themselves. The shares sum to one, so some cell always has more than that and never grows: it ends. Steep and local as this is, it is what Newton steps are worst at.</remarks>
internal static class LaguerreFilling
{
    private const double Least = 1e-3, Aim = 0.1, Within = 0.05;
    private const int MostSweeps = 30, SweepsToHalve = 4, MostTrials = 100, MostRaises = 20;

    /// <summary>Raises potentials, and leaves the cells cut by them.</summary>
    /// <returns>Whether all cells have their part. Where a sweep empties nearly as many as it fills, as for particles much closer to each other than the density is thick, it is given up.</returns>
    public static bool Run(LaguerreCells cells, double[] shares, double[] potentials)
    {
        // A cell that its neighbour has swallowed whole is no neighbour any more: the next sweep finds it.
        int wanting = int.MaxValue;
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            int found = Sweep(cells, shares, potentials);
            if (found == 0) return true;
            cells.Cut(potentials);
            if (sweep % SweepsToHalve > 0) continue;
            if (found > wanting / 2) return false;
            wanting = found;
        }

        return false;
    }

    /// <summary>Raises what is under the least part; says how many cells were.</summary>
    private static int Sweep(LaguerreCells cells, double[] shares, double[] potentials)
    {
        var waiting = new Queue<int>();
        bool[] isWaiting = new bool[shares.Length];
        for (int i = 0; i < shares.Length; i++) Check(i, cells.Masses[i]);
        int found = waiting.Count;
        for (long raises = 0; raises < MostRaises * (long)shares.Length && waiting.TryDequeue(out int i); raises++)
        {
            isWaiting[i] = false;
            if (cells.MassWith(i, potentials) >= Least * shares[i]) continue;
            Raise(i);
            foreach (int j in cells.LastNeighbours)
                if (!isWaiting[j] && j != i) Check(j, cells.MassWith(j, potentials));
        }

        return found;

        void Raise(int i)
        {
            double low = potentials[i], high = double.PositiveInfinity, step = cells.Area / shares.Length;
            for (int k = 0; k < MostTrials; k++, step *= 2)
            {
                potentials[i] = double.IsInfinity(high) ? low + step : (low + high) / 2;
                double mass = cells.MassWith(i, potentials);
                if (Math.Abs(mass / shares[i] - Aim) <= Within) return;
                if (mass < Aim * shares[i]) low = potentials[i];
                else high = potentials[i];
            }
        }

        void Check(int i, double mass)
        {
            if (isWaiting[i] || mass >= Least * shares[i]) return;
            isWaiting[i] = true;
            waiting.Enqueue(i);
        }
    }
}
