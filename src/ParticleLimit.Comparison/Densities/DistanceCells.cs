namespace ParticleLimit.Comparison;

/// <summary>The cells of a semi-discrete transport: where |z - x_i| - v_i is the least over the particles, measured by a density on the plane.</summary>
/// <remarks>The density's cells are cut into squares much smaller than the particles' distance. On a square every distance lies above its tangent at
/// the centre, and the difference of two tangents is linear: so integrals of the least distance are bounded from below to second order,
/// see <see cref="LinearOverSquare"/>. Sums are formed stripe by stripe in one order, whatever the number of threads.</remarks>
internal sealed class DistanceCells
{
    private const int Tile = 2, MostCandidates = 64, Stripes = 16, Depth = 2;

    private readonly double[] x, v;
    private readonly PricingTree tree;
    private readonly CellDensity density;
    private readonly double period;
    private readonly int threads, perPosition, perVelocity;
    private readonly double sideX, sideV;
    private readonly double[][] stripeMasses;

    /// <summary>The cells of particles in the order of <see cref="PricingTree"/>.</summary>
    public DistanceCells(double[][] points, CellDensity density, double period, double largestSide, int threads)
    {
        ((x, v), this.density, this.period, this.threads) = ((points[0], points[1]), density, period, threads);
        tree = new PricingTree(points, [period, double.PositiveInfinity], order: 1);
        perPosition = Math.Max(1, (int)Math.Ceiling(density.PositionStep / largestSide));
        perVelocity = Math.Max(1, (int)Math.Ceiling(density.VelocityStep / largestSide));
        (sideX, sideV) = (density.PositionStep / perPosition, density.VelocityStep / perVelocity);
        stripeMasses = [.. Enumerable.Range(0, Stripes).Select(_ => new double[x.Length])];
    }

    /// <summary>A lower bound of int min_i (|z - x_i| - v_i) f dz, with its derivatives.</summary>
    /// <param name="potentials">v_i.</param>
    /// <param name="masses">The masses m_i of the cells: minus the gradient.</param>
    /// <param name="pairs">Takes i, k and the mass that passes from one to the other as v_i - v_k grows by one; null if not wanted.</param>
    public double LowerIntegral(ReadOnlySpan<double> potentials, Span<double> masses, List<(long Pair, double Weight)>? pairs) => Sum(potentials, masses, pairs, upper: false);

    /// <summary>The cost of sending every square, or the parts of it, to the particles of least distance less potential: at least that of the plan, to second order.</summary>
    /// <param name="potentials">v_i.</param>
    /// <param name="masses">What each particle receives.</param>
    public double PlanCost(ReadOnlySpan<double> potentials, Span<double> masses) => Sum(potentials, masses, null, upper: true);

    private double Sum(ReadOnlySpan<double> potentials, Span<double> masses, List<(long, double)>? pairs, bool upper)
    {
        tree.SetPotentials(potentials);
        double[] values = potentials.ToArray(), sums = new double[Stripes];
        List<(long, double)>[] stripePairs = [.. Enumerable.Range(0, Stripes).Select(_ => new List<(long, double)>())];
        Parallel.For(0, Stripes, new ParallelOptions { MaxDegreeOfParallelism = threads }, stripe =>
        {
            Array.Clear(stripeMasses[stripe]);
            sums[stripe] = new Walk(this, values, stripeMasses[stripe], pairs is null ? null : stripePairs[stripe], upper).Stripe(stripe);
        });
        masses.Clear();
        double sum = 0;
        for (int stripe = 0; stripe < Stripes; stripe++)
        {
            sum += sums[stripe];
            for (int i = 0; i < masses.Length; i++) masses[i] += stripeMasses[stripe][i];
            pairs?.AddRange(stripePairs[stripe]);
        }

        return sum;
    }

