namespace ParticleLimit.Comparison;

/// <summary>Equations (D - W) u = b of a weighted graph, b of sum zero, by conjugate gradients preconditioned with a symmetric Gauss-Seidel sweep.</summary>
/// <remarks>Y. Saad, "Iterative Methods for Sparse Linear Systems" (2003), section 9.2. The constants, which the matrix takes to zero, are left as they come.</remarks>
internal sealed class GraphLaplacian
{
    private readonly int[] starts, columns;
    private readonly double[] values, diagonal;

    /// <summary>The matrix of couplings that are symmetric up to rounding.</summary>
    public GraphLaplacian(List<(int Particle, double Value)>[] couplings)
    {
        int count = couplings.Length;
        (starts, diagonal) = (new int[count + 1], new double[count]);
        for (int i = 0; i < count; i++) starts[i + 1] = starts[i] + couplings[i].Count;
        (columns, values) = (new int[starts[count]], new double[starts[count]]);
        double largest = 0;
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < couplings[i].Count; k++)
            {
                (columns[starts[i] + k], values[starts[i] + k]) = couplings[i][k];
                diagonal[i] += couplings[i][k].Value;
            }

            largest = Math.Max(largest, diagonal[i]);
        }

        // A cell without neighbours, or a part of the graph by itself, must not divide by zero.
        for (int i = 0; i < count; i++) diagonal[i] += 1e-12 * largest;
    }

    /// <summary>The solution up to a relative residual, or what the most iterations give.</summary>
    public double[] Solve(double[] right, double relative, int mostIterations)
    {
        int count = right.Length;
        double[] u = new double[count], residual = [.. right], direction = new double[count], image = new double[count], z = new double[count];
        double start = Dot(residual, residual), before = 0;
        for (int iteration = 0; iteration < mostIterations && Dot(residual, residual) > relative * relative * start; iteration++)
        {
            Precondition(residual, z);
            double product = Dot(residual, z), factor = iteration == 0 ? 0 : product / before;
            before = product;
            for (int i = 0; i < count; i++) direction[i] = z[i] + factor * direction[i];
            Multiply(direction, image);
            double step = product / Dot(direction, image);
            if (!double.IsFinite(step)) break;
            for (int i = 0; i < count; i++) (u[i], residual[i]) = (u[i] + step * direction[i], residual[i] - step * image[i]);
        }

        return u;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private void Multiply(double[] u, double[] image)
    {
        for (int i = 0; i < u.Length; i++)
        {
            double sum = diagonal[i] * u[i];
            for (int k = starts[i]; k < starts[i + 1]; k++) sum -= values[k] * u[columns[k]];
            image[i] = sum;
        }
    }

    private void Precondition(double[] residual, double[] z)
    {
        for (int i = 0; i < z.Length; i++)
        {
            double sum = residual[i];
            for (int k = starts[i]; k < starts[i + 1]; k++)
                if (columns[k] < i) sum += values[k] * z[columns[k]];
            z[i] = sum / diagonal[i];
        }

        for (int i = z.Length - 1; i >= 0; i--)
        {
            double sum = 0;
            for (int k = starts[i]; k < starts[i + 1]; k++)
                if (columns[k] > i) sum += values[k] * z[columns[k]];
            z[i] += sum / diagonal[i];
        }
    }
}
