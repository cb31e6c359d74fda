using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>The bounded-Lipschitz distance of a cloud from a density, where points are more than 2 apart.</summary>
public class BoundedLipschitzTests
{
    private static readonly GroundMetric Plane = GroundMetric.Euclidean(2);

    [Theory, InlineData(0.3), InlineData(1.2), InlineData(1.9), InlineData(2.5), InlineData(40)]
    public void A_point_is_as_far_from_two_small_squares_as_from_each_but_no_farther_than_two(double away)
    {
        // A quarter of the mass is at the particle, the rest away from it: squares of side h whose mean distance is known to h^2.
        const double h = 1e-3;
        int gap = (int)Math.Round(away / h);
        double[,] masses = new double[gap + 1, 1];
        (masses[0, 0], masses[gap, 0]) = (0.25, 0.75);
        DistanceResult result = BoundedLipschitz.Distance(new PointCloud([[h / 2], [h / 2]]), new CellDensity(0, h, 0, h, masses), Plane);
        double exact = 0.25 * h * Clouds.FromCentre + 0.75 * Math.Min(away, 2);
        Assert.InRange(exact, result.Lower - h * h, result.Upper + h * h);
        Assert.InRange(result.Upper - result.Lower, 0, 2 * h);
    }

    [Theory, InlineData(6, 0.1, false), InlineData(6, 0.1, true), InlineData(3, 0.3, false), InlineData(1.2, 0.1, false)]
    public void A_translation_along_a_strip_moves_its_ends_alone_where_it_is_long(double length, double by, bool manyPoints)
    {
        // f and its translate differ by `by / length` of mass at either end: to move it costs 2 at most. W1 moves all of the strip and is `by`.
        const int along = 120, across = 2;
        double width = length / along * across;
        int[] points = [.. Enumerable.Range(0, along * across)];
        var lattice = new PointCloud([[.. points.Select(k => by + (k / across + 0.5) * length / along)], [.. points.Select(k => (k % across + 0.5) * width / across)]]);
        DistanceResult result = BoundedLipschitz.Distance(lattice, new CellDensity(0, length / 60, 0, width, Even(60, 1)), Plane, exactPoints: manyPoints ? 0 : 50_000);
        double exact = Math.Min(by, 2 * by / length), ofLattice = length / along * Clouds.FromCentre;
        Assert.InRange(result.Lower, 0, exact + ofLattice);
        Assert.InRange(result.Upper, exact - ofLattice, 2);
        if (!manyPoints) Assert.InRange(result.Upper - result.Lower, 0, 0.1 * exact);
    }

    [Theory, InlineData(0.1, false), InlineData(1, false), InlineData(4, false), InlineData(30, false), InlineData(4, true), InlineData(30, true)]
    public void A_fine_quadrature_of_the_density_is_as_far_whatever_the_scale(double scale, bool periodic)
    {
        GroundMetric metric = new(periodic ? scale : double.PositiveInfinity, double.PositiveInfinity);
        PointCloud particles = Clouds.Mapped(Clouds.Uniform(60, 2, 71, weighted: true), p => [scale * p[0], scale * p[1]]);
        CellDensity unit = Clouds.Density(12, (x, v) => 0.1 + x * v), density = new(0, scale / 12, 0, scale / 12, unit.Masses);
        PointCloud quadrature = density.Points(5000);
        double cells = Math.Sqrt(quadrature.Count), within = scale / cells * Clouds.FromCentre;
        double points = ExactTransport.SolveBounded(particles, quadrature, metric).Value;
        foreach (int exactPoints in new[] { 0, 50_000 })
        {
            DistanceResult result = BoundedLipschitz.Distance(particles, density, metric, exactPoints);
            Assert.InRange(points, result.Lower - within, result.Upper + within);
            Assert.InRange(result.Upper - result.Lower, 0, (exactPoints > 0 ? 0.03 : 0.1) * points);
            if (scale > 1) continue;
            DistanceResult w1 = DensityWasserstein.Distance(particles, density, metric);
            Assert.True(w1.Lower <= result.Upper && result.Lower <= w1.Upper);
        }
    }

    [Fact]
    public void Where_no_points_are_farther_than_two_it_is_W1_with_its_bracket()
    {
        PointCloud particles = Clouds.Uniform(200, 2, 73);
        CellDensity near = Clouds.Density(8, (x, v) => 1 + x), far = new(0, 0.5, 0, 0.5, near.Masses);
        var space = new FreeSpace(1);
        CloudComparison Compare(CellDensity density) => new(particles, density.Points(1), space, density: new ResolvedDensity(density, isConstantOnCells: true));
        DistanceResult w1 = Compare(near).Compute("w1"), bounded = Compare(near).Compute("bounded-lipschitz");
        Assert.Equal((w1.Value, w1.Lower, w1.Upper), (bounded.Value, bounded.Lower, bounded.Upper));
        DistanceResult apart = Compare(far).Compute("w1"), boundedApart = Compare(far).Compute("bounded-lipschitz");
        Assert.True(boundedApart.Upper < apart.Lower);
        Assert.InRange(boundedApart.Upper, 0, 2);
    }

    [Theory, InlineData(2), InlineData(4)]
    public void Of_a_law_that_a_sample_stands_for_it_counts_no_distance_beyond_two(int dimension)
    {
        // Half of the particles have gone 10 away from the law, the others are a sample of it.
        PointCloud law = Clouds.Uniform(8000, dimension, 75), sample = Clouds.Uniform(500, dimension, 76), half = Clouds.Mapped(sample, p => [p[0] < 0.5 ? p[0] : p[0] + 10, .. p[1..]]);
        DistanceResult Of(PointCloud cloud, string measure) => new CloudComparison(cloud, law, new FreeSpace(dimension / 2), ofLaw: true).Compute(measure);
        DistanceResult w1 = Of(sample, "w1"), bounded = Of(half, "bounded-lipschitz");
        Assert.Equal(Of(sample, "w1").Value, Of(sample, "bounded-lipschitz").Value);
        Assert.InRange(1, bounded.Lower - w1.Upper, bounded.Upper + w1.Upper);
        Assert.InRange(bounded.Upper - bounded.Lower, 0, 0.2);
    }

    [Fact]
    public void Threads_do_not_change_the_bits()
    {
        PointCloud particles = Clouds.Mapped(Clouds.Uniform(150, 2, 77), p => [5 * p[0], p[1]]);
        CellDensity density = new(0, 0.5, 0, 0.1, Even(10, 10));
        foreach (int exactPoints in new[] { 0, 50_000 })
            Assert.Equal(BoundedLipschitz.Distance(particles, density, Plane, exactPoints), BoundedLipschitz.Distance(particles, density, Plane, exactPoints, threads: 3));
    }

    private static double[,] Even(int countX, int countV)
    {
        double[,] masses = new double[countX, countV];
        for (int i = 0; i < countX; i++)
            for (int j = 0; j < countV; j++) masses[i, j] = 1;
        return masses;
    }
}
