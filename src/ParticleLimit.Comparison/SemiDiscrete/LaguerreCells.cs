namespace ParticleLimit.Comparison;

/// <summary>The Laguerre (power) cells of particles on the plane or the cylinder, with the mass and second moment of a density in each.</summary>
/// <remarks>The cell of x_i is where |z - x_i|^2 - psi_i is least. A rectangle is cut by the bisectors of the neighbours that it had before, and then by that of whoever owns one of
/// its corners, until all corners are its own: as it is convex, all of it is then.</remarks>
internal sealed class LaguerreCells
{
    private const int Strips = 64;

    private readonly double[] x, v;
    private readonly double period, fromX, toX, fromV, toV, tolerance;
    private readonly CellDensity density;
    private readonly DensityMoments moments;
    private readonly PricingTree tree;
    private readonly ParallelOptions options;
    private readonly (int Particle, int Turn)[][] neighbours;
    private readonly List<(int Particle, double Value)>[] sides;
    private readonly (ConvexPolygon Polygon, List<(int Particle, int Turn)> Cutters) one = (new ConvexPolygon(), []);

    /// <summary>Cells of particles in the order of <see cref="PricingTree"/>.</summary>
    public LaguerreCells(double[] x, double[] v, CellDensity density, double period, int threads)
    {
        ((this.x, this.v), this.density, this.period, moments) = ((x, v), density, period, new DensityMoments(density));
        tree = new PricingTree([x, v], [period, double.PositiveInfinity], order: 2);
        options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        (fromX, toX) = (Math.Min(density.PositionFrom, x.Min()), Math.Max(density.PositionFrom + density.Masses.GetLength(0) * density.PositionStep, x.Max()));
        (fromV, toV) = (Math.Min(density.VelocityFrom, v.Min()), Math.Max(density.VelocityFrom + density.Masses.GetLength(1) * density.VelocityStep, v.Max()));
        (double width, double height) = (double.IsInfinity(period) ? toX - fromX : period, toV - fromV);
        double across = double.IsInfinity(period) ? width : period / 2;
        (SquaredDiameter, Area) = (across * across + height * height, width * height);
        tolerance = 2e-15 * SquaredDiameter;
        neighbours = [.. x.Select(_ => Array.Empty<(int, int)>())];
        (Masses, Moments) = (new double[x.Length], new double[x.Length]);
        (Couplings, sides) = ([.. x.Select(_ => new List<(int, double)>())], [.. x.Select(_ => new List<(int, double)>())]);
    }

    /// <summary>A bound of the squared distance of two points of the space that is cut in cells.</summary>
    public double SquaredDiameter { get; }

    /// <summary>The area of that space.</summary>
    public double Area { get; }

    /// <summary>m_i, the mass in each cell.</summary>
    public double[] Masses { get; }

    /// <summary>The integral of |z - x_i|^2 over each cell.</summary>
    public double[] Moments { get; }

    /// <summary>-dm_i / dpsi_j for the neighbours j of each cell i: half the integral of the density along their edge, over their distance.
    /// Where the density jumps along it, the mean of both sides.</summary>
    public List<(int Particle, double Value)>[] Couplings { get; }

    /// <summary>Numbers for the cells, the same for those between which mass can go by edges that the density touches.</summary>
    /// <param name="count">How many numbers there are.</param>
    public int[] Islands(out int count)
    {
        int[] islands = new int[x.Length];
        Array.Fill(islands, -1);
        var waiting = new Stack<int>();
        count = 0;
        for (int first = 0; first < islands.Length; first++)
        {
            if (islands[first] >= 0) continue;
            islands[first] = count;
            waiting.Push(first);
            while (waiting.TryPop(out int i))
            {
                foreach ((int j, _) in Couplings[i])
                {
                    if (islands[j] >= 0) continue;
                    islands[j] = count;
                    waiting.Push(j);
                }
            }

            count++;
        }

        return islands;
    }

    /// <summary>The mass of one cell with another potential, between two calls of <see cref="Cut"/>. The cells of others stay as they were.</summary>
    /// <param name="i">The particle.</param>
    /// <param name="potentials">The potentials, of which its own is tried.</param>
    public double MassWith(int i, double[] potentials)
    {
        tree.SetPotential(i, potentials[i]);
        one.Cutters.Clear();
        Shape(i, potentials, one.Polygon, one.Cutters);
        return Integrals(i, one.Polygon, null).Mass;
    }

    /// <summary>The particles of the cells round the one that <see cref="MassWith"/> was asked for last.</summary>
    public int[] LastNeighbours =>
        [.. Enumerable.Range(0, one.Polygon.Count).Select(corner => one.Polygon[corner].Label).Where(label => label >= 0).Select(label => one.Cutters[label].Particle).Distinct()];

