namespace ParticleLimit.Comparison;

/// <summary>The envelope of cones min_i (|z - x_i| - u_i) about particles on the plane, integrated against a density.</summary>
/// <remarks>The density's cells are cut into squares much smaller than the particles' distance. On a square every distance lies above its tangent at
/// the centre, and the difference of two tangents is linear: so integrals of the least distance are bounded from below to second order,
/// see <see cref="LinearOverSquare"/>. Sums are formed stripe by stripe in one order, whatever the number of threads.</remarks>
internal sealed class DistanceCells
{
    private const int Tile = 2, MostCandidates = 512, Stripes = 16, Depth = 2, MeanPoints = 4;

    private readonly double[] x, v;
    private readonly PricingTree tree;
    private readonly CellDensity density;
    private readonly double period;
    private readonly int threads, perPosition, perVelocity;
    private readonly double sideX, sideV;

    /// <summary>The cones of particles in the order of <see cref="PricingTree"/>.</summary>
    public DistanceCells(double[] x, double[] v, CellDensity density, double period, double largestSide, int threads)
    {
        ((this.x, this.v), this.density, this.period, this.threads) = ((x, v), density, period, threads);
        tree = new PricingTree([x, v], [period, double.PositiveInfinity], order: 1);
        perPosition = Math.Max(1, (int)Math.Ceiling(density.PositionStep / largestSide));
        perVelocity = Math.Max(1, (int)Math.Ceiling(density.VelocityStep / largestSide));
        (sideX, sideV) = (density.PositionStep / perPosition, density.VelocityStep / perVelocity);
    }

    /// <summary>A lower bound of int min_i (|z - x_i| - u_i) f dz.</summary>
    /// <param name="potentials">u_i.</param>
    public double LowerIntegral(double[] potentials)
    {
        tree.SetPotentials(potentials);
        double[] sums = new double[Stripes];
        Parallel.For(0, Stripes, new ParallelOptions { MaxDegreeOfParallelism = threads }, stripe => sums[stripe] = new Walk(this, potentials).Stripe(stripe));
        return sums.Sum();
    }

    /// <summary>One pass over a part of the squares.</summary>
    private sealed class Walk(DistanceCells cells, double[] potentials)
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
            int count = cells.tree.Near(query, 2 * radius * (1 + 1e-12), values, found[0].AsSpan(0, MostCandidates));
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
            int count = candidates, best = Evaluate(found[depth], atX, atV, halfX, halfV, ref count), rivalCount = 0;
            double nearest = distances[best];
            for (int k = 0; k < count; k++)
            {
                if (k == best || reduced[k] > reduced[best] + 2 * (halfX + halfV) || !Excess(best, k).Overlaps) continue;
                rivals[rivalCount++] = k;
                nearest = Math.Min(nearest, distances[k]);
            }

            if ((rivalCount > 1 || (rivalCount == 1 && nearest < 2 * (halfX + halfV))) && depth < Depth)
            {
                int kept = 0;
                int[] next = found[depth + 1];
                for (int k = 0; k < count; k++)
                    if (reduced[k] <= reduced[best] + 2 * (halfX + halfV) && (kept == 0 || next[kept - 1] != owners[k])) next[kept++] = owners[k];
                for (int corner = 0; corner < 4; corner++)
                    Integrate(atX + ((corner & 1) - 0.5) * halfX, atV + ((corner >> 1) - 0.5) * halfV, halfX / 2, halfV / 2, mass / 4, kept, truncated, depth + 1);
                return;
            }

            double mean = rivalCount == 0 && !truncated ? Mean(best, halfX, halfV) : reduced[best];
            if (truncated) mean -= Math.Sqrt((halfX * halfX + halfV * halfV) / 3); // where candidates are missing: every distance is 1-Lipschitz
            foreach (int k in rivals.AsSpan(0, rivalCount)) mean -= Excess(best, k).PositiveMean;
            sum += mass * mean;
        }

        /// <summary>A lower bound of the mean of one distance less its potential: a convex function, which on each part of the square lies above its tangent in the middle.</summary>
        private double Mean(int k, double halfX, double halfV)
        {
            double toX = distances[k] * alongX[k] / halfX, toV = distances[k] * alongV[k] / halfV, sum = 0;
            for (int a = 1 - MeanPoints; a < MeanPoints; a += 2)
            {
                for (int b = 1 - MeanPoints; b < MeanPoints; b += 2) sum += Math.Sqrt(Square(toX + a * halfX / MeanPoints) + Square(toV + b * halfV / MeanPoints));
            }

            return sum / (MeanPoints * MeanPoints) - potentials[owners[k]];
        }

        private static double Square(double value) => value * value;
    }
}
