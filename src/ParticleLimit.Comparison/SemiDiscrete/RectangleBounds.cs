using ParticleLimit.Model;

namespace ParticleLimit.Comparison;

/// <summary>Bounds of W2 between particles and a density by a plan to small rectangles, where Laguerre cells cannot be had.</summary>
/// <remarks>Above, the cost of the plan, see <see cref="DensityRectangles"/>. Below, its potentials u_i: min_i (|z - x_i|^2 - u_i) is |z|^2 less a convex function, whose mean over a rectangle is
/// at most that of the corners. So the mean of the former is at least that of its corners less twice the mean square distance from the centre. Nothing is lost on a rectangle that goes to one particle.</remarks>
internal static class RectangleBounds
{
    // A few seconds of network simplex.
    private const int DefaultPoints = 30_000;

    /// <summary>The bounds of the squared distance, and how many rectangles there are.</summary>
    /// <param name="x">The particles, none at the place of another.</param>
    /// <param name="v">Their velocities.</param>
    /// <param name="shares">Their masses, all positive.</param>
    /// <param name="density">The density.</param>
    /// <param name="metric">The ground metric of the plane, periodic in x or not.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    /// <param name="points">The particles and rectangles together, if the density has no more cells; with more the plan is not optimal.</param>
    public static (double Lower, double Upper, int Rectangles) Of(double[] x, double[] v, double[] shares, CellDensity density, GroundMetric metric, int threads, int points = DefaultPoints)
    {
        (PointCloud centres, double[] halfX, double[] halfV) = DensityRectangles.ByMass(density, Math.Max(points - x.Length, x.Length));
        var transport = new RectangleTransport(x, v, shares, centres, metric, new GroundCost(2), points, threads);
        CompensatedSum dual = default;
        for (int i = 0; i < x.Length; i++) dual.Add(shares[i] * transport.Potentials[i]);
        foreach ((int right, int up) in ((int, int)[])[(-1, -1), (-1, 1), (1, -1), (1, 1)])
        {
            var corners = new PointCloud([[.. centres.Coordinates[0].Zip(halfX, (at, half) => at + right * half)], [.. centres.Coordinates[1].Zip(halfV, (at, half) => at + up * half)]]);
            double[] values = ConeEnvelope.Values([x, v], transport.Potentials, metric.Canonical(corners), [.. metric.Periods], new GroundCost(2), threads);
            for (int j = 0; j < values.Length; j++) dual.Add(centres.Weight(j) * (values[j] - 2 * Math.Pow(centres.Coordinates[2][j], 2)) / 4);
        }

        double upper = transport.Upper * transport.Upper;
        return (Math.Min(dual.Value, upper), upper, centres.Count);
    }
}
