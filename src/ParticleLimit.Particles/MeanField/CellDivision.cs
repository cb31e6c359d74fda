using ParticleLimit.Model;

namespace ParticleLimit.Particles;

/// <summary>How finely to divide the reach into cells, and how many interpolation points to give a cell: whatever is estimated to cost least.</summary>
/// <param name="PerReach">Cells across one reach.</param>
/// <param name="Points">Interpolation points per axis; 0 for pairs alone.</param>
internal readonly record struct CellDivision(int PerReach, int Points)
{
    // Nanoseconds, measured: a pair, a particle's way through a run of cells, the way from a cell to another, and of a matrix applied to one component a row and an element.
    private const double PairCost = 0.45;
    private const double RunCost = 50;
    private const double CellCost = 7;
    private const double RowCost = 8;
    private const double ElementCost = 0.1;
    private const double MostElements = 8e6;

    private const int MostPoints = 350;

    private static readonly int[] Candidates = [1, 2, 3, 4, 6, 8, 12, 16, 24];

    /// <summary>The division for N particles in a box.</summary>
    /// <param name="box">The sides of the box: the torus, or the bounding box of the particles.</param>
    /// <param name="particles">N.</param>
    /// <param name="reach">The distance from which on psi is zero.</param>
    /// <param name="points">The points per axis that interpolate psi well enough inside its support; 0 if none do.</param>
    public static CellDivision Cheapest(double[] box, int particles, double reach, int points)
    {
        int dimension = box.Length;
        double rows = Math.Pow(points, dimension), elements = rows * rows, least = double.PositiveInfinity;
        var best = new CellDivision(1, 0);
        foreach (int perReach in Candidates)
        {
            double[] sides = [.. box.Select(_ => reach / perReach)];
            double cells = box.Aggregate(1.0, (product, side) => product * Math.Max(1, side * perReach / reach));
            if (perReach > 1 && cells > 2.0 * particles) break;
            StencilCensus census = CellStencil.Census(sides, reach);
            double perCell = particles / cells, occupied = Math.Min(cells, particles);
            Consider(new(perReach, 0), particles * (perCell * (census.Whole + census.Partial) * PairCost + census.Runs * RunCost));
            if (points > 0 && census.Whole * elements <= MostElements)
            {
                Consider(new(perReach, points), particles * (perCell * census.Partial * PairCost + census.PartialRuns * RunCost)
                    + occupied * census.Whole * (CellCost + dimension * (rows * RowCost + elements * ElementCost)));
            }
        }

        return best;

        void Consider(CellDivision division, double cost)
        {
            if (cost >= least) return;
            (least, best) = (cost, division);
        }
    }

    /// <summary>The fewest points per axis that interpolate psi to the tolerance between cells a sixth of the reach wide and half the reach apart; 0 if none do.</summary>
    public static int PointsFor<TWeight>(TWeight weight, double range, int dimension, double tolerance)
        where TWeight : struct, ICommunicationWeight
    {
        const int Divisions = 6;
        double[] sides = [.. Enumerable.Repeat(range * weight.SupportRadius / Divisions, dimension)];
        int[] offset = [.. Enumerable.Range(0, dimension).Select(axis => axis == 0 ? Divisions / 2 : 0)];
        foreach (int points in (int[])[1, 3, 5, 7, 9])
        {
            var interpolation = new CellInterpolation(points, dimension);
            if (interpolation.Size > MostPoints) break;
            double[] matrix = interpolation.Matrix(weight, range, sides, offset);
            if (interpolation.Error(weight, range, sides, offset, matrix) <= tolerance * weight.Value(0)) return points;
        }

        return 0;
    }
}
