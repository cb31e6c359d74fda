namespace ParticleLimit.Comparison;

/// <summary>Integrals of a density that is constant on cells over convex polygons, exactly: by Green's theorem, as integrals over their edges.</summary>
/// <remarks>Along an edge, between two lines of the grid, the antiderivatives in x are polynomials of degree 3 at most: two Gauss points are exact.</remarks>
internal sealed class DensityMoments
{
    private static readonly double Gauss = Math.Sqrt(1.0 / 3) / 2;

    private readonly CellDensity density;
    private readonly int countX, countV;
    private readonly double[,] heights;

    // Integrals of f, s f and s^2 f over s from the grid's left side, s counted from there, up to each column.
    private readonly double[,] zeroth, first, second;

    /// <summary>Tables of a density.</summary>
    public DensityMoments(CellDensity density)
    {
        (this.density, countX, countV) = (density, density.Masses.GetLength(0), density.Masses.GetLength(1));
        heights = new double[countX, countV];
        (zeroth, first, second) = (new double[countX + 1, countV], new double[countX + 1, countV], new double[countX + 1, countV]);
        double step = density.PositionStep;
        for (int i = 0; i < countX; i++)
        {
            double low = i * step, high = (i + 1) * step;
            for (int j = 0; j < countV; j++)
            {
                double height = heights[i, j] = density.Masses[i, j] / (step * density.VelocityStep);
                zeroth[i + 1, j] = zeroth[i, j] + height * step;
                first[i + 1, j] = first[i, j] + height * (high * high - low * low) / 2;
                second[i + 1, j] = second[i, j] + height * (high * high * high - low * low * low) / 3;
            }
        }
    }

    /// <summary>What an edge from p to q contributes to the mass of a polygon, to its second moment about a centre, and the integral of the density along it.</summary>
    /// <param name="px">The start.</param>
    /// <param name="pv">The start.</param>
    /// <param name="qx">The end.</param>
    /// <param name="qv">The end.</param>
    /// <param name="centreX">The centre of the moment.</param>
    /// <param name="centreV">The centre of the moment.</param>
    public (double Mass, double Moment, double Along) Edge(double px, double pv, double qx, double qv, double centreX, double centreV)
    {
        double dx = qx - px, dv = qv - pv, length = Math.Sqrt(dx * dx + dv * dv), mass = 0, moment = 0, along = 0;
        int column = Math.Clamp(Place(centreX, density.PositionFrom, density.PositionStep, countX), 0, countX - 1);
        int i = Place(px, density.PositionFrom, density.PositionStep, countX), lastI = Place(qx, density.PositionFrom, density.PositionStep, countX);
        int j = Place(pv, density.VelocityFrom, density.VelocityStep, countV), lastJ = Place(qv, density.VelocityFrom, density.VelocityStep, countV);

        // From cell to cell by counting lines: an edge along a line, up to rounding, crosses it once and not again and again.
        for (double t = 0; ;)
        {
            double crossX = Crossing(i, lastI, px, dx, density.PositionFrom, density.PositionStep), crossV = Crossing(j, lastJ, pv, dv, density.VelocityFrom, density.VelocityStep);
            double next = Math.Clamp(Math.Min(crossX, crossV), t, 1);
            if (next > t) Add(t, next);
            if (i == lastI && j == lastJ) return (mass, moment, along);
            if (crossX <= crossV) i += Math.Sign(lastI - i);
            else j += Math.Sign(lastJ - j);
            t = next;
        }

        void Add(double from, double to)
        {
            if (j < 0 || j >= countV) return;
            if (i >= 0 && i < countX) along += (to - from) * length * heights[i, j];
            for (int side = -1; side <= 1; side += 2)
            {
                double at = (from + to) / 2 + side * Gauss * (to - from), v = pv + at * dv - centreV, weight = (to - from) / 2 * dv;
                (double n, double m) = Antiderivatives(i, j, px + at * dx - density.PositionFrom, column, centreX - density.PositionFrom);
                mass += weight * n;
                moment += weight * (m + v * v * n);
            }
        }
    }

    /// <summary>The integrals of f and (s - c)^2 f over s up to x, less their values at a column near the centre c, which cancel round a polygon.</summary>
    private (double Mass, double Moment) Antiderivatives(int i, int j, double x, int column, double c)
    {
        int from = Math.Max(i, 0);
        (double n0, double n1, double n2) = (zeroth[from, j] - zeroth[column, j], first[from, j] - first[column, j], second[from, j] - second[column, j]);
        if (i >= 0 && i < countX)
        {
            double low = i * density.PositionStep, height = heights[i, j];
            n0 += height * (x - low);
            n1 += height * (x * x - low * low) / 2;
            n2 += height * (x * x * x - low * low * low) / 3;
        }

        return (n0, n2 - 2 * c * n1 + c * c * n0);
    }

    /// <summary>The cell of a coordinate: -1 or the count outside the grid.</summary>
    private static int Place(double at, double from, double step, int count) => (int)Math.Clamp(Math.Floor((at - from) / step), -1, count);

    /// <summary>Where the edge leaves a cell for the next one on its way along an axis; at its end if that is in this cell.</summary>
    private static double Crossing(int cell, int last, double from, double along, double origin, double step) =>
        cell == last ? double.PositiveInfinity : (origin + (last > cell ? cell + 1 : cell) * step - from) / along;
}
