namespace ParticleLimit.Kinetic;

/// <summary>Moments in x along a line, and in one component of v, of what arrives in a position cell, and the frame that they give.</summary>
internal struct ColumnMoments
{
    // Centres of mass nearer together than this share of a cell tell no slope.
    private const double LeastVariance = 1e-6;

    private double x, v, xx, xv, vv, across, acrossSquare, origin;

    /// <summary>The mass.</summary>
    public double Mass { get; private set; }

    /// <summary>The centre of mass, from the centre of the position cell, in cells.</summary>
    public readonly double Place => x / Mass;

    /// <summary>The mean velocity.</summary>
    public readonly double Mean => origin + v / Mass;

    /// <summary>The momentum.</summary>
    public readonly double Momentum => origin * Mass + v;

    /// <summary>The mean slope across the line, a velocity per cell.</summary>
    public readonly double Across => across / Mass;

    /// <summary>Adds a piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="velocity">Its mean velocity.</param>
    /// <param name="slope">How its velocity changes along the line.</param>
    /// <param name="slopeAcross">How its velocity changes across the line.</param>
    /// <param name="heat">The mean square of its velocities about its centre line.</param>
    public void Add(in FramePieces piece, double velocity, double slope, double slopeAcross, double heat)
    {
        if (Mass == 0) origin = velocity; // velocities near 1 that differ by 1e-6 keep their variance
        double place = piece.Position - piece.Target - 0.5, extent = piece.Length * piece.Length / 12;
        velocity -= origin;
        Mass += piece.Mass;
        x += piece.Mass * place;
        v += piece.Mass * velocity;
        xx += piece.Mass * (place * place + extent);
        xv += piece.Mass * (place * velocity + slope * extent);
        vv += piece.Mass * (velocity * velocity + slope * slope * extent + heat);
        across += piece.Mass * slopeAcross;
        acrossSquare += piece.Mass * slopeAcross * slopeAcross;
    }

    /// <summary>The slope of the frame along the line, and the mean square of the velocities about its centre line.</summary>
    /// <param name="rise">The slope of a thin column, a velocity per cell.</param>
    /// <param name="most">The steepest slope.</param>
    /// <remarks>In a thick one, where velocities differ among themselves more than from one end of the cell to the other, the slope is nearly 0: each of its
    /// velocities is then carried as it is, whereas tilted together they would pass those that f has.</remarks>
    public readonly (double Slope, double Variance) Line(double rise, double most = double.PositiveInfinity)
    {
        double meanX = x / Mass, meanV = v / Mass;
        double varianceX = xx / Mass - meanX * meanX, covariance = xv / Mass - meanX * meanV, varianceV = vv / Mass - meanV * meanV + (acrossSquare / Mass - Across * Across) / 12;
        if (varianceX < LeastVariance) return (0, Math.Max(0, varianceV));
        double thickness = Math.Max(0, varianceV - covariance * covariance / varianceX), square = rise * rise;
        double slope = square > 0 ? Math.Clamp(rise * square / (square + thickness), -most, most) : 0;
        return (slope, Math.Max(0, varianceV - slope * (2 * covariance - slope * varianceX)));
    }
}