    /// <summary>Cuts the cells by their potentials.</summary>
    public void Cut(double[] potentials)
    {
        tree.SetPotentials(potentials);
        Parallel.For(0, Strips, options, () => (new ConvexPolygon(), new List<(int, int)>()), (strip, _, work) =>
        {
            for (int i = (int)((long)x.Length * strip / Strips); i < (int)((long)x.Length * (strip + 1) / Strips); i++)
            {
                Shape(i, potentials, work.Item1, work.Item2);
                Measure(i, work.Item1, work.Item2);
                neighbours[i] = [.. work.Item2];
            }

            return work;
        }, static _ => { });

        foreach (List<(int, double)> list in Couplings) list.Clear();
        for (int i = 0; i < x.Length; i++)
        {
            foreach ((int j, double value) in sides[i])
            {
                Couple(i, j, value / 2);
                Couple(j, i, value / 2);
            }
        }
    }

    private void Couple(int i, int j, double value)
    {
        List<(int Particle, double Value)> list = Couplings[i];
        for (int k = 0; k < list.Count; k++)
        {
            if (list[k].Particle != j) continue;
            list[k] = (j, list[k].Value + value);
            return;
        }

        list.Add((j, value));
    }

    private void Shape(int i, double[] potentials, ConvexPolygon polygon, List<(int Particle, int Turn)> cutters)
    {
        cutters.Clear();
        if (double.IsInfinity(period)) polygon.Reset(fromX, toX, fromV, toV);
        else polygon.Reset(x[i] - period / 2, x[i] + period / 2, fromV, toV);
        foreach ((int, int) neighbour in neighbours[i]) CutBy(neighbour);

        Span<double> point = stackalloc double[2], least = stackalloc double[1];
        Span<int> owner = stackalloc int[1];
        for (int corner = 0; corner < polygon.Count; corner++)
        {
            (double atX, double atV, _, bool known) = polygon[corner];
            if (known) continue;
            (point[0], point[1]) = (double.IsInfinity(period) ? atX : atX - period * Math.Floor(atX / period), atV);
            double own = (atX - x[i]) * (atX - x[i]) + (atV - v[i]) * (atV - v[i]) - potentials[i];
            bool others = tree.Least(point, own - tolerance, least, owner) > 0 && owner[0] != i;
            var rival = (owner[0], double.IsInfinity(period) ? 0 : (int)Math.Round((atX - x[owner[0]]) / period));
            if (others && !cutters.Contains(rival) && CutBy(rival)) corner = -1; // the first corners are known already, or new
            else polygon.Mark(corner);
        }

        bool CutBy((int Particle, int Turn) by)
        {
            (int j, int turn) = by;
            double dx = x[j] + (turn == 0 ? 0 : turn * period) - x[i], dv = v[j] - v[i];
            double room = (dx * dx + dv * dv + potentials[i] - potentials[j]) / 2;
            if (!polygon.Cut(dx, dv, room + dx * x[i] + dv * v[i], cutters.Count)) return false;
            cutters.Add(by);
            return true;
        }
    }

    /// <summary>The mass and second moment about the particle of a cell, and the integrals of the density along its edges.</summary>
    private (double Mass, double Moment) Integrals(int i, ConvexPolygon polygon, double[]? along)
    {
        (double mass, double moment) = (0, 0);
        if (polygon.Count == 0) return (0, 0);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int k = 0; k < polygon.Count; k++) (low, high) = (Math.Min(low, polygon[k].X), Math.Max(high, polygon[k].X));

        // On the cylinder the density may be any number of turns away, and the cell may touch several of its images.
        double width = density.Masses.GetLength(0) * density.PositionStep;
        (double first, double last) = double.IsInfinity(period) ? (0, 0) : (Math.Ceiling((low - density.PositionFrom - width) / period), Math.Floor((high - density.PositionFrom) / period));
        for (double turn = first; turn <= last; turn++)
        {
            double shift = turn == 0 ? 0 : turn * period;
            for (int k = 0; k < polygon.Count; k++)
            {
                var (here, next) = (polygon[k], polygon[k + 1 == polygon.Count ? 0 : k + 1]);
                (double edgeMass, double edgeMoment, double edge) = moments.Edge(here.X - shift, here.V, next.X - shift, next.V, x[i] - shift, v[i]);
                mass += edgeMass;
                moment += edgeMoment;
                if (along is not null && here.Label >= 0) along[here.Label] += edge;
            }
        }

        return (Math.Max(mass, 0), Math.Max(moment, 0));
    }

    private void Measure(int i, ConvexPolygon polygon, List<(int Particle, int Turn)> cutters)
    {
        double[] shared = new double[cutters.Count];
        (Masses[i], Moments[i]) = Integrals(i, polygon, shared);
        sides[i].Clear();
        int kept = 0;
        for (int k = 0; k < shared.Length; k++)
        {
            bool isEdge = false;
            for (int corner = 0; corner < polygon.Count && !isEdge; corner++) isEdge = polygon[corner].Label == k;
            if (!isEdge) continue;
            (int j, int turn) = cutters[k];
            double dx = x[j] + (turn == 0 ? 0 : turn * period) - x[i], dv = v[j] - v[i];
            if (shared[k] > 0 && j != i) sides[i].Add((j, shared[k] / (2 * Math.Sqrt(dx * dx + dv * dv))));
            cutters[kept++] = cutters[k];
        }

        cutters.RemoveRange(kept, cutters.Count - kept);
    }
}
