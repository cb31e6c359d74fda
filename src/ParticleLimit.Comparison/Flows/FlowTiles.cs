namespace ParticleLimit.Comparison;

/// <summary>An upper bound of W1 from a flux on boxes some times finer than those of a grid: Beckmann's problem is solved anew in small tiles, each with a given flux through its sides.</summary>
/// <remarks>A first pass takes the flux through the sides from the coarse boxes. The tiles of the second lie about the corners of the first, along whose middles that flux is as good as that of the fine
/// problem, for what is wrong on the sides hardly reaches there. Fluxes of the second pass agree on the sides and together are one for the whole. Where no mass is near the coarse one stays. So
/// work is that of the tiles with mass, memory that of the middles, and what a step of a tile needs is in the cache.</remarks>
internal sealed class FlowTiles
{
    /// <summary>The boxes along the side of a tile.</summary>
    public const int Side = 128;

    private const int Half = Side / 2, FirstSteps = 20, SecondSteps = 30;

    private readonly FlowGrid coarse, fine;
    private readonly BeckmannFlow flow;
    private readonly double[,] coarseMasses;
    private readonly PointMass[][] coarsePoints;
    private readonly BoxMasses masses;
    private readonly int factor, halvesX, halvesV, tilesX, tilesV;
    private readonly int[][] members; // the particles of each quarter of a tile
    private readonly bool[] active; // the tiles of the first pass with mass
    private readonly double[]?[] acrossX, acrossV; // the fluxes along their middles
    private readonly ParallelOptions options;

    /// <summary>The tiles over a coarse problem.</summary>
    /// <param name="coarse">Its boxes, 128 / <paramref name="factor"/> or a multiple along each axis.</param>
    /// <param name="flow">Its flux.</param>
    /// <param name="coarseMasses">Particles less density in its boxes.</param>
    /// <param name="coarsePoints">For each row of boxes the points that stand for the particles of one.</param>
    /// <param name="factor">The fine boxes along a coarse one: a power of two from 2 to 16.</param>
    /// <param name="x">The particles' positions, in one period where there is one.</param>
    /// <param name="v">Their velocities.</param>
    /// <param name="weights">Their masses, of sum 1.</param>
    /// <param name="density">The density.</param>
    /// <param name="threads">The most threads; the bits do not depend on it.</param>
    public FlowTiles(FlowGrid coarse, BeckmannFlow flow, double[,] coarseMasses, PointMass[][] coarsePoints, int factor, double[] x, double[] v, double[] weights, CellDensity density, int threads)
    {
        (this.coarse, this.flow, this.coarseMasses, this.coarsePoints, this.factor) = (coarse, flow, coarseMasses, coarsePoints, factor);
        options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        fine = coarse.Refined(factor);
        masses = new BoxMasses(fine, x, v, weights, density, threads: 1);
        (halvesX, halvesV) = (fine.CountX / Half, fine.CountV / Half);
        (tilesX, tilesV) = (halvesX / 2, halvesV / 2);
        members = Members(x, v);
        active = new bool[tilesX * tilesV];
        for (int i = 0; i < coarse.CountX; i++)
            for (int j = 0; j < coarse.CountV; j++) active[i * factor / Side * tilesV + j * factor / Side] |= coarseMasses[i, j] != 0;
        (acrossX, acrossV) = (new double[active.Length][], new double[active.Length][]);
    }

    /// <summary>The bound. It includes what it costs at most to bring particles to their box's point and to make the density constant in each box.</summary>
    public double UpperBound()
    {
        Parallel.For(0, active.Length, options, tile =>
        {
            if (active[tile]) First(tile / tilesV, tile % tilesV);
        });

        // The tiles of the second pass begin in the middles of those of the first; on a line there is half a tile at each end.
        int rows = coarse.Periodic ? tilesX : tilesX + 1, columns = tilesV + 1;
        double[] costs = new double[rows * columns], left = new double[costs.Length];
        Parallel.For(0, costs.Length, options, tile => costs[tile] = Second(tile / columns, tile % columns, out left[tile]));

        // What single precision leaves of a tile's mass goes on to the next one.
        double sum = 0, carried = 0;
        for (int tile = 0; tile < costs.Length; tile++)
        {
            (double wayX, double wayV) = tile % columns == 0 ? (Side * fine.StepX, (columns + 1) * Side * fine.StepV) : (0, Side * fine.StepV);
            sum += costs[tile] + Math.Abs(carried) * Math.Sqrt(wayX * wayX + wayV * wayV);
            carried += left[tile];
        }

        return sum;
    }

