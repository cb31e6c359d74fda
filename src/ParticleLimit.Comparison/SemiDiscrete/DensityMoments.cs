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
    /// <param name="uniform">The height of a uniform density to add.</param>
    public (double Mass, double Moment, double Along) Edge(double px, double pv, double qx, double qv, double centreX, double centreV, double uniform)
    {
        double dx = qx - px, dv = qv - pv, length = Math.Sqrt(dx * dx + dv * dv), mass = 0, moment = 0, along = 0;
        var sums = (mass, moment, along);
        int column = (int)Math.Clamp(Math.Floor((centreX - density.PositionFrom) / density.PositionStep), 0, countX - 1);
        for (double t = 0; t < 1;)
        {
            double next = Math.Min(Crossing(t, px, dx, density.PositionFrom, density.PositionStep, countX), Crossing(t, pv, dv, density.VelocityFrom, density.VelocityStep, countV));
            double middle = (t + next) / 2;
            int i = (int)Math.Clamp(Math.Floor((px + middle * dx - density.PositionFrom) / density.PositionStep), -1, countX);
            int j = (int)Math.Floor((pv + middle * dv - density.VelocityFrom) / density.VelocityStep);
            bool inRow = j >= 0 && j < countV;
            sums.along += (next - t) * length * (uniform + (inRow && i >= 0 && i < countX ? heights[i, j] : 0));
            for (int side = -1; side <= 1; side += 2)
            {
                double at = middle + side * Gauss * (next - t), x = px + at * dx, v = pv + at * dv - centreV, s = x - centreX, weight = (next - t) / 2 * dv;
                sums.mass += weight * uniform * s;
                sums.moment += weight * uniform * (s * s * s / 3 + v * v * s);
                if (!inRow) continue;
                (double n, double m) = Antiderivatives(i, j, x - density.PositionFrom, column, centreX - density.PositionFrom);
                sums.mass += weight * n;
                sums.moment += weight * (m + v * v * n);
            }

            t = next;
        }

        return sums;
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

    /// <summary>Where after t the edge crosses the next line of the grid, or 1.</summary>
    private static double Crossing(double t, double from, double along, double origin, double step, int lines)
    {
        if (along == 0) return 1;
        double place = (from + t * along - origin) / step;
        double line = along > 0 ? Math.Floor(place + 1e-12) + 1 : Math.Ceiling(place - 1e-12) - 1;
        line = along > 0 ? Math.Max(line, 0) : Math.Min(line, lines);
        if (line < 0 || line > lines) return 1;
        double at = (origin + line * step - from) / along;
        return at > t ? Math.Min(at, 1) : Math.Min(t + 1e-12, 1);
    }
}
