namespace ParticleLimit.Kinetic;

/// <summary>Free transport of one line of columns along a position axis, with the scratch memory for it.</summary>
/// <remarks>Every cell moves with its own velocity and is cut into the pieces that lie in one position cell each. Their moments give each column its new frame,
/// onto whose cells they are then remapped, each with the shape in w of the cell that it comes from. A last change of U and S keeps the momentum and the energy of
/// each column; f stays nonnegative, for all is a sum of parts of masses. A step of length 0 changes nothing that matters, or short steps would smear.</remarks>
internal sealed class FrameLine
{
    private readonly FrameColumns columns;
    private readonly FrameNeighbours neighbours;
    private readonly FrameArrivals arrivals;
    private readonly FrameScratch scratch;
    private readonly double[] fresh;       // [place][w]
    private readonly FrameShares[] shares; // [component]
    private int axis, line, passed;
    private double step;

    /// <summary>Scratch memory.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="periodic">Whether the position axes are one period of a torus each.</param>
    /// <param name="hulls">Where the velocities of each component are.</param>
    public FrameLine(FrameColumns columns, bool periodic, FrameHull[] hulls)
    {
        this.columns = columns;
        neighbours = new FrameNeighbours(columns, periodic);
        arrivals = new FrameArrivals(columns, neighbours, hulls);
        scratch = new FrameScratch(columns.Cells);
        fresh = new double[Enumerable.Range(0, columns.Dimension).Max(columns.Length) * columns.Block];
        shares = [.. hulls.Select(_ => new FrameShares(columns))];
    }

    /// <summary>Transports x_a -> x_a + v_a s on a line along axis a.</summary>
    /// <param name="axis">a.</param>
    /// <param name="line">Which line along it.</param>
    /// <param name="step">s over the width of a position cell.</param>
    /// <param name="passed">What is added to the numbers of the columns besides.</param>
    /// <returns>The masses that left through the lower and the upper end.</returns>
    public (double Lower, double Upper) Transport(int axis, int line, double step, int passed)
    {
        (this.axis, this.line, this.step, this.passed) = (axis, line, step, passed);
        neighbours.Reconstruct(axis, line);
        (double Lower, double Upper) lost = Gather();
        arrivals.Choose(axis);
        Deposit();
        for (int i = 0; i < columns.Length(axis); i++)
        {
            int column = columns.On(axis, line, i);
            fresh.AsSpan(i * columns.Block, columns.Block).CopyTo(columns.Column(column));
            columns.Reconstruct(column, scratch);
            Settle(column, i);
        }

        return lost;
    }

    private (double Lower, double Upper) Gather()
    {
        arrivals.Clear();
        double lower = 0, upper = 0;
        for (int i = 0; i < columns.Length(axis); i++)
        {
            int column = columns.On(axis, line, i);
            for (int cell = 0; cell < columns.Block; cell++)
            {
                if (columns.Column(column)[cell] == 0) continue;
                FramePieces piece = Cut(i, column, cell);
                CellMotion along = Motion(axis, column, cell, piece.Stretch), across = columns.Dimension == 1 ? default : Motion(1 - axis, column, cell, piece.Stretch);
                while (piece.Next())
                {
                    int at = neighbours.Index(axis, piece.Target);
                    if (at >= 0)
                    {
                        double off = piece.Offset * along.Width;
                        arrivals.Moments(axis, at).Add(piece, piece.Velocity, piece.Slope, along.SlopeAcross, along.Heat - off * off);
                        if (columns.Dimension > 1)
                        {
                            double velocity = across.Velocity + across.Slope * (piece.Before - neighbours.Centre(i));
                            arrivals.Moments(1 - axis, at).Add(piece, velocity, across.Slope / piece.Stretch, across.SlopeAcross, across.Heat);
                        }
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
    private CellMotion Motion(int component, int column, int cell, double stretch)
    {
        VelocityFrame frame = columns.Frames[component][column];
        (double offset, double variance) = columns.Spread(component, column * columns.Block + cell);
        double shear = columns.Dimension == 1 ? 0 : step / stretch * columns.Frames[axis][column].Slope(1 - axis), slope = frame.Slope(axis);
        return new CellMotion(
            frame.Centre + frame.Scale * (columns.At(component, cell) + offset), slope, frame.Slope(1 - axis) - shear * slope,
            frame.Scale * columns.Width, frame.Scale * frame.Scale * variance);
    }

    private void Deposit()
    {
        Array.Clear(fresh);
        for (int i = 0; i < columns.Length(axis); i++)
        {
            int column = columns.On(axis, line, i);
            for (int cell = 0; cell < columns.Block; cell++)
            {
                if (columns.Column(column)[cell] == 0) continue;
                FramePieces piece = Cut(i, column, cell);
                while (piece.Next())
                {
                    int at = neighbours.Index(axis, piece.Target);
                    if (at < 0) continue;
                    for (int b = 0; b < shares.Length; b++) Share(b, piece, i, column, cell, at);
                    Deposit(fresh.AsSpan(at * columns.Block, columns.Block), piece.Mass);
                }
            }
        }
    }

    // The piece has the shape of its cell, tilted so that its mean is where it is.
    private void Share(int component, in FramePieces piece, int place, int column, int cell, int at)
    {
        (VelocityFrame from, VelocityFrame to) = (columns.Frames[component][column], arrivals.Frame(component, at));
        double offset = component == axis ? piece.Offset : 0, tilt = 6 * offset;
        int whole = column * columns.Block + cell;
        double velocity = component == axis
            ? piece.Velocity - from.Scale * (columns.Spread(component, whole).Offset + offset * columns.Width)
            : from.Centre + from.Scale * columns.At(component, cell) + from.Slope(axis) * (piece.Before - neighbours.Centre(place));
        double away = piece.Position - piece.Target - 0.5 - arrivals.Moments(component, at).Place, inverse = 1 / to.Scale;
        (double lower, double upper) = columns.Parabola(component, whole);
        shares[component].Fill((velocity - to.Centre - to.Slope(axis) * away) * inverse, columns.Width * from.Scale * inverse, lower - tilt, upper + tilt);
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
    private FramePieces Cut(int place, int column, int cell)
    {
        int whole = column * columns.Block + cell;
        VelocityFrame frame = columns.Frames[axis][column];
        double velocity = frame.Centre + frame.Scale * (columns.At(axis, cell) + columns.Spread(axis, whole).Offset);
        return new FramePieces(
            columns.Mass[whole], place + passed, velocity, frame.Slope(axis), neighbours.Centre(place), frame.Scale * columns.Width, neighbours.Parabola(place * columns.Block + cell), step);
    }

    private void Settle(int column, int place)
    {
        for (int b = 0; b < columns.Dimension; b++)
        {
            (double mass, double mean, double variance) = columns.Moments(b, column);
            (columns.ColumnMass[column], columns.Momentum[b][column]) = (mass, 0);
            if (mass == 0) continue;
            columns.Momentum[b][column] = arrivals.Moments(b, place).Momentum;
            columns.Frames[b][column] = arrivals.Settled(b, place, mean, variance);
        }
    }

    // A component of the velocities of a cell: their mean where the line of the column is at its centre of mass, its slopes along and, after the step, across the line,
    // their extent and the mean square about that line.
    private readonly record struct CellMotion(double Velocity, double Slope, double SlopeAcross, double Width, double Heat);
}
