namespace ParticleLimit.Kinetic;

/// <summary>What arrives in the columns of a line in a transport, and the frames that they get for it.</summary>
/// <param name="columns">The columns.</param>
/// <param name="neighbours">Numbers their line.</param>
/// <param name="hulls">Where the velocities of each component are.</param>
internal sealed class FrameArrivals(FrameColumns columns, FrameNeighbours neighbours, FrameHull[] hulls)
{
    private readonly ColumnMoments[][] moments = Each<ColumnMoments>(columns); // [component][place], as all below
    private readonly VelocityFrame[][] frames = Each<VelocityFrame>(columns);
    private readonly double[][] variances = Each<double>(columns);

    /// <summary>The moments of what has arrived at a place.</summary>
    public ref ColumnMoments Moments(int component, int place) => ref moments[component][place];

    /// <summary>The frame chosen for a place.</summary>
    public VelocityFrame Frame(int component, int place) => frames[component][place];

    /// <summary>Nothing has arrived.</summary>
    public void Clear()
    {
        foreach (ColumnMoments[] component in moments) Array.Clear(component);
    }

    /// <summary>Chooses the frames after all has arrived.</summary>
    /// <param name="axis">The axis of the line.</param>
    public void Choose(int axis)
    {
        for (int b = 0; b < moments.Length; b++)
        {
            for (int i = 0; i < columns.Length(axis); i++)
                if (moments[b][i].Mass > 0) Choose(axis, b, i);
        }
    }

    /// <summary>The frame moved and scaled so that what has been remapped onto it has the momentum and the energy of what arrived.</summary>
    /// <remarks>Unless that would take it out of the hull of the velocities, where a remap has moved mass away from the wall: then it keeps to the hull, and energy is lost.</remarks>
    /// <param name="component">The component of the velocity.</param>
    /// <param name="place">The place.</param>
    /// <param name="mean">The mean of w of what is there now.</param>
    /// <param name="variance">Its variance.</param>
    public VelocityFrame Settled(int component, int place, double mean, double variance)
    {
        FrameHull hull = hulls[component];
        double velocity = moments[component][place].Mean, most = Math.Min((velocity - hull.From) / (1 + mean), (hull.To - velocity) / (1 - mean));
        double scale = Math.Max(hull.Narrowest, Math.Min(most, Math.Sqrt(variances[component][place] / variance)));
        return frames[component][place] with { Centre = velocity - scale * mean, Scale = scale };
    }

    // A frame that holds so many standard deviations of what arrived, about a line that follows the means of the neighbours, without what is outside the hull. There is no more tilt
    // than has room in the hull beside these: a tilted frame that is cut at a wall has velocities beyond it at one face of its cell, of which every step puts some
    // ahead of the front, faster than the fastest.
    private void Choose(int axis, int component, int place)
    {
        ref ColumnMoments arrived = ref moments[component][place];
        FrameHull hull = hulls[component];
        double mean = arrived.Mean, steepest = Math.Max(0, Math.Min(hull.To - mean, mean - hull.From)), extent = 0.5 + Math.Abs(arrived.Place);
        double rise = Math.Clamp(Rise(axis, component, place), -steepest, steepest);
        (double slope, double variance) = arrived.Line(rise);
        double most = Math.Max(0, steepest - hull.Reach * Math.Sqrt(variance)) / extent;
        if (Math.Abs(slope) > most) (slope, variance) = arrived.Line(rise, most);
        most = Math.Max(0, most - Math.Abs(slope));
        double across = Math.Clamp(arrived.Across, -most, most), scale = hull.Reach * Math.Sqrt(variance);
        variances[component][place] = variance;
        var frame = new VelocityFrame(mean, axis == 0 ? slope : across, axis == 0 ? across : slope, hull.Narrowest);
        double from = Math.Max(mean - scale, hull.From), to = Math.Min(mean + scale, hull.To);
        frames[component][place] = to - from > 2 * hull.Narrowest ? frame with { Centre = 0.5 * (from + to), Scale = 0.5 * (to - from) } : frame;
    }

    // How the mean velocity rises from cell to cell: the central difference, but 0 at an extremum and never more than to either neighbour. Steeper, the lines of two
    // columns would overtake each other on the face between them, and the velocity waves from cell to cell.
    private double Rise(int axis, int component, int place)
    {
        ColumnMoments[] line = moments[component];
        double rise = 0, length = 0, least = double.NegativeInfinity, most = double.PositiveInfinity;
        for (int side = -1; side <= 1; side += 2)
        {
            int at = neighbours.Index(axis, place + side);
            if (at < 0 || line[at].Mass == 0) continue;
            double along = 1 + side * (line[at].Place - line[place].Place), up = side * (line[at].Mean - line[place].Mean);
            if (!(along > 0)) continue;
            (rise, length) = (rise + up, length + along);
            (least, most) = (Math.Max(least, Math.Min(0, up / along)), Math.Min(most, Math.Max(0, up / along)));
        }

        return length > 0 ? Math.Clamp(rise / length, least, most) : 0;
    }

    private static T[][] Each<T>(FrameColumns columns) =>
        [.. Enumerable.Range(0, columns.Dimension).Select(_ => new T[Enumerable.Range(0, columns.Dimension).Max(columns.Length)])];
}
