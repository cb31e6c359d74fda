namespace ParticleLimit.Comparison;

/// <summary>Particles less a density in the boxes of a grid, or of a rectangle of it.</summary>
internal sealed class BoxMasses
{
    private readonly FlowGrid grid;
    private readonly CellDensity density;
    private readonly double[] x, v, weights;
    private readonly ParallelOptions options;
    private readonly (int Cell, double Share)[][] alongX, alongV; // for each row or column of boxes the cells that lie in it, with the parts of them that do

    /// <summary>The masses on a grid.</summary>
    /// <param name="grid">The boxes.</param>
    /// <param name="x">The particles' positions, in one period where there is one.</param>
    /// <param name="v">Their velocities.</param>
    /// <param name="weights">Their masses, of sum 1.</param>
    /// <param name="density">The density.</param>
    /// <param name="threads">The most threads.</param>
    public BoxMasses(FlowGrid grid, double[] x, double[] v, double[] weights, CellDensity density, int threads)
    {
        (this.grid, this.density, this.x, this.v, this.weights) = (grid, density, x, v, weights);
        options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        alongX = Shares(density.PositionFrom - grid.FromX, density.PositionStep, grid.StepX, density.Masses.GetLength(0), grid.CountX, grid.Periodic);
        alongV = Shares(density.VelocityFrom - grid.FromV, density.VelocityStep, grid.StepV, density.Masses.GetLength(1), grid.CountV, periodic: false);
    }

    /// <summary>The particles' masses less those of the density, and for each row of boxes the points that stand for the particles of one.</summary>
    /// <param name="moved">What it costs at most to bring particles to their box's point and to make the density constant in each box.</param>
    public (double[,] Masses, PointMass[][] Points) All(out double moved) => Within(0, 0, grid.CountX, grid.CountV, [.. Enumerable.Range(0, x.Length)], out moved);

    /// <summary>The same in a rectangle, which may go round the period.</summary>
    /// <param name="fromI">The first box.</param>
    /// <param name="fromJ">The same along v.</param>
    /// <param name="countX">The boxes along x.</param>
    /// <param name="countV">The boxes along v.</param>
    /// <param name="particles">The particles in it, ascending.</param>
    /// <param name="moved">As for <see cref="All"/>.</param>
    public (double[,] Masses, PointMass[][] Points) Within(int fromI, int fromJ, int countX, int countV, int[] particles, out double moved)
    {
        double[,] masses = new double[countX, countV];
        double[] excess = new double[countX];
        double cell = density.PositionStep * density.VelocityStep / (grid.StepX * grid.StepV);
        Parallel.For(0, countX, options, i =>
        {
            (int Cell, double Share)[] cellsX = alongX[(fromI + i) % grid.CountX];
            for (int j = 0; j < countV; j++)
            {
                double mass = 0;
                foreach ((int a, double shareX) in cellsX)
                    foreach ((int b, double shareV) in alongV[fromJ + j]) mass += density.Masses[a, b] * shareX * shareV;
                masses[i, j] = -mass;

                // Mass above the mean density of the box moves, at most along its diagonal.
                foreach ((int a, double shareX) in cellsX)
                    foreach ((int b, double shareV) in alongV[fromJ + j]) excess[i] += shareX * shareV * Math.Max(density.Masses[a, b] - mass * cell, 0);
            }
        });
        moved = excess.Sum() * Math.Sqrt(grid.StepX * grid.StepX + grid.StepV * grid.StepV);
        return (masses, Points(masses, fromI, fromJ, particles, ref moved));
    }

    private PointMass[][] Points(double[,] masses, int fromI, int fromJ, int[] particles, ref double moved)
    {
        int countX = masses.GetLength(0), countV = masses.GetLength(1);
        int[] boxes = Array.ConvertAll(particles, k =>
        {
            (int i, int j) = grid.Box(x[k], v[k]);
            return (i - fromI + grid.CountX) % grid.CountX * countV + j - fromJ;
        });
        int[] order = [.. Enumerable.Range(0, boxes.Length)];
        Array.Sort([.. boxes], order);
        var points = new List<PointMass>[countX];
        for (int i = 0; i < countX; i++) points[i] = [];
        for (int first = 0; first < order.Length;)
        {
            int box = boxes[order[first]], end = first;
            while (end < order.Length && boxes[order[end]] == box) end++;
            Span<int> members = order.AsSpan(first, end - first);
            members.Sort(); // not stable, and sums are formed in one order
            (double centreX, double centreV) = grid.Centre((fromI + box / countV) % grid.CountX, fromJ + box % countV);
            double mass = 0, meanX = 0, meanV = 0;
            foreach (int member in members)
            {
                int k = particles[member];
                mass += weights[k];
                meanX += weights[k] * (x[k] - centreX);
                meanV += weights[k] * (v[k] - centreV);
            }

            (meanX, meanV) = (Math.Clamp(meanX / mass, -grid.StepX / 2, grid.StepX / 2), Math.Clamp(meanV / mass, -grid.StepV / 2, grid.StepV / 2));
            foreach (int member in members)
            {
                int k = particles[member];
                moved += weights[k] * Math.Sqrt(Square(x[k] - centreX - meanX) + Square(v[k] - centreV - meanV));
            }

            masses[box / countV, box % countV] += mass;
            points[box / countV].Add(new PointMass(box % countV, meanX, meanV, mass, grid.StepX / 2, grid.StepV / 2));
            first = end;
        }

        return [.. points.Select(row => row.ToArray())];

        static double Square(double value) => value * value;
    }

    private static (int Cell, double Share)[][] Shares(double from, double side, double step, int cells, int boxes, bool periodic)
    {
        var shares = new List<(int, double)>[boxes];
        for (int box = 0; box < boxes; box++) shares[box] = [];
        for (int k = 0; k < cells; k++)
        {
            double a = (from + k * side) / step, b = (from + (k + 1) * side) / step;
            int first = (int)Math.Floor(a + 1e-9), last = Math.Max(first, (int)Math.Ceiling(b - 1e-9) - 1); // a sliver left by rounding belongs to the neighbour
            for (int box = first; box <= last; box++)
            {
                double share = (Math.Min(b, box == last ? b : box + 1) - Math.Max(a, box == first ? a : box)) / (b - a);
                shares[periodic ? (box % boxes + boxes) % boxes : Math.Clamp(box, 0, boxes - 1)].Add((k, share));
            }
        }

        return [.. shares.Select(row => row.ToArray())];
    }
}
