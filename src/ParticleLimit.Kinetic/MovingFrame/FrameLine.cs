namespace ParticleLimit.Kinetic;

/// <summary>Free transport of one line of columns along a position axis, with the scratch memory for it.</summary>
/// <remarks>Every cell moves with its own velocity and is cut into the pieces that lie in one position cell each. Their moments give each column its new frame,
/// onto whose cells they are then remapped, each with the shape in w of the cell that it comes from. A last change of U and S keeps the momentum and the energy of
/// each column exactly; f stays nonnegative, for all is a sum of parts of masses.</remarks>
internal sealed class FrameLine
{
    private readonly FrameColumns columns;
    private readonly FrameNeighbours neighbours;
    private readonly FrameHull[] hulls;
    private readonly FrameScratch scratch;
    private readonly ColumnMoments[][] moments; // [component][place], as all below
    private readonly VelocityFrame[][] frames;
    private readonly double[][] variances;
    private readonly double[] fresh;            // [place][w]
    private readonly FrameShares[] shares;      // [component]

    /// <summary>Scratch memory.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="periodic">Whether the position axes are one period of a torus each.</param>
    /// <param name="hulls">Where the velocities of each component are.</param>
    public FrameLine(FrameColumns columns, bool periodic, FrameHull[] hulls)
    {
        (this.columns, this.hulls) = (columns, hulls);
        int longest = Enumerable.Range(0, columns.Dimension).Max(columns.Length);
        neighbours = new FrameNeighbours(columns, periodic);
        scratch = new FrameScratch(columns.Cells);
        moments = [.. hulls.Select(_ => new ColumnMoments[longest])];
        frames = [.. hulls.Select(_ => new VelocityFrame[longest])];
        variances = [.. hulls.Select(_ => new double[longest])];
        fresh = new double[longest * columns.Block];
        shares = [.. hulls.Select(_ => new FrameShares(columns))];
    }

    /// <summary>Transports x_a -> x_a + v_a s on a line along axis a.</summary>
    /// <param name="axis">a.</param>
    /// <param name="line">Which line along it.</param>
    /// <param name="step">s over the width of a position cell.</param>
    /// <returns>The masses that left through the lower and the upper end.</returns>
    public (double Lower, double Upper) Transport(int axis, int line, double step)
    {
        neighbours.Reconstruct(axis, line);
        (double Lower, double Upper) lost = Gather(axis, line, step);
        for (int b = 0; b < frames.Length; b++)
            for (int i = 0; i < columns.Length(axis); i++) Choose(axis, b, i);
        Deposit(axis, line, step);
        for (int i = 0; i < columns.Length(axis); i++)
        {
            int column = columns.On(axis, line, i);
            fresh.AsSpan(i * columns.Block, columns.Block).CopyTo(columns.Column(column));
            columns.Reconstruct(column, scratch);
            Settle(column, i);
        }

        return lost;
    }

    private (double Lower, double Upper) Gather(int axis, int line, double step)
    {
        foreach (ColumnMoments[] component in moments) Array.Clear(component);
        double lower = 0, upper = 0;
        for (int i = 0; i < columns.Length(axis); i++)
        {
            int column = columns.On(axis, line, i);
            for (int cell = 0; cell < columns.Block; cell++)
            {
                int whole = column * columns.Block + cell;
                if (columns.Mass[whole] == 0) continue;
                FramePieces piece = Cut(axis, i, column, cell, step);
                CellMotion along = Motion(axis, axis, column, cell, piece.Stretch, step), across = columns.Dimension == 1 ? default : Motion(1 - axis, axis, column, cell, piece.Stretch, step);
                while (piece.Next())
                {
                    int at = neighbours.Index(axis, piece.Target);
                    if (at >= 0)
                    {
                        double width = piece.Offset * along.Width;
                        moments[axis][at].Add(piece, piece.Velocity, piece.Slope, along.SlopeAcross, along.Heat - width * width);
                        if (columns.Dimension > 1) moments[1 - axis][at].Add(piece, across.Velocity + across.Slope * piece.Away, across.Slope / piece.Stretch, across.SlopeAcross, across.Heat);
                    }
                    else if (piece.Target < 0)
                    {
                        lower += piece.Mass;
                    }
                    else
                    {
                        upper += piece.Mass;
                    }
                }
            }
        }

        return (lower, upper);
    }

    // A component of the velocity of a cell. Shear: what is beside the line's middle and faster has left its place for one where it was slower.
    private CellMotion Motion(int component, int axis, int column, int cell, double stretch, double step)
    {
        VelocityFrame frame = columns.Frames[component][column];
        (double offset, double variance) = columns.Spread(component, column * columns.Block + cell);
        double shear = columns.Dimension == 1 ? 0 : step / stretch * columns.Frames[axis][column].Slope(1 - axis), slope = frame.Slope(axis);
        return new CellMotion(
            frame.Centre + frame.Scale * (columns.At(component, cell) + offset), slope, frame.Slope(1 - axis) - shear * slope,
            frame.Scale * columns.Width, frame.Scale * frame.Scale * variance);
    }

