namespace ParticleLimit.Model;

/// <summary>Where positions live: a <see cref="Torus"/> or <see cref="FreeSpace"/>.</summary>
/// <param name="Dimension">d, 1 to 3.</param>
public abstract record Domain(int Dimension)
{
    /// <summary>The period of an axis; positive infinity where the axis is not periodic.</summary>
    public abstract double Period(int axis);

    /// <summary>The canonical representative of a coordinate: in [0, L) on a periodic axis, itself elsewhere.</summary>
    public double Wrap(double coordinate, int axis)
    {
        double period = Period(axis);
        if (double.IsInfinity(period)) return coordinate;
        double wrapped = coordinate - period * Math.Floor(coordinate / period);
        if (wrapped < 0) wrapped += period; // the quotient of a coordinate just under a multiple of the period rounds up to it
        return wrapped >= period ? 0 : wrapped; // a tiny negative coordinate rounds up to the period itself
    }

    /// <summary>The shortest representative of a difference of two coordinates: in [-L/2, L/2] on a periodic axis.</summary>
    public double ShortestDifference(double difference, int axis)
    {
        double period = Period(axis);
        return double.IsInfinity(period) ? difference : difference - period * Math.Round(difference / period);
    }
}
