namespace ParticleLimit.Kinetic;

/// <summary>Free transport x -> x + v s of a solution in a moving velocity frame, a conservative remap.</summary>
/// <remarks>Every cell moves with its own velocity and is cut into the pieces that lie in one position cell each. Their moments give each column its new frame,
/// onto whose cells they are then remapped, each with the shape in w of the cell that it comes from. A last change of U and S keeps the momentum and the energy of
/// each column exactly; f stays nonnegative, for all is a sum of parts of masses.</remarks>
internal sealed class FrameTransport
{
    // A frame no narrower than this times the hull: what is left inside is a point for every purpose.
    private const double NarrowestShare = 5e-10;

    private readonly FrameColumns columns;
    private readonly FrameNeighbours neighbours;
    private readonly double cellWidth, reach;
    private readonly (double From, double To) hull;
    private readonly ColumnMoments[] moments;
    private readonly VelocityFrame[] frames;
    private readonly double[] variances, fresh;

    /// <summary>A transport of columns over a position axis.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="axis">The position axis.</param>
    /// <param name="periodic">Whether it is one period of a torus.</param>
    /// <param name="reach">S in standard deviations of the velocities of a column about its centre line.</param>
    /// <param name="hull">An interval of velocities that f never leaves.</param>
    public FrameTransport(FrameColumns columns, GridAxis axis, bool periodic, double reach, (double From, double To) hull)
    {
        (this.columns, this.reach, this.hull, cellWidth, Narrowest) = (columns, reach, hull, axis.Width, NarrowestShare * (hull.To - hull.From));
        neighbours = new FrameNeighbours(columns, periodic);
        moments = new ColumnMoments[columns.Positions];
        frames = new VelocityFrame[columns.Positions];
        variances = new double[columns.Positions];
        fresh = new double[columns.Mass.Length];
    }

    /// <summary>The least S.</summary>
    public double Narrowest { get; }

    /// <summary>Transports.</summary>
    /// <param name="step">s.</param>
    /// <returns>The masses that left through the lower and the upper end.</returns>
    public (double Lower, double Upper) Apply(double step)
    {
        neighbours.Reconstruct();
        (double Lower, double Upper) lost = Gather(step / cellWidth);
        for (int i = 0; i < frames.Length; i++)
        {
            if (moments[i].Mass == 0) continue;
            double mean = moments[i].Mean;

            // Over a whole cell to either side, at most, the centre line stays in the hull.
            (double slope, double variance) = moments[i].Line(steepest: Math.Max(0, Math.Min(hull.To - mean, mean - hull.From)));
            variances[i] = variance;
            frames[i] = Frame(mean, slope, reach * Math.Sqrt(variance));
        }

        Deposit(step / cellWidth);
        fresh.CopyTo(columns.Mass.AsSpan());
        columns.Reconstruct();
        for (int i = 0; i < frames.Length; i++) Settle(i);
        return lost;
    }

    // A frame about a mean velocity, without what is outside the hull.
    private VelocityFrame Frame(double mean, double slope, double scale)
    {
        double from = Math.Max(mean - scale, hull.From), to = Math.Min(mean + scale, hull.To);
        return to - from > 2 * Narrowest ? new VelocityFrame(0.5 * (from + to), slope, 0.5 * (to - from)) : new VelocityFrame(mean, slope, Narrowest);
    }

    private (double Lower, double Upper) Gather(double step)
    {
        Array.Clear(moments);
        double lower = 0, upper = 0;
        for (int cell = 0; cell < columns.Mass.Length; cell++)
        {
            (int i, int j) = Math.DivRem(cell, columns.Velocities);
            (double offset, double variance) = columns.Spread(cell);
            double scale = columns.Frames[i].Scale, width = scale * columns.Width, heat = scale * scale * variance;
            var piece = new FramePieces(columns, i, j, columns.At(j) + offset, neighbours.Parabola(cell), step);
            while (piece.Next())
            {
                int at = neighbours.Index(piece.Target);
                if (at >= 0) moments[at].Add(piece, heat - piece.Offset * piece.Offset * width * width);
                else if (piece.Target < 0) lower += piece.Mass;
                else upper += piece.Mass;
            }
        }

        return (lower, upper);
    }

    private void Deposit(double step)
    {
        Array.Clear(fresh);
        for (int cell = 0; cell < columns.Mass.Length; cell++)
        {
            (int i, int j) = Math.DivRem(cell, columns.Velocities);
            double mass = columns.Mass[cell], scale = columns.Frames[i].Scale, offset = columns.Spread(cell).Offset;
            (double lower, double upper) = columns.Parabola(cell);
            var piece = new FramePieces(columns, i, j, columns.At(j) + offset, neighbours.Parabola(cell), step);
            while (piece.Next())
            {
                int at = neighbours.Index(piece.Target);
                if (at < 0) continue;
                double place = piece.Position - piece.Target - 0.5 - moments[at].Place, inverse = 1 / frames[at].Scale;
                double w = (piece.Velocity - scale * (offset + piece.Offset * columns.Width) - frames[at].Centre - frames[at].Slope * place) * inverse, half = 0.5 * columns.Width * scale * inverse;

                // The piece has the shape of its cell, tilted so that its mean is where it is.
                double tilt = 6 * piece.Offset;
                Deposit(fresh.AsSpan(at * columns.Velocities, columns.Velocities), piece.Mass, w - half, w + half, lower / mass - tilt, upper / mass + tilt);
            }
        }
    }

    // Shares a mass with a parabola's shape between two values of w; what is beyond the frame goes to its end cells.
    private void Deposit(Span<double> column, double mass, double from, double to, double lower, double upper)
    {
        double inverse = 1 / (to - from), taken = 0;
        int first = Math.Clamp((int)Math.Floor((from + 1) / columns.Width), 0, column.Length - 1);
        int last = Math.Clamp((int)Math.Ceiling((to + 1) / columns.Width) - 1, first, column.Length - 1);
        for (int j = first; j < last; j++)
        {
            double share = Math.Clamp((columns.Face(j + 1) - from) * inverse, 0, 1);
            double upTo = Math.Clamp(ParabolicReconstruction.LowerPart(1, lower, upper, share), taken, 1);
            column[j] += mass * (upTo - taken);
            taken = upTo;
        }

        column[last] += mass * (1 - taken);
    }

    // Takes up the new frame of a column, moved and scaled so that momentum and energy are those of its pieces.
    private void Settle(int i)
    {
        (double mass, double mean, double variance) = columns.Moments(i);
        (columns.ColumnMass[i], columns.ColumnMomentum[i]) = (mass, 0);
        if (mass == 0) return;
        double scale = Math.Max(Narrowest, Math.Sqrt(variances[i] / variance));
        columns.ColumnMomentum[i] = moments[i].Momentum;
        columns.Frames[i] = frames[i] with { Centre = moments[i].Mean - scale * mean, Scale = scale };
    }
}
