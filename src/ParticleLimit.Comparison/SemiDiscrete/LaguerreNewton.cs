namespace ParticleLimit.Comparison;

/// <summary>Potentials for which each Laguerre cell has its particle's mass, by damped Newton steps.</summary>
/// <remarks>J. Kitagawa, Q. Merigot, B. Thibert, "Convergence of a Newton algorithm for semi-discrete optimal transport", J. Eur. Math. Soc. 21 (2019): the steps converge from potentials for
/// which all cells have mass, on a density without gaps. Particles outside its support, or far from it, have none: <see cref="LaguerreFilling"/> comes before the steps. Across a gap no
/// slope says how far potentials are from each other: <see cref="LaguerreIslands"/> finds it.</remarks>
internal sealed class LaguerreNewton
{
    private const int MostRounds = 8, MostSteps = 40, MostHalvings = 12, MostIterations = 3000;
    private const double Kept = 0.5, Loose = 0.01;

    private readonly LaguerreCells cells;
    private readonly double[] shares, right, trial;

    /// <summary>Steps from potentials, which they change.</summary>
    public LaguerreNewton(LaguerreCells cells, double[] shares, double[] potentials)
    {
        (this.cells, this.shares, Potentials) = (cells, shares, potentials);
        (right, trial) = (new double[shares.Length], new double[shares.Length]);
    }

    /// <summary>The potentials, by which the cells are cut.</summary>
    public double[] Potentials { get; }

    /// <summary>The steps made.</summary>
    public int Steps { get; private set; }

    /// <summary>Steps until no cell's mass is wrong by more than a part of its share, or no step helps; says which.</summary>
    public bool Run(double allowed)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            if (!LaguerreFilling.Run(cells, shares, Potentials)) return false;
            if (LaguerreIslands.Join(cells, shares, Potentials) && !LaguerreFilling.Run(cells, shares, Potentials)) return false;
            if (Descend(allowed)) return true;
        }

        return false;
    }

    /// <summary>Each step is halved until all cells keep half of the least mass and the error lessens. False if that is never so.</summary>
    private bool Descend(double allowed)
    {
        double keep = 1, error = Error(out double worst);
        for (int i = 0; i < shares.Length; i++) keep = Math.Min(keep, cells.Masses[i] / shares[i]);
        keep *= Kept;
        for (int step = 0; step < MostSteps; step++)
        {
            if (worst <= allowed) return true;

            // As exact as the step itself is, or as need be at the end.
            double[] direction = new GraphLaplacian(cells.Couplings).Solve(right, Math.Clamp(worst / 10, Math.Min(allowed / worst / 10, Loose), Loose), MostIterations);
            double part = 1, before = error;
            for (int halving = 0; ; halving++, part /= 2)
            {
                for (int i = 0; i < trial.Length; i++) trial[i] = Potentials[i] + part * direction[i];
                cells.Cut(trial);
                error = Error(out worst);
                if (Keeps() && error <= (1 - part / 2) * before) break;
                if (halving < MostHalvings) continue;
                cells.Cut(Potentials);
                return false;
            }

            trial.CopyTo(Potentials, 0);
            Steps++;
        }

        return false;

        bool Keeps()
        {
            for (int i = 0; i < shares.Length; i++)
                if (!(cells.Masses[i] >= keep * shares[i])) return false;
            return true;
        }
    }

    private double Error(out double worst)
    {
        double squares = 0;
        worst = 0;
        for (int i = 0; i < right.Length; i++)
        {
            right[i] = shares[i] - cells.Masses[i];
            squares += right[i] * right[i];
            worst = Math.Max(worst, Math.Abs(right[i]) / shares[i]);
        }

        return Math.Sqrt(squares);
    }
}