    private int[][] Members(double[] x, double[] v)
    {
        var lists = new List<int>?[halvesX * halvesV];
        for (int k = 0; k < x.Length; k++)
        {
            (int i, int j) = fine.Box(x[k], v[k]);
            (lists[i / Half * halvesV + j / Half] ??= []).Add(k);
        }

        return [.. lists.Select(list => list?.ToArray() ?? [])];
    }

    private void First(int row, int column)
    {
        (int fromI, int fromJ) = (row * Side, column * Side);
        var sides = new FlowSides(Side, Side);
        for (int k = 0; k < Side; k++)
        {
            (sides.LowX[k], sides.HighX[k]) = (CoarseX(fromI, fromJ + k), CoarseX(fromI + Side, fromJ + k));
            (sides.LowV[k], sides.HighV[k]) = (CoarseV(fromI + k, fromJ), CoarseV(fromI + k, fromJ + Side));
        }

        (_, _, _, BeckmannFlow solved, _) = Solve([2 * row, 2 * row + 1], [2 * column, 2 * column + 1], sides, FirstSteps);
        acrossX[row * tilesV + column] = [.. Enumerable.Range(0, Side).Select(j => solved.FluxX(Half, j))];
        acrossV[row * tilesV + column] = [.. Enumerable.Range(0, Side).Select(i => solved.FluxV(i, Half))];
    }

    private double Second(int row, int column, out double left)
    {
        int[] halvesOfX = coarse.Periodic ? [2 * row + 1, (2 * row + 2) % halvesX] : Halves(row, halvesX), halvesOfV = Halves(column, halvesV);
        int fromI = halvesOfX[0] * Half, fromJ = halvesOfV[0] * Half, toI = fromI + halvesOfX.Length * Half, toJ = fromJ + halvesOfV.Length * Half;
        if (!halvesOfX.Any(h => halvesOfV.Any(k => active[h / 2 * tilesV + k / 2])))
            return FluxCost.Within(coarse, flow, coarseMasses, coarsePoints, fromI / factor, toI / factor, fromJ / factor, toJ / factor, threads: 1, out left);
        var sides = new FlowSides(toI - fromI, toJ - fromJ);
        for (int j = fromJ; j < toJ; j++) (sides.LowX[j - fromJ], sides.HighX[j - fromJ]) = (MiddleX(fromI, j), MiddleX(toI % fine.CountX, j));
        for (int i = fromI; i < toI; i++) (sides.LowV[i - fromI], sides.HighV[i - fromI]) = (MiddleV(i % fine.CountX, fromJ), MiddleV(i % fine.CountX, toJ));
        (FlowGrid window, double[,] own, PointMass[][] points, BeckmannFlow solved, double moved) = Solve(halvesOfX, halvesOfV, sides, SecondSteps);
        return moved + FluxCost.Within(window, solved, own, points, 0, window.CountX, 0, window.CountV, threads: 1, out left);
    }

    private static int[] Halves(int place, int count) => [.. new[] { 2 * place - 1, 2 * place }.Where(half => half >= 0 && half < count)];

    private (FlowGrid Window, double[,] Masses, PointMass[][] Points, BeckmannFlow Solved, double Moved) Solve(int[] halvesOfX, int[] halvesOfV, FlowSides sides, int steps)
    {
        int fromI = halvesOfX[0] * Half, fromJ = halvesOfV[0] * Half, countX = halvesOfX.Length * Half, countV = halvesOfV.Length * Half;
        int[] particles = [.. halvesOfX.SelectMany(h => halvesOfV.SelectMany(k => members[h * halvesV + k])).Order()];
        (double[,] own, PointMass[][] points) = masses.Within(fromI, fromJ, countX, countV, particles, out double moved);
        FlowGrid window = fine.Window(fromI, fromJ, countX, countV);
        var solved = new BeckmannFlow(window, own, points, threads: 1, sides, flow.Shrink);
        solved.Run(steps);
        return (window, own, points, solved, moved);
    }

    private double CoarseX(int i, int j) => flow.FluxX(i / factor, j / factor);

    private double CoarseV(int i, int j) => flow.FluxV(i / factor, j / factor);

    // The sides of tiles of the second pass, which are middles of those of the first, or sides of the domain.
    private double MiddleX(int i, int j) => i % Side == Half && acrossX[i / Side * tilesV + j / Side] is double[] middle ? middle[j % Side] : CoarseX(i, j);

    private double MiddleV(int i, int j) => j % Side == Half && acrossV[i / Side * tilesV + j / Side] is double[] middle ? middle[i % Side] : CoarseV(i, j);
}
