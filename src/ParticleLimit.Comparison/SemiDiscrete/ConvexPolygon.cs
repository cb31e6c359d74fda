namespace ParticleLimit.Comparison;

/// <summary>A convex polygon on the plane, counterclockwise, whose edges have labels; half planes are cut off it in place.</summary>
internal sealed class ConvexPolygon
{
    private (double X, double V, int Label, bool Known)[] corners = new (double, double, int, bool)[16], spare = new (double, double, int, bool)[16];

    /// <summary>The number of corners; zero when nothing is left.</summary>
    public int Count { get; private set; }

    /// <summary>A corner, the label of the edge that leaves it, and what <see cref="Mark"/> said of it.</summary>
    public (double X, double V, int Label, bool Known) this[int corner] => corners[corner];

    /// <summary>Starts again with a rectangle, whose edges are labelled -1.</summary>
    public void Reset(double fromX, double toX, double fromV, double toV)
    {
        (corners[0], corners[1], corners[2], corners[3]) = ((fromX, fromV, -1, false), (toX, fromV, -1, false), (toX, toV, -1, false), (fromX, toV, -1, false));
        Count = 4;
    }

    /// <summary>Marks a corner as known to belong.</summary>
    public void Mark(int corner) => corners[corner].Known = true;

    /// <summary>Keeps what has a x + b v at most c, and labels the new edge; says whether anything was cut off.</summary>
    public bool Cut(double a, double b, double c, int label)
    {
        if (spare.Length < Count + 2) Array.Resize(ref spare, 2 * spare.Length);
        int kept = 0;
        bool cut = false;
        for (int k = 0; k < Count; k++)
        {
            var (here, next) = (corners[k], corners[k + 1 == Count ? 0 : k + 1]);
            double over = a * here.X + b * here.V - c, nextOver = a * next.X + b * next.V - c;
            if (over <= 0) spare[kept++] = here;
            else cut = true;
            if (over <= 0 == nextOver <= 0) continue;
            double part = over / (over - nextOver);
            spare[kept++] = (here.X + part * (next.X - here.X), here.V + part * (next.V - here.V), over <= 0 ? label : here.Label, false);
        }

        if (!cut) return false;
        (corners, spare, Count) = (spare, corners, kept < 3 ? 0 : kept);
        return true;
    }
}
