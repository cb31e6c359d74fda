namespace ParticleLimit.Comparison;

/// <summary>The particles of a box as one point, from which mass goes straight to the faces.</summary>
internal readonly struct PointMass
{
    /// <summary>The mean distances from the point to the lower and upper face in x and in v.</summary>
    public readonly double ToLowX, ToHighX, ToLowV, ToHighV;

    /// <summary>A point.</summary>
    /// <param name="j">The box's place in its row.</param>
    /// <param name="x">Its place from the box's centre.</param>
    /// <param name="v">The same in v.</param>
    /// <param name="mass">The particles' mass.</param>
    /// <param name="halfX">Half the box's side.</param>
    /// <param name="halfV">The same in v.</param>
    public PointMass(int j, double x, double v, double mass, double halfX, double halfV)
    {
        (J, X, V, Mass) = (j, x, v, mass);
        (ToLowX, ToHighX) = (MeanDistance(halfX + x, v, halfV), MeanDistance(halfX - x, v, halfV));
        (ToLowV, ToHighV) = (MeanDistance(halfV + v, x, halfX), MeanDistance(halfV - v, x, halfX));
    }

    /// <summary>The box's place in its row.</summary>
    public int J { get; }

    /// <summary>The point's place from the box's centre, in x.</summary>
    public double X { get; }

    /// <summary>The point's place from the box's centre, in v.</summary>
    public double V { get; }

    /// <summary>The particles' mass.</summary>
    public double Mass { get; }

    /// <summary>The mean distance of the point to the points of the box.</summary>
    public double ToBox(double halfX, double halfV) =>
        (OverTriangles(halfX + X, V, halfV) + OverTriangles(halfX - X, V, halfV) + OverTriangles(halfV + V, X, halfX) + OverTriangles(halfV - V, X, halfX)) / (4 * halfX * halfV);

    /// <summary>The mean of sqrt(d^2 + y^2) for y from -half - at to half - at.</summary>
    private static double MeanDistance(double distance, double at, double half) => (Below(distance, half - at) + Below(distance, half + at)) / (2 * half);

    /// <summary>int_0^y sqrt(d^2 + s^2) ds.</summary>
    private static double Below(double distance, double y)
    {
        double straight = y * Math.Sqrt(distance * distance + y * y) / 2;
        return distance > 0 ? straight + distance * distance * Math.Asinh(y / distance) / 2 : straight;
    }

    /// <summary>int |z| over the triangle between the origin and a segment at a distance: a third of the distance times int sqrt(d^2 + y^2) dy.</summary>
    private static double OverTriangles(double distance, double at, double half) => distance / 3 * (Below(distance, half - at) + Below(distance, half + at));
}
