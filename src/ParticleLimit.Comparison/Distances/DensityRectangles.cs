namespace ParticleLimit.Comparison;

/// <summary>A density on the plane as the centres of rectangles on which it is constant, each lifted above the plane by the root of the mean square distance of its points from the centre.</summary>
/// <remarks>Points of a rectangle whose centre is r from a particle are at the mean squared distance r^2 + s^2 from it, s being the lift, and so at the mean distance sqrt(r^2 + s^2) at most
/// (Jensen; once more for a bounded cost). A plan to the lifted centres therefore costs no less than the same plan to the density.</remarks>
internal static class DensityRectangles
{
    private const int MostRectangles = 1 << 20, Halvings = 40;

    /// <summary>The same density on rectangles of at most a side, or of what a million of them allow.</summary>
    public static CellDensity Cut(CellDensity density, double side)
    {
        (int countX, int countV) = (density.Masses.GetLength(0), density.Masses.GetLength(1));
        double perX, perV;
        for (; ; side *= 1.25)
        {
            (perX, perV) = (Math.Max(1, Math.Ceiling(density.PositionStep / side)), Math.Max(1, Math.Ceiling(density.VelocityStep / side)));
            if (perX * perV == 1 || perX * countX * perV * countV <= MostRectangles) break;
        }

        double[,] masses = new double[countX * (int)perX, countV * (int)perV];
        for (int i = 0; i < masses.GetLength(0); i++)
            for (int j = 0; j < masses.GetLength(1); j++) masses[i, j] = density.Masses[i / (int)perX, j / (int)perV];
        return new CellDensity(density.PositionFrom, density.PositionStep / perX, density.VelocityFrom, density.VelocityStep / perV, masses);
    }

    /// <summary>The largest distance of a cell's points from its centre; the lift is that over sqrt(3).</summary>
    public static double Radius(CellDensity density) => Radius(density.PositionStep, density.VelocityStep);

    /// <summary>The cells' own centres (x, v, lift).</summary>
    public static PointCloud Lifted(CellDensity density)
    {
        PointCloud centres = density.Points(1);
        return new PointCloud([.. centres.Coordinates, [.. Enumerable.Repeat(Radius(density) / Math.Sqrt(3), centres.Count)]], centres.Weights);
    }

    /// <summary>Centres (x, v, lift) and halves of the sides of a number of rectangles, or of one for each cell if these are more: a cell is cut in proportion to the root of its mass, for which
    /// the lifts cost least.</summary>
    public static (PointCloud Centres, double[] HalfX, double[] HalfV) ByMass(CellDensity density, int most)
    {
        (double low, double high) = (0, (double)most * most);
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = low == 0 ? high / 2 : Math.Sqrt(low * high), rectangles = 0;
            foreach (double mass in density.Masses) rectangles += mass > 0 ? (double)Parts(mass, middle).X * Parts(mass, middle).V : 0;
            if (rectangles <= most) low = middle;
            else high = middle;
        }

        var (x, v, weights, halfX, halfV) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (int i = 0; i < density.Masses.GetLength(0); i++)
        {
            for (int j = 0; j < density.Masses.GetLength(1); j++)
            {
                double mass = density.Masses[i, j];
                if (mass == 0) continue;
                (int partsX, int partsV) = Parts(mass, low);
                for (int part = 0; part < partsX * partsV; part++)
                {
                    x.Add(density.PositionFrom + (i + (part / partsV + 0.5) / partsX) * density.PositionStep);
                    v.Add(density.VelocityFrom + (j + (part % partsV + 0.5) / partsV) * density.VelocityStep);
                    halfX.Add(density.PositionStep / partsX / 2);
                    halfV.Add(density.VelocityStep / partsV / 2);
                    weights.Add(mass / (partsX * partsV));
                }
            }
        }

        double[] lifts = [.. halfX.Zip(halfV, (alongX, alongV) => Radius(2 * alongX, 2 * alongV) / Math.Sqrt(3))];
        return (new PointCloud([[.. x], [.. v], lifts], [.. weights]), [.. halfX], [.. halfV]);

        (int X, int V) Parts(double mass, double perRoot)
        {
            double side = Math.Sqrt(density.PositionStep * density.VelocityStep / (perRoot * Math.Sqrt(mass)));
            return (Along(density.PositionStep / side), Along(density.VelocityStep / side));
        }

        int Along(double wanted) => (int)Math.Clamp(Math.Ceiling(wanted), 1, most);
    }

    private static double Radius(double sideX, double sideV) => Math.Sqrt(sideX * sideX + sideV * sideV) / 2;
}
