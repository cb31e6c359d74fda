namespace ParticleLimit.Comparison;

/// <summary>The transport between particles and the rectangles of a density, see <see cref="DensityRectangles"/>: a plan whose cost bounds the distance from above, and the particles' potentials.</summary>
internal sealed class RectangleTransport
{
    /// <summary>Finds the plan, exact up to a number of points and by <see cref="TransportBounds"/> for more.</summary>
    /// <param name="x">The particles, none at the place of another.</param>
    /// <param name="v">Their velocities.</param>
    /// <param name="shares">Their masses, all positive.</param>
    /// <param name="rectangles">The centres (x, v, lift).</param>
    /// <param name="metric">The ground metric of the plane, periodic in x or not.</param>
    /// <param name="ground">What distances cost.</param>
    /// <param name="exactPoints">The most particles and rectangles together between which the plan is optimal.</param>
    /// <param name="threads">The most threads; the bits do not depend on them.</param>
    public RectangleTransport(double[] x, double[] v, double[] shares, PointCloud rectangles, GroundMetric metric, GroundCost ground, int exactPoints, int threads)
    {
        var particles = new PointCloud([x, v, new double[x.Length]], shares);
        GroundMetric space = new([.. metric.Periods, double.PositiveInfinity]);
        if (particles.Count + rectangles.Count <= exactPoints)
        {
            TransportResult exact = ExactTransport.Solve(particles, rectangles, space, ground);
            (Potentials, Upper) = ([.. exact.SourcePotentials], exact.Upper);
            return;
        }

        var bounds = new TransportBounds(particles, rectangles, space, ground, PhaseSpaceWasserstein.DefaultCells, threads);
        var found = new Dictionary<(double X, double V), double>(bounds.Few.Count);
        for (int i = 0; i < bounds.Few.Count; i++) found[(bounds.Few.Coordinates[0][i], bounds.Few.Coordinates[1][i])] = bounds.Potentials[i];
        (Potentials, Upper) = ([.. x.Zip(v, (atX, atV) => found[(atX, atV)])], bounds.Upper);
    }

    /// <summary>u_i of the particles.</summary>
    public double[] Potentials { get; }

    /// <summary>An upper bound of the distance.</summary>
    public double Upper { get; }
}
