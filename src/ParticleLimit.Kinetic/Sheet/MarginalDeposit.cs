namespace ParticleLimit.Kinetic;

/// <summary>The exact position marginal of a phase-space sheet that is linear on triangles: mass and momentum in each cell of a position grid.</summary>
/// <remarks>A quad is split along one diagonal, the other one in the next quad, which leaves no direction preferred. The marginal of a triangle of
/// uniform mass m with corners x0 &lt;= x1 &lt;= x2 is a tent of height 2m/(x2 - x0) over x1; what lies left of x &lt;= x1 is a smaller triangle of
/// mass m s r, where s and r are the fractions at which x cuts the edges 01 and 02, and right of x &gt;= x1 alike. Folded triangles are as good as
/// others, so that nothing special happens where characteristics cross.</remarks>
internal static class MarginalDeposit
{
    /// <summary>Adds rows of quads of one patch.</summary>
    /// <param name="positions">X of the patch's nodes.</param>
    /// <param name="velocities">V of the patch's nodes.</param>
    /// <param name="masses">The masses of the patch's quads.</param>
    /// <param name="quads">Quads in a row.</param>
    /// <param name="rowFrom">The first row.</param>
    /// <param name="rowTo">After the last row.</param>
    /// <param name="cells">Receives mass and momentum, added, in turn for each cell.</param>
    /// <param name="from">The lower end of the position grid.</param>
    /// <param name="width">The width of its cells.</param>
    /// <param name="periodic">Whether it is one period of a torus; if not, it holds all nodes.</param>
    /// <returns>The first and the last cell that received any.</returns>
    public static (int First, int Last) Add(
        ReadOnlySpan<double> positions, ReadOnlySpan<double> velocities, ReadOnlySpan<double> masses, int quads, int rowFrom, int rowTo,
        Span<double> cells, double from, double width, bool periodic)
    {
        var grid = new Grid(cells, periodic);
        double inverse = 1 / width;
        int nodes = quads + 1;
        for (int j = rowFrom; j < rowTo; j++)
        {
            ReadOnlySpan<double> x = positions.Slice(j * nodes, nodes), nextX = positions.Slice((j + 1) * nodes, nodes);
            ReadOnlySpan<double> v = velocities.Slice(j * nodes, nodes), nextV = velocities.Slice((j + 1) * nodes, nodes);
            ReadOnlySpan<double> row = masses.Slice(j * quads, quads);
            double a = (x[0] - from) * inverse, c = (nextX[0] - from) * inverse, va = v[0], vc = nextV[0];
            for (int i = 0; i < row.Length; i++)
            {
                double b = (x[i + 1] - from) * inverse, d = (nextX[i + 1] - from) * inverse, vb = v[i + 1], vd = nextV[i + 1];
                double half = 0.5 * row[i];
                if (((i + j) & 1) == 0)
                {
                    grid.Add(half, a, b, d, va, vb, vd);
                    grid.Add(half, a, c, d, va, vc, vd);
                }
                else
                {
                    grid.Add(half, a, b, c, va, vb, vc);
                    grid.Add(half, b, c, d, vb, vc, vd);
                }

                (a, c, va, vc) = (b, d, vb, vd);
            }
        }

        return grid.Touched;
    }

    private ref struct Grid(Span<double> cells, bool periodic)
    {
        private readonly Span<double> cells = cells;
        private int lowest = int.MaxValue, highest = int.MinValue;

        public readonly (int First, int Last) Touched => highest < lowest ? (0, -1) : (lowest, highest);

        public void Add(double mass, double x0, double x1, double x2, double v0, double v1, double v2)
        {
            double lowest = x0 < x1 ? x0 : x1, highest = x0 < x1 ? x1 : x0;
            lowest = x2 < lowest ? x2 : lowest;
            highest = x2 > highest ? x2 : highest;
            int first = (int)Math.Floor(lowest), last = (int)Math.Floor(highest);
            double momentum = mass * (v0 + v1 + v2) * (1.0 / 3);
            if (first == last)
            {
                Put(first, mass, momentum);
                return;
            }

            if (x1 < x0) (x0, x1, v0, v1) = (x1, x0, v1, v0);
            if (x2 < x1) (x1, x2, v1, v2) = (x2, x1, v2, v1);
            if (x1 < x0) (x0, x1, v0, v1) = (x1, x0, v1, v0);
            double inverse = 1 / (x2 - x0), massBelow = 0, momentumBelow = 0;
            for (int cell = first; cell < last; cell++)
            {
                double face = cell + 1, massLeft, momentumLeft;
                if (face <= x1)
                {
                    double s = (face - x0) / (x1 - x0), r = (face - x0) * inverse;
                    massLeft = mass * s * r;
                    momentumLeft = massLeft * (v0 + (s * (v1 - v0) + r * (v2 - v0)) * (1.0 / 3));
                }
                else
                {
                    double s = (x2 - face) / (x2 - x1), r = (x2 - face) * inverse, right = mass * s * r;
                    massLeft = mass - right;
                    momentumLeft = momentum - right * (v2 + (s * (v1 - v2) + r * (v0 - v2)) * (1.0 / 3));
                }

                Put(cell, massLeft - massBelow, momentumLeft - momentumBelow);
                (massBelow, momentumBelow) = (massLeft, momentumLeft);
            }

            Put(last, mass - massBelow, momentum - momentumBelow);
        }

        private void Put(int cell, double mass, double momentum)
        {
            int count = cells.Length / 2;
            if (periodic)
            {
                if ((uint)cell >= (uint)count) cell -= count * (int)Math.Floor((double)cell / count);
            }
            else
            {
                cell = Math.Clamp(cell, 0, count - 1); // a node on the upper end, or an ulp beyond an end
            }

            lowest = Math.Min(lowest, cell);
            highest = Math.Max(highest, cell);
            cells[2 * cell] += mass;
            cells[2 * cell + 1] += momentum;
        }
    }
}
