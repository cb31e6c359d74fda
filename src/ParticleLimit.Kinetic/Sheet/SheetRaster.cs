namespace ParticleLimit.Kinetic;

/// <summary>The exact masses of triangles of uniform density in the cells of a phase-space grid, by clipping.</summary>
/// <remarks>The share of a triangle in a cell is an area in the triangle's own coordinates, which stays accurate however thin its image is.
/// Mass outside the grid is left out; on a torus positions wrap.</remarks>
internal sealed class SheetRaster(GridAxis position, GridAxis velocity, bool periodic)
{
    private const int MostCorners = 8; // a triangle cut by four lines has at most seven

    private readonly double[,] masses = new double[position.Cells, velocity.Cells];

    private readonly record struct Corner(double X, double V, double S, double T);

    /// <summary>Adds a triangle.</summary>
    public void Add(in SheetTriangle t)
    {
        if (t.Mass == 0) return;
        double x0 = (t.X0 - position.From) / position.Width, x1 = (t.X1 - position.From) / position.Width, x2 = (t.X2 - position.From) / position.Width;
        double v0 = (t.V0 - velocity.From) / velocity.Width, v1 = (t.V1 - velocity.From) / velocity.Width, v2 = (t.V2 - velocity.From) / velocity.Width;
        int left = (int)Math.Floor(Math.Min(x0, Math.Min(x1, x2))), right = (int)Math.Floor(Math.Max(x0, Math.Max(x1, x2)));
        int down = (int)Math.Floor(Math.Min(v0, Math.Min(v1, v2))), up = (int)Math.Floor(Math.Max(v0, Math.Max(v1, v2)));
        if (left == right && down == up)
        {
            Put(left, down, t.Mass);
            return;
        }

        Span<Corner> whole = [new(x0, v0, 0, 0), new(x1, v1, 1, 0), new(x2, v2, 0, 1)];
        Span<Corner> scratch = stackalloc Corner[MostCorners], column = stackalloc Corner[MostCorners], cell = stackalloc Corner[MostCorners];
        for (int i = left; i <= right; i++)
        {
            int corners = Clip(whole, scratch, vertical: false, i, above: true);
            corners = Clip(scratch[..corners], column, vertical: false, i + 1, above: false);
            for (int j = down; corners > 2 && j <= up; j++)
            {
                int inside = Clip(column[..corners], scratch, vertical: true, j, above: true);
                inside = Clip(scratch[..inside], cell, vertical: true, j + 1, above: false);
                if (inside > 2) Put(i, j, t.Mass * Share(cell[..inside]));
            }
        }
    }

    /// <summary>The averages, as [x, v].</summary>
    public double[,] Averages()
    {
        var averages = new double[position.Cells, velocity.Cells];
        double area = position.Width * velocity.Width;
        for (int i = 0; i < position.Cells; i++)
            for (int j = 0; j < velocity.Cells; j++) averages[i, j] = masses[i, j] / area;
        return averages;
    }

    private void Put(int i, int j, double mass)
    {
        if (periodic) i -= position.Cells * (int)Math.Floor((double)i / position.Cells);
        if ((uint)i < (uint)position.Cells && (uint)j < (uint)velocity.Cells) masses[i, j] += mass;
    }

    // What lies on one side of a line, corner by corner (Sutherland and Hodgman).
    private static int Clip(ReadOnlySpan<Corner> polygon, Span<Corner> kept, bool vertical, double line, bool above)
    {
        int count = 0;
        if (polygon.Length == 0) return 0;
        Corner last = polygon[^1];
        double lastSide = Side(last);
        foreach (Corner corner in polygon)
        {
            double side = Side(corner);
            if (side >= 0 != lastSide >= 0)
            {
                double cut = lastSide / (lastSide - side);
                kept[count++] = new Corner(
                    last.X + cut * (corner.X - last.X), last.V + cut * (corner.V - last.V), last.S + cut * (corner.S - last.S), last.T + cut * (corner.T - last.T));
            }

            if (side >= 0) kept[count++] = corner;
            (last, lastSide) = (corner, side);
        }

        return count;

        double Side(Corner corner) => ((vertical ? corner.V : corner.X) - line) * (above ? 1 : -1);
    }

    // Twice the area in (s, t): the whole triangle has one half.
    private static double Share(ReadOnlySpan<Corner> polygon)
    {
        double twice = 0;
        for (int k = 1; k + 1 < polygon.Length; k++)
            twice += (polygon[k].S - polygon[0].S) * (polygon[k + 1].T - polygon[0].T) - (polygon[k + 1].S - polygon[0].S) * (polygon[k].T - polygon[0].T);
        return Math.Abs(twice);
    }
}
