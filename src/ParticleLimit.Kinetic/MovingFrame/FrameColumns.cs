namespace ParticleLimit.Kinetic;

/// <summary>A solution in a moving velocity frame, d = 1: for each position cell a <see cref="VelocityFrame"/>, the mass of each cell of (x, w), and a parabola in w
/// through each.</summary>
internal sealed class FrameColumns
{
    private const int Ghosts = ParabolicReconstruction.Ghosts;

    private readonly double[] lower, upper; // values of the parabolas at the faces
    private readonly double[] below;        // the mass of a column under each of its faces
    private readonly double[] padded;

    /// <summary>Empty columns.</summary>
    /// <param name="positions">Position cells.</param>
    /// <param name="velocities">Cells of w.</param>
    public FrameColumns(int positions, int velocities)
    {
        (Positions, Velocities, Width) = (positions, velocities, 2.0 / velocities);
        Frames = new VelocityFrame[positions];
        (ColumnMass, ColumnMomentum) = (new double[positions], new double[positions]);
        (Mass, lower, upper) = (new double[positions * velocities], new double[positions * velocities], new double[positions * velocities]);
        (below, padded) = (new double[positions * (velocities + 1)], new double[velocities + 2 * Ghosts]);
    }

    /// <summary>Position cells.</summary>
    public int Positions { get; }

    /// <summary>Cells of w.</summary>
    public int Velocities { get; }

    /// <summary>The width of a cell of w.</summary>
    public double Width { get; }

    /// <summary>The frames; where there is no mass, of no meaning.</summary>
    public VelocityFrame[] Frames { get; }

    /// <summary>The mass of each column.</summary>
    public double[] ColumnMass { get; }

    /// <summary>The momentum of each column.</summary>
    public double[] ColumnMomentum { get; }

    /// <summary>The masses of the cells, [position cell][w cell]. After a change of them comes <see cref="Reconstruct"/>.</summary>
    public double[] Mass { get; }

    /// <summary>The masses of a column.</summary>
    public Span<double> Column(int position) => Mass.AsSpan(position * Velocities, Velocities);

    /// <summary>w at the centre of a cell.</summary>
    public double At(int velocity) => -1 + (velocity + 0.5) * Width;

    /// <summary>w at the lower face of a cell.</summary>
    public double Face(int velocity) => -1 + velocity * Width;

    /// <summary>Draws the parabolas anew.</summary>
    public void Reconstruct()
    {
        for (int i = 0; i < Positions; i++)
        {
            Column(i).CopyTo(padded.AsSpan(Ghosts));
            ParabolicReconstruction.Fill(padded, lower.AsSpan(i * Velocities, Velocities), upper.AsSpan(i * Velocities, Velocities));
            double sum = 0;
            for (int j = 0; j <= Velocities; j++)
            {
                below[i * (Velocities + 1) + j] = sum;
                sum += padded[j + Ghosts];
            }
        }
    }

    /// <summary>The values of the parabola of a cell, counted as in <see cref="Mass"/>, at its lower and its upper face.</summary>
    public (double Lower, double Upper) Parabola(int cell) => (lower[cell], upper[cell]);

    /// <summary>How far the mean of w over a cell is above its centre, and the mean square of w about that mean.</summary>
    public (double Offset, double Variance) Spread(int cell)
    {
        double mass = Mass[cell], offset = (upper[cell] - lower[cell]) / (12 * mass), curvature = 6 - 3 * (lower[cell] + upper[cell]) / mass;
        return (offset * Width, (1.0 / 12 - curvature / 180 - offset * offset) * Width * Width);
    }

    /// <summary>The mass of a column, its mean of w, and the mean square of w about that mean.</summary>
    public (double Mass, double Mean, double Variance) Moments(int position)
    {
        double mass = 0, first = 0, second = 0;
        for (int j = 0, cell = position * Velocities; j < Velocities; j++, cell++)
        {
            double own = Mass[cell], w = At(j), tilt = (upper[cell] - lower[cell]) * Width / 12;
            mass += own;
            first += w * own + tilt;
            second += w * (w * own + 2 * tilt) + (own / 12 - (2 * own - lower[cell] - upper[cell]) / 60) * Width * Width;
        }

        return mass == 0 ? default : (mass, first / mass, second / mass - first / mass * (first / mass));
    }

    /// <summary>The mass of a column under a value of w.</summary>
    public double Under(int position, double w)
    {
        double place = (w + 1) / Width;
        if (!(place > 0)) return 0;
        int j = (int)Math.Min(place, Velocities), face = position * (Velocities + 1) + j, cell = position * Velocities + j;
        return j == Velocities
            ? below[face]
            : below[face] + Math.Clamp(ParabolicReconstruction.LowerPart(Mass[cell], lower[cell], upper[cell], place - j), 0, Mass[cell]);
    }
}
