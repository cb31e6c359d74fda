namespace ParticleLimit.Comparison;

/// <summary>The function min_i (c(|z - x_i|) - u_i) of points and their potentials. For c(r) = r it is 1-Lipschitz, and the largest such function that is at most -u_i at x_i.</summary>
/// <remarks>E. J. McShane, "Extension of range of functions", Bull. Amer. Math. Soc. 40 (1934).</remarks>
internal static class ConeEnvelope
{
    private const int Strips = 64;

    /// <summary>Its values at some points; the bits do not depend on the number of threads.</summary>
    /// <param name="points">x_i, axis by axis.</param>
    /// <param name="potentials">u_i.</param>
    /// <param name="at">z, axis by axis.</param>
    /// <param name="periods">The period of each axis, infinite where there is none.</param>
    /// <param name="ground">c.</param>
    /// <param name="threads">The most threads.</param>
    public static double[] Values(double[][] points, double[] potentials, double[][] at, double[] periods, GroundCost ground, int threads)
    {
        var tree = PricingTree.Over(points, potentials, periods, ground.Order);
        double most = ground.Most - potentials.Max(); // what is farther than the bound costs the bound, wherever it is
        double[] values = new double[at[0].Length];
        Parallel.For(0, Strips, new ParallelOptions { MaxDegreeOfParallelism = threads }, strip =>
        {
            Span<double> point = stackalloc double[periods.Length];
            Span<int> nearest = stackalloc int[1];
            for (int i = (int)((long)values.Length * strip / Strips); i < (int)((long)values.Length * (strip + 1) / Strips); i++)
            {
                for (int axis = 0; axis < point.Length; axis++) point[axis] = at[axis][i];
                tree.Least(point, double.PositiveInfinity, values.AsSpan(i, 1), nearest);
                values[i] = Math.Min(values[i], most);
            }
        });
        return values;
    }
}
