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

    /// <summary>Cells of particles in the order of <see cref="PricingTree"/>.</summary>
    public LaguerreCells(double[] x, double[] v, CellDensity density, double period, int threads)
    {
        ((this.x, this.v), this.density, this.period, moments) = ((x, v), density, period, new DensityMoments(density));
        tree = new PricingTree([x, v], [period, double.PositiveInfinity], order: 2);
        options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        (fromX, toX) = (Math.Min(density.PositionFrom, x.Min()), Math.Max(density.PositionFrom + density.Masses.GetLength(0) * density.PositionStep, x.Max()));
        (fromV, toV) = (Math.Min(density.VelocityFrom, v.Min()), Math.Max(density.VelocityFrom + density.Masses.GetLength(1) * density.VelocityStep, v.Max()));
        double width = Math.Min(toX - fromX, period / 2), height = toV - fromV;
        SquaredDiameter = width * width + height * height;
        Area = Math.Min(toX - fromX, period) * height;
        tolerance = 1e-14 * SquaredDiameter;
        neighbours = [.. x.Select(_ => Array.Empty<(int, int)>())];
        (Masses, Moments) = (new double[x.Length], new double[x.Length]);
        Couplings = [.. x.Select(_ => new List<(int, double)>())];
    }

    /// <summary>A bound of the squared distance of two points of the space that is cut in cells.</summary>
    public double SquaredDiameter { get; }

    /// <summary>The area of that space.</summary>
    public double Area { get; }

    /// <summary>m_i, the mass in each cell.</summary>
    public double[] Masses { get; }

    /// <summary>The integral of |z - x_i|^2 over each cell.</summary>
    public double[] Moments { get; }

    /// <summary>-dm_i / dpsi_j for the neighbours j of each cell i: half the integral of the density along their edge, over their distance.</summary>
    public List<(int Particle, double Value)>[] Couplings { get; }

    /// <summary>Whether mass can go from each cell to each other by edges that the density touches.</summary>
    public bool IsConnected
    {
        get
        {
            bool[] reached = new bool[x.Length];
            var waiting = new Stack<int>([0]);
            reached[0] = true;
            int count = 0;
            for (; waiting.TryPop(out int i); count++)
            {
                foreach ((int j, _) in Couplings[i])
                {
                    if (reached[j]) continue;
                    reached[j] = true;
                    waiting.Push(j);
                }
            }

            return count == x.Length;
        }
    }

    /// <summary>Cuts the cells by their potentials, for the density mixed with a part of the uniform one.</summary>
    public void Cut(double[] potentials, double uniformPart)
    {
        tree.SetPotentials(potentials);
        Parallel.For(0, Strips, options, () => (new ConvexPolygon(), new List<(int, int)>()), (strip, _, work) =>
        {
            for (int i = (int)((long)x.Length * strip / Strips); i < (int)((long)x.Length * (strip + 1) / Strips); i++)
            {
                Shape(i, potentials, work.Item1, work.Item2);
                Measure(i, uniformPart, work.Item1, work.Item2);
                neighbours[i] = [.. work.Item2];
            }

            return work;
        }, static _ => { });
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

    private void Measure(int i, double uniformPart, ConvexPolygon polygon, List<(int Particle, int Turn)> cutters)
    {
        (double mass, double moment) = (0, 0);
        Couplings[i].Clear();
        var shared = new double[cutters.Count];
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int k = 0; k < polygon.Count; k++) (low, high) = (Math.Min(low, polygon[k].X), Math.Max(high, polygon[k].X));
        double width = density.Masses.GetLength(0) * density.PositionStep;
        int turns = double.IsInfinity(period) ? 0 : 1;
        for (int turn = -turns; turn <= turns; turn++)
        {
            double shift = turn == 0 ? 0 : turn * period;
            if (turn != 0 && (high <= density.PositionFrom + shift || low >= density.PositionFrom + width + shift)) continue;
            double uniform = turn == 0 ? uniformPart / (1 - uniformPart) / Area : 0;
            for (int k = 0; k < polygon.Count; k++)
            {
                var (here, next) = (polygon[k], polygon[k + 1 == polygon.Count ? 0 : k + 1]);
                (double edgeMass, double edgeMoment, double along) = moments.Edge(here.X - shift, here.V, next.X - shift, next.V, x[i] - shift, v[i], uniform);
                mass += edgeMass;
                moment += edgeMoment;
                if (here.Label >= 0) shared[here.Label] += along;
            }
        }

        (Masses[i], Moments[i]) = ((1 - uniformPart) * Math.Max(mass, 0), (1 - uniformPart) * Math.Max(moment, 0));
        int kept = 0;
        for (int k = 0; k < shared.Length; k++)
        {
            bool isEdge = false;
            for (int corner = 0; corner < polygon.Count && !isEdge; corner++) isEdge = polygon[corner].Label == k;
            if (!isEdge) continue;
            (int j, int turn) = cutters[k];
            double dx = x[j] + (turn == 0 ? 0 : turn * period) - x[i], dv = v[j] - v[i];
            if (shared[k] > 0 && j != i) Couplings[i].Add((j, (1 - uniformPart) * shared[k] / (2 * Math.Sqrt(dx * dx + dv * dv))));
            cutters[kept++] = cutters[k];
        }

        cutters.RemoveRange(kept, cutters.Count - kept);
    }
}
