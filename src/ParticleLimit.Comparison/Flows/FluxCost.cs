namespace ParticleLimit.Comparison;

/// <summary>An upper bound of W1 from a flux on boxes: its divergence is made exactly that of the particles less the density, and int |F| bounded from above.</summary>
/// <remarks>In the box of a point two plans are compared. Mass may go straight between the point and the faces, and from the point to the density of the box. Or a
/// field is added to F that carries the point's mass m along rays to the whole box evenly, m (R^2 - r^2) / (2 r |box|) at distance r where the ray
/// leaves the box at R. The mean of |F| over a piece is at most the root of the mean square, which polynomials give exactly.</remarks>
internal sealed class FluxCost
{
    private const int AlongSide = 2, AlongRay = 3;

    private static readonly double[] TwoPoints = [-1 / Math.Sqrt(3), 1 / Math.Sqrt(3)];
    private static readonly (double Place, double Weight)[] ThreePoints = [(-Math.Sqrt(0.6), 5.0 / 18), (0, 8.0 / 18), (Math.Sqrt(0.6), 5.0 / 18)];

    private readonly FlowGrid grid;
    private readonly double area;

    private FluxCost(FlowGrid grid) => (this.grid, area) = (grid, grid.StepX * grid.StepV);

    /// <summary>The bound.</summary>
    /// <param name="grid">The boxes.</param>
    /// <param name="flow">The flux.</param>
    /// <param name="masses">Particles less density in the boxes, as [x, v].</param>
    /// <param name="points">For each row of boxes the points that stand for the particles of one.</param>
    public static double Of(FlowGrid grid, BeckmannFlow flow, double[,] masses, PointMass[][] points)
    {
        var cost = new FluxCost(grid);
        double sum = 0, across = 0;
        for (int i = 0; i < grid.CountX; i++)
        {
            double row = 0, left = 0; // what the flux, single precision, has too little of divergence goes on to the next box
            int next = 0;
            for (int j = 0; j < grid.CountV; j++)
            {
                double lowX = flow.FluxX(i, j), highX = flow.FluxX(i + 1, j), lowV = flow.FluxV(i, j), highV = flow.FluxV(i, j + 1);
                row += Math.Abs(left) * grid.StepV;
                left += masses[i, j] - (highX - lowX) * grid.StepV - (highV - lowV) * grid.StepX;
                double f = (lowX + highX) / 2, fx = (highX - lowX) / 2, g = (lowV + highV) / 2, gv = (highV - lowV) / 2;
                if (next == points[i].Length || points[i][next].J != j)
                {
                    row += cost.Box(f, fx, g, gv);
                    continue;
                }

                PointMass point = points[i][next++];
                double straight = (Math.Abs(lowX) * point.ToLowX + Math.Abs(highX) * point.ToHighX) * grid.StepV + (Math.Abs(lowV) * point.ToLowV + Math.Abs(highV) * point.ToHighV) * grid.StepX
                    + Math.Max(point.Mass - masses[i, j], 0) * point.ToBox(grid.StepX / 2, grid.StepV / 2);
                row += Math.Min(straight, cost.WithPoint(point, f, fx, g, gv));
            }

            sum += row + Math.Abs(across) * grid.StepX;
            across += left;
        }

        return sum;
    }

    /// <summary>int |(f + s f_x, g + t g_v)| over a box, s and t from -1 to 1: by quarters.</summary>
    private double Box(double f, double fx, double g, double gv)
    {
        double sum = 0, squares = (fx * fx + gv * gv) / 12;
        for (int quarter = 0; quarter < 4; quarter++)
        {
            double a = f + ((quarter & 1) - 0.5) * fx, b = g + ((quarter >> 1) - 0.5) * gv;
            sum += Math.Sqrt(a * a + b * b + squares);
        }

        return sum * area / 4;
    }

    /// <summary>The same with the particle's own field. In the triangle between the particle and a side at distance d let e be the vector to a point of the
    /// side and r = t |e|: then int |F| is d times that of |m (1 - t^2) e / (2 |box|) + t F_box| over t from 0 to 1 and the side.</summary>
    private double WithPoint(in PointMass point, double f, double fx, double g, double gv)
    {
        double px = point.X, pv = point.V, mass = point.Mass, sum = 0;
        for (int side = 0; side < 4; side++)
        {
            double sign = side < 2 ? 1 : -1, half = (side % 2 == 0 ? grid.StepX : grid.StepV) / 2, length = side % 2 == 0 ? grid.StepV : grid.StepX;
            double distance = half - sign * (side % 2 == 0 ? px : pv);
            if (distance <= 0) continue;
            for (int piece = 0; piece < AlongSide * AlongRay; piece++) sum += distance * length / (AlongSide * AlongRay) * Piece(piece % AlongSide, piece / AlongSide);

            double Piece(int along, int ray)
            {
                double square = 0;
                foreach (double point2 in TwoPoints)
                {
                    double place = ((along + (1 + point2) / 2) / AlongSide - 0.5) * length;
                    double ex = side % 2 == 0 ? sign * distance : place - px, ev = side % 2 == 0 ? place - pv : sign * distance;
                    foreach ((double point3, double weight) in ThreePoints)
                    {
                        double t = (ray + (1 + point3) / 2) / AlongRay, own = mass * (1 - t * t) / (2 * area);
                        double a = own * ex + t * (f + fx * (px + t * ex) * 2 / grid.StepX), b = own * ev + t * (g + gv * (pv + t * ev) * 2 / grid.StepV);
                        square += weight / 2 * (a * a + b * b);
                    }
                }

                return Math.Sqrt(square);
            }
        }

        return sum;
    }
}
