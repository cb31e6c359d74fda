namespace ParticleLimit.Comparison;

/// <summary>The boxes of a grid over a density and particles on the plane, d = 1.</summary>
internal sealed class FlowGrid
{
    private readonly double fromX, fromV, period;

    /// <summary>A grid whose steps are at most the given one unless that takes too many boxes.</summary>
    /// <param name="density">The density.</param>
    /// <param name="x">The particles' positions, in one period where there is one.</param>
    /// <param name="v">Their velocities.</param>
    /// <param name="period">The period in x, or infinity.</param>
    /// <param name="step">The largest step wanted.</param>
    /// <param name="leastLength">The fewest boxes along an axis: a power of two, at least 32.</param>
    /// <param name="mostBoxes">The most boxes.</param>
    public FlowGrid(CellDensity density, double[] x, double[] v, double period, double step, int leastLength, int mostBoxes)
    {
        this.period = period;
        (fromX, double toX) = Periodic ? (0, period) : Range(density.PositionFrom, density.PositionStep, density.Masses.GetLength(0), x);
        (fromV, double toV) = Range(density.VelocityFrom, density.VelocityStep, density.Masses.GetLength(1), v);
        for (; ; step *= 1.1)
        {
            (CountX, CountV) = (Length((toX - fromX) / step, leastLength), Length((toV - fromV) / step, leastLength));
            if ((long)CountX * CountV <= mostBoxes) break;
        }

        (StepX, StepV) = ((toX - fromX) / CountX, (toV - fromV) / CountV);
    }

    /// <summary>n_x.</summary>
    public int CountX { get; }

    /// <summary>n_v.</summary>
    public int CountV { get; }

    /// <summary>h_x.</summary>
    public double StepX { get; }

    /// <summary>h_v.</summary>
    public double StepV { get; }

    /// <summary>Whether x is periodic.</summary>
    public bool Periodic => double.IsFinite(period);

    /// <summary>The centre of a box.</summary>
    public (double X, double V) Centre(int i, int j) => (fromX + (i + 0.5) * StepX, fromV + (j + 0.5) * StepV);

    /// <summary>The box of a point.</summary>
    public (int I, int J) Box(double x, double v) => (Math.Clamp((int)((x - fromX) / StepX), 0, CountX - 1), Math.Clamp((int)((v - fromV) / StepV), 0, CountV - 1));

    /// <summary>The particles' masses less those of a density, and for each row of boxes the points that stand for the particles of one.</summary>
    /// <param name="x">The particles' positions, in one period where there is one.</param>
    /// <param name="v">Their velocities.</param>
    /// <param name="weights">Their masses, of sum 1.</param>
    /// <param name="density">The density.</param>
    /// <param name="moved">What it costs at most to bring particles to their box's point and to make the density constant in each box.</param>
    public (double[,] Masses, PointMass[][] Points) Difference(double[] x, double[] v, double[] weights, CellDensity density, out double moved)
    {
        double[,] masses = Masses(density, out moved);
        for (int i = 0; i < CountX; i++)
            for (int j = 0; j < CountV; j++) masses[i, j] = -masses[i, j];

        int[] boxes = [.. x.Zip(v, (atX, atV) => Box(atX, atV)).Select(box => box.I * CountV + box.J)], order = [.. Enumerable.Range(0, x.Length)];
        Array.Sort([.. boxes], order);
        var points = new List<PointMass>[CountX];
        for (int i = 0; i < CountX; i++) points[i] = [];
        for (int first = 0; first < order.Length;)
        {
            int box = boxes[order[first]], end = first;
            while (end < order.Length && boxes[order[end]] == box) end++;
            Span<int> members = order.AsSpan(first, end - first);
            members.Sort(); // not stable, and sums are formed in one order
            (double centreX, double centreV) = Centre(box / CountV, box % CountV);
            double mass = 0, meanX = 0, meanV = 0;
            foreach (int k in members)
            {
                mass += weights[k];
                meanX += weights[k] * (x[k] - centreX);
                meanV += weights[k] * (v[k] - centreV);
            }

            (meanX, meanV) = (Math.Clamp(meanX / mass, -StepX / 2, StepX / 2), Math.Clamp(meanV / mass, -StepV / 2, StepV / 2));
            foreach (int k in members) moved += weights[k] * Math.Sqrt(Square(x[k] - centreX - meanX) + Square(v[k] - centreV - meanV));
            masses[box / CountV, box % CountV] += mass;
            points[box / CountV].Add(new PointMass(box % CountV, meanX, meanV, mass, StepX / 2, StepV / 2));
            first = end;
        }

        return (masses, [.. points.Select(row => row.ToArray())]);

        static double Square(double value) => value * value;
    }