    /// <summary>One pass over a part of the squares.</summary>
    private sealed class Walk(DistanceCells cells, double[] potentials, double[] masses, List<(long, double)>? pairs, bool upper)
    {
        private readonly double halfX = cells.sideX / 2, halfV = cells.sideV / 2;
        private readonly int countX = cells.density.Masses.GetLength(0) * cells.perPosition, countV = cells.density.Masses.GetLength(1) * cells.perVelocity;
        private readonly double[] values = new double[MostCandidates], reduced = new double[2 * MostCandidates], alongX = new double[2 * MostCandidates], alongV = new double[2 * MostCandidates];
        private readonly double[] distances = new double[2 * MostCandidates], query = new double[2];
        private readonly int[] owners = new int[2 * MostCandidates], rivals = new int[2 * MostCandidates];
        private readonly int[][] found = [.. Enumerable.Range(0, Depth + 2).Select(_ => new int[2 * MostCandidates])];
        private double sum;

        public double Stripe(int stripe)
        {
            int tiles = (countX + Tile - 1) / Tile, from = (int)((long)tiles * stripe / Stripes), to = (int)((long)tiles * (stripe + 1) / Stripes);
            for (int tile = from; tile < to; tile++)
                for (int j = 0; j < countV; j += Tile) Block(Tile * tile, Math.Min(Tile * (tile + 1), countX), j, Math.Min(j + Tile, countV));
            return sum;
        }

        private double MassAt(int i, int j) => cells.density.Masses[i / cells.perPosition, j / cells.perVelocity];

        private void Block(int fromX, int toX, int fromV, int toV)
        {
            bool any = false;
            for (int i = fromX; i < toX && !any; i++)
                for (int j = fromV; j < toV && !any; j++) any = MassAt(i, j) > 0;
            if (!any) return;
            query[0] = cells.density.PositionFrom + (fromX + toX) * halfX;
            query[1] = cells.density.VelocityFrom + (fromV + toV) * halfV;
            if (cells.period < double.PositiveInfinity) query[0] -= cells.period * Math.Floor(query[0] / cells.period);
            double radius = Math.Sqrt(Square((toX - fromX) * halfX) + Square((toV - fromV) * halfV));

            // All distances change by at most the radius within the block: what is farther than two of them is never the least.
            int count = cells.tree.Least(query, double.PositiveInfinity, values, found[0].AsSpan(0, MostCandidates), 2 * radius * (1 + 1e-12));
            if (count == MostCandidates && (toX - fromX > 1 || toV - fromV > 1))
            {
                int middleX = (fromX + toX + 1) / 2, middleV = (fromV + toV + 1) / 2;
                Block(fromX, middleX, fromV, middleV);
                if (middleX < toX) Block(middleX, toX, fromV, middleV);
                if (middleV < toV) Block(fromX, middleX, middleV, toV);
                if (middleX < toX && middleV < toV) Block(middleX, toX, middleV, toV);
                return;
            }

            for (int i = fromX; i < toX; i++)
            {
                for (int j = fromV; j < toV; j++)
                {
                    double mass = MassAt(i, j) / (cells.perPosition * cells.perVelocity);
                    if (mass == 0) continue;
                    double atX = cells.density.PositionFrom + (2 * i + 1) * halfX, atV = cells.density.VelocityFrom + (2 * j + 1) * halfV;
                    Integrate(atX, atV, halfX, halfV, mass, count, count == MostCandidates, 0);
                }
            }
        }

        /// <summary>The distances less potentials at a centre, with their slopes, and the least of them.</summary>
        private int Evaluate(int[] candidates, double atX, double atV, double halfX, double halfV, ref int count)
        {
            int best = 0, listed = 0;
            for (int k = 0; k < count; k++)
            {
                int owner = candidates[k];
                double dx = atX - cells.x[owner], dv = atV - cells.v[owner];
                if (cells.period < double.PositiveInfinity)
                {
                    dx -= cells.period * Math.Round(dx / cells.period);
                    if (cells.period / 2 - Math.Abs(dx) <= halfX) List(dx - Math.CopySign(cells.period, dx)); // the other way round may be shorter
                }

                List(dx);

                void List(double toX)
                {
                    double distance = Math.Sqrt(toX * toX + dv * dv), inverse = distance > 0 ? 1 / distance : 0;
                    (owners[listed], distances[listed], reduced[listed]) = (owner, distance, distance - potentials[owner]);
                    (alongX[listed], alongV[listed]) = (toX * inverse * halfX, dv * inverse * halfV);
                    if (reduced[listed] < reduced[best]) best = listed;
                    listed++;
                }
            }

            count = listed;
            return best;
        }

