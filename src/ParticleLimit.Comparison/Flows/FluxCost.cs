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
    /// <param name="threads">The most threads; the bits do not depend on it.</param>
    public static double Of(FlowGrid grid, BeckmannFlow flow, double[,] masses, PointMass[][] points, int threads = 1) => Within(grid, flow, masses, points, 0, grid.CountX, 0, grid.CountV, threads, out _);

    /// <summary>The bound for a rectangle of boxes.</summary>
    /// <param name="grid">The boxes.</param>
    /// <param name="flow">The flux.</param>
    /// <param name="masses">Particles less density in the boxes, as [x, v].</param>
    /// <param name="points">For each row of boxes the points that stand for the particles of one.</param>
    /// <param name="fromI">The first box along x; they may go round the period.</param>
    /// <param name="toI">The one after the last.</param>
    /// <param name="fromJ">The first box along v.</param>
    /// <param name="toJ">The one after the last.</param>
    /// <param name="threads">The most threads; the bits do not depend on it.</param>
    /// <param name="left">The mass that the flux, of single precision, leaves; it has been brought to the last box.</param>
    public static double Within(FlowGrid grid, BeckmannFlow flow, double[,] masses, PointMass[][] points, int fromI, int toI, int fromJ, int toJ, int threads, out double left)
    {
        var cost = new FluxCost(grid);
        double[] costs = new double[toI - fromI], rest = new double[costs.Length];
        Parallel.For(0, costs.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, row =>
        {
            int i = (fromI + row) % grid.CountX;
            costs[row] = cost.Row(i, flow, masses, points[i], fromJ, toJ, out rest[row]);
        });

        (double sum, left) = (0, 0);
        for (int row = 0; row < costs.Length; row++)
        {
            sum += costs[row] + Math.Abs(left) * grid.StepX;
            left += rest[row];
        }

        return sum;
    }

    private double Row(int i, BeckmannFlow flow, double[,] masses, PointMass[] points, int fromJ, int toJ, out double left)
    {
        (double sum, left) = (0, 0); // what there is too little of divergence goes on to the next box
        int next = 0;
        while (next < points.Length && points[next].J < fromJ) next++;
        for (int j = fromJ; j < toJ; j++)
        {
            double lowX = flow.FluxX(i, j), highX = flow.FluxX(i + 1, j), lowV = flow.FluxV(i, j), highV = flow.FluxV(i, j + 1);
            sum += Math.Abs(left) * grid.StepV;
            left += masses[i, j] - (highX - lowX) * grid.StepV - (highV - lowV) * grid.StepX;
            double f = (lowX + highX) / 2, fx = (highX - lowX) / 2, g = (lowV + highV) / 2, gv = (highV - lowV) / 2;
            if (next == points.Length || points[next].J != j)
            {
                sum += Box(f, fx, g, gv);
                continue;
            }

            PointMass point = points[next++];
            double straight = (Math.Abs(lowX) * point.ToLowX + Math.Abs(highX) * point.ToHighX) * grid.StepV + (Math.Abs(lowV) * point.ToLowV + Math.Abs(highV) * point.ToHighV) * grid.StepX
                + Math.Max(point.Mass - masses[i, j], 0) * point.ToBox(grid.StepX / 2, grid.StepV / 2);
            sum += Math.Min(straight, WithPoint(point, f, fx, g, gv));
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