    /// <summary>The masses of a density in the boxes, as [x, v].</summary>
    /// <param name="density">The density.</param>
    /// <param name="unevenness">What it costs at most to make the density constant in each box.</param>
    private double[,] Masses(CellDensity density, out double unevenness)
    {
        double[,] masses = new double[CountX, CountV], excess = new double[CountX, CountV];
        (int Box, double Share)[][] alongX = Shares(density.PositionFrom - fromX, density.PositionStep, StepX, density.Masses.GetLength(0), Periodic ? CountX : 0);
        (int Box, double Share)[][] alongV = Shares(density.VelocityFrom - fromV, density.VelocityStep, StepV, density.Masses.GetLength(1), 0);
        Visit((i, j, mass, _) => masses[i, j] += mass);

        // Mass above the mean density of the box moves, at most along its diagonal.
        Visit((i, j, mass, area) => excess[i, j] += Math.Max(mass - masses[i, j] * area, 0));
        double moved = 0;
        foreach (double mass in excess) moved += mass;
        unevenness = moved * Math.Sqrt(StepX * StepX + StepV * StepV);
        return masses;

        void Visit(Action<int, int, double, double> action)
        {
            for (int a = 0; a < alongX.Length; a++)
            {
                for (int b = 0; b < alongV.Length; b++)
                {
                    double mass = density.Masses[a, b];
                    if (mass == 0) continue;
                    foreach ((int i, double shareX) in alongX[a])
                        foreach ((int j, double shareV) in alongV[b])
                            action(i, j, mass * shareX * shareV, shareX * density.PositionStep / StepX * shareV * density.VelocityStep / StepV);
                }
            }
        }
    }

    /// <summary>The largest value at a point that a 1-Lipschitz function can have with given values at the boxes' centres, of which the near ones matter.</summary>
    public double LeastCone(BeckmannFlow flow, double x, double v)
    {
        const int Reach = 2;
        (int i, int j) = Box(x, v);
        double least = double.PositiveInfinity;
        for (int p = i - Reach; p <= i + Reach; p++)
        {
            if (!Periodic && (p < 0 || p >= CountX)) continue;
            for (int q = Math.Max(j - Reach, 0); q <= Math.Min(j + Reach, CountV - 1); q++)
            {
                (double atX, double atV) = Centre(p, q);
                least = Math.Min(least, flow.Potential(((p % CountX) + CountX) % CountX, q) + Math.Sqrt((atX - x) * (atX - x) + (atV - v) * (atV - v)));
            }
        }

        return least;
    }

    private static (double From, double To) Range(double from, double side, int cells, double[] particles) =>
        (Math.Min(from, particles.Min()), Math.Max(from + side * cells, particles.Max()));

    private static int Length(double wanted, int least)
    {
        for (int length = least; ; length *= 2)
        {
            if (length >= wanted) return length;
            if (length > least && length / 2 * 3 >= wanted) return length / 2 * 3;
        }
    }

    /// <summary>For each cell of a density the boxes it lies in, with the parts of it.</summary>
    private static (int Box, double Share)[][] Shares(double from, double side, double step, int cells, int period)
    {
        var shares = new (int, double)[cells][];
        for (int k = 0; k < cells; k++)
        {
            double a = (from + k * side) / step, b = (from + (k + 1) * side) / step;
            int first = (int)Math.Floor(a + 1e-9), last = Math.Max(first, (int)Math.Ceiling(b - 1e-9) - 1); // a sliver left by rounding belongs to the neighbour
            shares[k] = new (int, double)[last - first + 1];
            for (int box = first; box <= last; box++)
            {
                double share = (Math.Min(b, box == last ? b : box + 1) - Math.Max(a, box == first ? a : box)) / (b - a);
                shares[k][box - first] = (period > 0 ? (box % period + period) % period : box, share);
            }
        }

        return shares;
    }
}