    // The frame of what arrives, without what is outside the hull.
    private void Choose(int axis, int component, int place)
    {
        ref ColumnMoments arrived = ref moments[component][place];
        if (arrived.Mass == 0) return;
        FrameHull hull = hulls[component];
        double mean = arrived.Mean, steepest = Math.Max(0, Math.Min(hull.To - mean, mean - hull.From));
        (double slope, double variance) = arrived.Line(steepest);
        double across = Math.Clamp(arrived.Across, -steepest, steepest), scale = hull.Reach * Math.Sqrt(variance);
        variances[component][place] = variance;
        double from = Math.Max(mean - scale, hull.From), to = Math.Min(mean + scale, hull.To);
        bool thin = !(to - from > 2 * hull.Narrowest);
        frames[component][place] = new VelocityFrame(
            thin ? mean : 0.5 * (from + to), axis == 0 ? slope : across, axis == 0 ? across : slope, thin ? hull.Narrowest : 0.5 * (to - from));
    }

    private void Deposit(int axis, int line, double step)
    {
        Array.Clear(fresh);
        for (int i = 0; i < columns.Length(axis); i++)
        {
            int column = columns.On(axis, line, i);
            for (int cell = 0; cell < columns.Block; cell++)
            {
                int whole = column * columns.Block + cell;
                if (columns.Mass[whole] == 0) continue;
                FramePieces piece = Cut(axis, i, column, cell, step);
                while (piece.Next())
                {
                    int at = neighbours.Index(axis, piece.Target);
                    if (at < 0) continue;
                    for (int b = 0; b < shares.Length; b++) Share(b, axis, piece, column, cell, at);
                    Deposit(fresh.AsSpan(at * columns.Block, columns.Block), piece.Mass);
                }
            }
        }
    }

    // The piece has the shape of its cell, tilted so that its mean is where it is.
    private void Share(int component, int axis, in FramePieces piece, int column, int cell, int at)
    {
        (VelocityFrame from, VelocityFrame to) = (columns.Frames[component][column], frames[component][at]);
        double offset = component == axis ? piece.Offset : 0, w = columns.At(component, cell), tilt = 6 * offset;
        int whole = column * columns.Block + cell;
        double velocity = component == axis
            ? piece.Velocity - from.Scale * (columns.Spread(component, whole).Offset + offset * columns.Width)
            : from.Centre + from.Scale * w + from.Slope(axis) * piece.Away;
        double place = piece.Position - piece.Target - 0.5 - moments[component][at].Place, inverse = 1 / to.Scale;
        (double lower, double upper) = columns.Parabola(component, whole);
        shares[component].Fill((velocity - to.Centre - to.Slope(axis) * place) * inverse, columns.Width * from.Scale * inverse, lower - tilt, upper + tilt);
    }

    private void Deposit(Span<double> block, double mass)
    {
        FrameShares first = shares[0], last = shares[^1];
        if (shares.Length == 1)
        {
            for (int j = 0; j < first.Count; j++) block[first.First + j] += mass * first.Values[j];
            return;
        }

        for (int j = 0; j < first.Count; j++)
        {
            double part = mass * first.Values[j];
            Span<double> row = block.Slice((first.First + j) * columns.Cells + last.First, last.Count);
            for (int k = 0; k < row.Length; k++) row[k] += part * last.Values[k];
        }
    }

    // The pieces of a cell, the same when they are gathered and when they are deposited.
    private FramePieces Cut(int axis, int place, int column, int cell, double step)
    {
        int whole = column * columns.Block + cell;
        VelocityFrame frame = columns.Frames[axis][column];
        double velocity = frame.Centre + frame.Scale * (columns.At(axis, cell) + columns.Spread(axis, whole).Offset);
        return new FramePieces(columns.Mass[whole], place, velocity, frame.Slope(axis), frame.Scale * columns.Width, neighbours.Parabola(place * columns.Block + cell), step);
    }

    // Takes up the new frames of a column, moved and scaled so that momentum and energy are those of its pieces.
    private void Settle(int column, int place)
    {
        for (int b = 0; b < frames.Length; b++)
        {
            (double mass, double mean, double variance) = columns.Moments(b, column);
            (columns.ColumnMass[column], columns.Momentum[b][column]) = (mass, 0);
            if (mass == 0) continue;
            double scale = Math.Max(hulls[b].Narrowest, Math.Sqrt(variances[b][place] / variance));
            columns.Momentum[b][column] = moments[b][place].Momentum;
            columns.Frames[b][column] = frames[b][place] with { Centre = moments[b][place].Mean - scale * mean, Scale = scale };
        }
    }

    // A component of the velocities of a cell: their mean, its slopes along and, after the step, across the line, their extent and the mean square about that line.
    private readonly record struct CellMotion(double Velocity, double Slope, double SlopeAcross, double Width, double Heat);
}