        private LinearOverSquare Excess(int best, int k) => new(reduced[best] - reduced[k], alongX[best] - alongX[k], alongV[best] - alongV[k]);

        /// <summary>A square that one particle takes, or two share far from both, is done; others are cut in four, down to a depth.</summary>
        private void Integrate(double atX, double atV, double halfX, double halfV, double mass, int candidates, bool truncated, int depth)
        {
            int count = candidates, best = Evaluate(found[depth], atX, atV, halfX, halfV, ref count), owner = owners[best], rivalCount = 0;
            double nearest = distances[best];
            for (int k = 0; k < count; k++)
            {
                if (k == best || reduced[k] > reduced[best] + 2 * (halfX + halfV) || !Excess(best, k).Overlaps) continue;
                rivals[rivalCount++] = k;
                nearest = Math.Min(nearest, distances[k]);
            }

            if ((rivalCount > 1 || nearest < 2 * (halfX + halfV)) && depth < Depth)
            {
                int kept = 0;
                int[] next = found[depth + 1];
                for (int k = 0; k < count; k++)
                    if (reduced[k] <= reduced[best] + 2 * (halfX + halfV) && (kept == 0 || next[kept - 1] != owners[k])) next[kept++] = owners[k];
                for (int corner = 0; corner < 4; corner++)
                    Integrate(atX + ((corner & 1) - 0.5) * halfX, atV + ((corner >> 1) - 0.5) * halfV, halfX / 2, halfV / 2, mass / 4, kept, truncated, depth + 1);
                return;
            }

            double squares = (halfX * halfX + halfV * halfV) / 3;
            if (!upper) SumLower(mass, best, rivalCount, truncated ? Math.Sqrt(squares) : 0);
            else SumPlan(mass, best, rivalCount, nearest, squares, halfX + halfV);
        }

        private void SumLower(double mass, int best, int rivalCount, double error)
        {
            double mean = reduced[best] - error, own = mass; // where candidates are missing: every distance is 1-Lipschitz
            int owner = owners[best];
            foreach (int k in rivals.AsSpan(0, rivalCount))
            {
                LinearOverSquare excess = Excess(best, k);
                mean -= excess.PositiveMean;
                if (owners[k] == owner) continue;
                double passed = mass * excess.Probability;
                masses[owners[k]] += passed;
                own -= passed;
                pairs?.Add((Pair(owner, owners[k]), mass * excess.DensityAtZero));
            }

            masses[owner] += own;
            sum += mass * mean;
        }

        private void SumPlan(double mass, int best, int rivalCount, double nearest, double squares, double halves)
        {
            int owner = owners[best], rival = rivals[0];
            if (rivalCount != 1 || owners[rival] == owner || nearest < 2 * halves)
            {
                masses[owner] += mass;
                sum += mass * Math.Sqrt(distances[best] * distances[best] + squares); // the mean is under the root of the mean square
                return;
            }

            // Cut along the line where the tangents meet; a distance d is at most its tangent plus |z - c|^2 / 2 d.
            LinearOverSquare excess = Excess(best, rival);
            double share = excess.Probability;
            double tangents = reduced[best] - excess.PositiveMean + (1 - share) * potentials[owner] + share * potentials[owners[rival]];
            sum += mass * (tangents + squares / (2 * nearest) + share * excess.Rounding);
            masses[owner] += mass * (1 - share);
            masses[owners[rival]] += mass * share;
        }

        private static long Pair(int i, int k) => ((long)Math.Min(i, k) << 32) | (uint)Math.Max(i, k);

        private static double Square(double value) => value * value;
    }
}
