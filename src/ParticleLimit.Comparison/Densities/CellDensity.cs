namespace ParticleLimit.Comparison;

/// <summary>A probability density on the plane of positions and velocities, d = 1, that is constant on the cells of a uniform grid.</summary>
public sealed class CellDensity
{
    /// <summary>A density of given masses, which are normalised.</summary>
    /// <param name="positionFrom">The left side of the first cell.</param>
    /// <param name="positionStep">The side of a cell in x.</param>
    /// <param name="velocityFrom">The lower side of the first cell.</param>
    /// <param name="velocityStep">The side of a cell in v.</param>
    /// <param name="masses">The masses of the cells as [x, v], or anything in proportion to them.</param>
    /// <exception cref="ArgumentException">A side is not positive, or the masses are not finite, not nonnegative, or all zero.</exception>
    public CellDensity(double positionFrom, double positionStep, double velocityFrom, double velocityStep, double[,] masses)
    {
        ArgumentNullException.ThrowIfNull(masses);
        if (!(positionStep > 0 && velocityStep > 0 && double.IsFinite(positionStep * velocityStep))) throw new ArgumentException("The sides of cells are positive.", nameof(positionStep));
        double total = 0;
        foreach (double mass in masses)
        {
            if (!(mass >= 0 && double.IsFinite(mass))) throw new ArgumentException($"Masses of cells are finite and nonnegative, not {mass}.", nameof(masses));
            total += mass;
        }

        if (!(total > 0)) throw new ArgumentException("A density has mass somewhere.", nameof(masses));
        (PositionFrom, PositionStep, VelocityFrom, VelocityStep) = (positionFrom, positionStep, velocityFrom, velocityStep);
        Masses = new double[masses.GetLength(0), masses.GetLength(1)];
        for (int i = 0; i < masses.GetLength(0); i++)
            for (int j = 0; j < masses.GetLength(1); j++) Masses[i, j] = masses[i, j] / total;
    }

    /// <summary>The left side of the first cell.</summary>
    public double PositionFrom { get; }

    /// <summary>The side of a cell in x.</summary>
    public double PositionStep { get; }

    /// <summary>The lower side of the first cell.</summary>
    public double VelocityFrom { get; }

    /// <summary>The side of a cell in v.</summary>
    public double VelocityStep { get; }

    /// <summary>The masses of the cells, of sum 1, as [x, v].</summary>
    public double[,] Masses { get; }

    /// <summary>How far in W1 a density for which this one stands may be; distances take it into their brackets.</summary>
    public double Error { get; private init; }

    /// <summary>The same in W2.</summary>
    public double RootMeanSquareError { get; private init; }

    /// <summary>The area where the density is positive.</summary>
    public double SupportArea
    {
        get
        {
            long cells = 0;
            foreach (double mass in Masses)
                if (mass > 0) cells++;
            return cells * PositionStep * VelocityStep;
        }
    }

    /// <summary>1 / int f^2: the area of support of a density that is constant there, less for one that has peaks.</summary>
    public double EffectiveArea
    {
        get
        {
            double squares = 0;
            foreach (double mass in Masses) squares += mass * mass;
            return PositionStep * VelocityStep / squares;
        }
    }

    /// <summary>The same cells, standing for a density that is at most so far from them in W1, and in W2.</summary>
    public CellDensity Standing(double error, double rootMeanSquareError) =>
        new(PositionFrom, PositionStep, VelocityFrom, VelocityStep, Masses) { Error = error, RootMeanSquareError = rootMeanSquareError };

    /// <summary>The diagonal of the grid.</summary>
    public double Diameter => Math.Sqrt(Square(PositionStep * Masses.GetLength(0)) + Square(VelocityStep * Masses.GetLength(1)));

