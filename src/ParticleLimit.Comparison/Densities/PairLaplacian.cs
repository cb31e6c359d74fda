namespace ParticleLimit.Comparison;

/// <summary>The Laplacian of a weighted graph: (L x)_i = sum_k w_ik (x_i - x_k).</summary>
internal sealed class PairLaplacian
{
    private readonly int[] starts, columns;
    private readonly double[] weights;

    /// <summary>The Laplacian of pairs (i, k), i in the upper and k in the lower half of a number, each of which may occur several times.</summary>
    public PairLaplacian(int count, List<(long Pair, double Weight)> pairs)
    {
        long[] keys = [.. pairs.Select(pair => pair.Pair)];
        double[] values = [.. pairs.Select(pair => pair.Weight)];
        int[] order = [.. Enumerable.Range(0, keys.Length)];
        Array.Sort(keys, order); // not stable, so equal pairs are summed in the order of their places
        starts = new int[count + 1];
        var unique = new List<(int I, int K, double Weight)>();
        for (int k = 0; k < keys.Length;)
        {
            int end = k;
            while (end < keys.Length && keys[end] == keys[k]) end++;
            order.AsSpan(k, end - k).Sort();
            double weight = 0;
            foreach (int place in order.AsSpan(k, end - k)) weight += values[place];
            unique.Add(((int)(keys[k] >> 32), (int)keys[k], weight));
            k = end;
        }

        foreach ((int i, int k, double weight) in unique)
        {
            starts[i + 1]++;
            starts[k + 1]++;
        }

        for (int i = 0; i < count; i++) starts[i + 1] += starts[i];
        int[] next = starts[..count];
        (columns, weights) = (new int[starts[count]], new double[starts[count]]);
        foreach ((int i, int k, double weight) in unique)
        {
            (columns[next[i]], weights[next[i]++]) = (k, weight);
            (columns[next[k]], weights[next[k]++]) = (i, weight);
        }
    }

    /// <summary>Solves (L + D) x = b by conjugate gradients with the diagonal as preconditioner.</summary>
    /// <param name="b">The right-hand side.</param>
    /// <param name="floor">D lifts the diagonal of L to this, which is positive,</param>
    /// <param name="added">and adds this to it.</param>
    /// <param name="tolerance">Of the residual's norm against that of the right-hand side.</param>
    /// <param name="iterations">The most iterations.</param>
    public double[] Solve(ReadOnlySpan<double> b, ReadOnlySpan<double> floor, ReadOnlySpan<double> added, double tolerance, int iterations)
    {
        int n = starts.Length - 1;
        double[] x = new double[n], r = b.ToArray(), z = new double[n], p = new double[n], q = new double[n], diagonal = new double[n];
        double norm = 0, rho = 0;
        for (int i = 0; i < n; i++)
        {
            for (int place = starts[i]; place < starts[i + 1]; place++) diagonal[i] += weights[place];
            diagonal[i] = Math.Max(diagonal[i], floor[i]) + added[i];
            norm += r[i] * r[i];
        }

        for (int iteration = 0; iteration < iterations; iteration++)
        {
            double left = 0, next = 0;
            for (int i = 0; i < n; i++)
            {
                z[i] = r[i] / diagonal[i];
                next += r[i] * z[i];
                left += r[i] * r[i];
            }

            if (left <= tolerance * tolerance * norm || next == 0) break;
            double beta = rho == 0 ? 0 : next / rho, curvature = 0;
            rho = next;
            for (int i = 0; i < n; i++) p[i] = z[i] + beta * p[i];
            for (int i = 0; i < n; i++)
            {
                double sum = diagonal[i] * p[i];
                for (int place = starts[i]; place < starts[i + 1]; place++) sum -= weights[place] * p[columns[place]];
                q[i] = sum;
                curvature += p[i] * sum;
            }

            if (!(curvature > 0)) break;
            double step = rho / curvature;
            for (int i = 0; i < n; i++) (x[i], r[i]) = (x[i] + step * p[i], r[i] - step * q[i]);
        }

        return x;
    }
}