    /// <summary>The grid cut down to where there is mass, after cells that together hold less than is worth a cell have lost theirs, as the tails have that a solver's diffusion leaves.</summary>
    /// <param name="most">The most mass to leave out.</param>
    /// <param name="dropped">What was left out: times <see cref="Diameter"/> it bounds W1 between the two.</param>
    public CellDensity Cropped(double most, out double dropped)
    {
        (int countX, int countV, long positive) = (Masses.GetLength(0), Masses.GetLength(1), 0);
        foreach (double mass in Masses)
            if (mass > 0) positive++;
        double least = Math.Min(most, 0.5) / positive;
        (int fromX, int toX, int fromV, int toV) = (countX, 0, countV, 0);
        dropped = 0;
        for (int i = 0; i < countX; i++)
        {
            for (int j = 0; j < countV; j++)
            {
                if (Masses[i, j] <= least) dropped += Masses[i, j];
                else (fromX, toX, fromV, toV) = (Math.Min(fromX, i), i + 1, Math.Min(fromV, j), Math.Max(toV, j + 1));
            }
        }

        double[,] kept = new double[toX - fromX, toV - fromV];
        for (int i = fromX; i < toX; i++)
            for (int j = fromV; j < toV; j++) kept[i - fromX, j - fromV] = Masses[i, j] <= least ? 0 : Masses[i, j];
        return new CellDensity(PositionFrom + fromX * PositionStep, PositionStep, VelocityFrom + fromV * VelocityStep, VelocityStep, kept) { Error = Error, RootMeanSquareError = RootMeanSquareError };
    }

    /// <summary>The averages over cells twice as wide each way; null if the numbers of cells are odd.</summary>
    /// <param name="move">A bound of W1 between the two: the cells of four that hold more than a quarter give it to the others.</param>
    /// <param name="rootMeanSquareMove">A bound of W2 between the two.</param>
    public CellDensity? Coarsened(out double move, out double rootMeanSquareMove)
    {
        (move, rootMeanSquareMove) = (0, 0);
        int countX = Masses.GetLength(0), countV = Masses.GetLength(1);
        if (countX % 2 + countV % 2 > 0) return null;
        double[,] joined = new double[countX / 2, countV / 2];
        for (int i = 0; i < countX; i++)
            for (int j = 0; j < countV; j++) joined[i / 2, j / 2] += Masses[i, j];
        for (int i = 0; i < countX; i++)
            for (int j = 0; j < countV; j++) move += Math.Max(Masses[i, j] - joined[i / 2, j / 2] / 4, 0);
        double farthest = Math.Sqrt(PositionStep * PositionStep + VelocityStep * VelocityStep);
        (move, rootMeanSquareMove) = (farthest * move, farthest * Math.Sqrt(move));
        return new CellDensity(PositionFrom, 2 * PositionStep, VelocityFrom, 2 * VelocityStep, joined);
    }

    /// <summary>Whether the density is no wider than a period in x, up to rounding.</summary>
    public bool FitsIn(double period) => Masses.GetLength(0) * PositionStep <= period * (1 + 1e-9);

    /// <summary>Points that stand for the density: the centres of its cells, cut alike if there are too few, weighted by mass.</summary>
    /// <param name="atLeast">How many points to give at least.</param>
    public PointCloud Points(int atLeast)
    {
        double cells = SupportArea / (PositionStep * VelocityStep);
        int perSide = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(atLeast / cells)));
        var (x, v, weights) = (new List<double>(), new List<double>(), new List<double>());
        for (int i = 0; i < perSide * Masses.GetLength(0); i++)
        {
            for (int j = 0; j < perSide * Masses.GetLength(1); j++)
            {
                double mass = Masses[i / perSide, j / perSide];
                if (mass == 0) continue;
                x.Add(PositionFrom + (i + 0.5) / perSide * PositionStep);
                v.Add(VelocityFrom + (j + 0.5) / perSide * VelocityStep);
                weights.Add(mass / perSide / perSide);
            }
        }

        return new PointCloud([[.. x], [.. v]], [.. weights]);
    }

    private static double Square(double value) => value * value;
}
