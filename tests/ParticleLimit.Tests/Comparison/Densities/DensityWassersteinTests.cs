using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class DensityWassersteinTests
{
    private static readonly GroundMetric Plane = GroundMetric.Euclidean(2), Cylinder = new(1, double.PositiveInfinity);

    [Theory, InlineData(1, 1), InlineData(7, 3), InlineData(20, 20)]
    public void A_uniform_square_against_its_centre_costs_the_mean_distance(int cellsX, int cellsV)
    {
        DistanceResult result = DensityWasserstein.Distance(new PointCloud([[0.5], [0.5]]), Uniform(cellsX, cellsV), Plane, resolution: 256);
        Assert.InRange(Clouds.FromCentre, result.Lower, result.Upper);
        Assert.True(result.Upper - result.Lower < 0.01 * result.Value);
    }

    [Fact]
    public void Thousands_of_particles_at_one_place_are_one()
    {
        double[] centre = [.. Enumerable.Repeat(0.5, 3000)];
        DistanceResult result = DensityWasserstein.Distance(new PointCloud([centre, centre]), Uniform(7, 3), Plane, resolution: 4);
        Assert.InRange(Clouds.FromCentre, result.Lower, result.Upper);
        Assert.True(result.Upper - result.Lower < 0.02 * result.Value);
    }

    [Fact]
    public void Two_particles_share_a_square_by_their_weights()
    {
        // Half each: the line between them cuts the square in two, each a pair of quarters seen from a corner.
        DistanceResult even = DensityWasserstein.Distance(new PointCloud([[0.0, 1], [0.5, 0.5]]), Uniform(4, 4), Plane, resolution: 256);
        Assert.InRange(Clouds.FromCentre, even.Lower, even.Upper);
        Assert.True(even.Upper - even.Lower < 0.01 * even.Value);

        // On the circle both are one point, whatever their weights: everything goes to x = 0, half a period off at most.
        DistanceResult round = DensityWasserstein.Distance(new PointCloud([[0.0, 1], [0.5, 0.5]], [0.3, 0.7]), Uniform(4, 4), Cylinder, resolution: 32);
        Assert.InRange(Clouds.FromCentre, round.Lower, round.Upper);
        Assert.True(round.Upper - round.Lower < 0.01 * round.Value);
    }

    [Theory, InlineData(300, false, false), InlineData(300, true, false), InlineData(300, false, true), InlineData(600, false, false)]
    public void The_bracket_holds_the_exact_distance_from_a_fine_quadrature_and_is_narrow(int count, bool periodic, bool weighted)
    {
        GroundMetric metric = periodic ? Cylinder : Plane;
        PointCloud particles = Clouds.Uniform(count, 2, 61, weighted);
        CellDensity density = Hill(40);
        DistanceResult result = DensityWasserstein.Distance(particles, density, metric);
        double exact = ExactTransport.Solve(particles, density.Points(12_000), metric).Value, step = 1.0 / 120;
        Assert.InRange(exact, result.Lower - 0.05 * step, result.Upper + 0.05 * step); // the quadrature's error is of second order in its step
        Assert.True(result.Upper - result.Lower < (weighted ? 0.05 : 0.03) * result.Value, $"{result}");
    }

    [Fact]
    public void More_boxes_narrow_the_bracket()
    {
        PointCloud particles = Clouds.Uniform(200, 2, 62);
        double[] widths = Array.ConvertAll([8.0, 16, 32], resolution =>
        {
            DistanceResult result = DensityWasserstein.Distance(particles, Hill(8), Plane, resolution);
            return (result.Upper - result.Lower) / result.Value;
        });
        Assert.True(widths[2] < widths[1] && widths[1] < widths[0] && widths[2] < 0.012, string.Join(", ", widths));
    }

    [Fact]
    public void Degenerate_clouds_at_every_scale_have_a_bracket_too() => Gen.Select(Gen.Int[0, 3], Gen.Int[-9, 9], Gen.ULong, Gen.Bool).Sample((shape, exponent, seed, periodic) =>
    {
        RandomStream random = Clouds.Stream(seed);
        double scale = Math.Pow(10, exponent);
        int count = 1 + random.NextInt(40);
        double[] x = new double[count], v = new double[count];
        for (int i = 0; i < count; i++)
        {
            (x[i], v[i]) = shape switch
            {
                0 => (random.NextDouble(), random.NextDouble()),
                1 => (0.25 * random.NextInt(5), 0.25 * random.NextInt(5)), // coincident points, corners of cells
                2 => (0.1 * i, 0.1 * i),                                   // a line, some of it outside
                _ => (5 + random.NextDouble(), random.NextDouble()),       // elsewhere
            };
        }

        var metric = new GroundMetric(periodic ? scale : double.PositiveInfinity, double.PositiveInfinity);
        var cloud = new PointCloud([[.. x.Select(value => scale * value)], [.. v.Select(value => scale * value)]]);
        DistanceResult result = DensityWasserstein.Distance(cloud, new CellDensity(0, scale / 6, 0, scale / 6, Hill(6).Masses), metric);
        Assert.InRange(result.Value, result.Lower, result.Upper);
        double exact = ExactTransport.Solve(cloud, new CellDensity(0, scale / 6, 0, scale / 6, Hill(6).Masses).Points(1000), metric).Value;
        Assert.InRange(exact, result.Lower - 1e-3 * scale, result.Upper + 1e-3 * scale);
    }, iter: 20);

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        PointCloud particles = Clouds.Uniform(500, 2, 63);
        Assert.Equal(DensityWasserstein.Distance(particles, Hill(10), Cylinder, threads: 1), DensityWasserstein.Distance(particles, Hill(10), Cylinder, threads: 3));
        Assert.Equal(DensityWasserstein.Within(particles, Hill(10), Plane, 0.05, threads: 1), DensityWasserstein.Within(particles, Hill(10), Plane, 0.05, threads: 2));
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        PointCloud point = new([[0.5], [0.5]]);
        Assert.Throws<ArgumentException>(() => DensityWasserstein.Distance(point, Uniform(2, 2), new GroundMetric(0.5, double.PositiveInfinity)));
        Assert.Throws<ArgumentException>(() => DensityWasserstein.Distance(point, Uniform(2, 2), new GroundMetric(1, 1)));
        Assert.Throws<ArgumentException>(() => DensityWasserstein.Distance(point, Uniform(2, 2), GroundMetric.Euclidean(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityWasserstein.Distance(point, Uniform(2, 2), Plane, resolution: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityWasserstein.Within(point, Uniform(2, 2), Plane, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DensityWasserstein.Within(point, Uniform(2, 2), Plane, double.NaN));
        Assert.Throws<ArgumentException>(() => new CellDensity(0, 1, 0, 1, new double[,] { { 0, 0 } }));
        Assert.Throws<ArgumentException>(() => new CellDensity(0, 1, 0, 1, new double[,] { { 1, -1 } }));
        Assert.Throws<ArgumentException>(() => new CellDensity(0, 1, 0, 1, new double[,] { { 1, double.NaN } }));
        Assert.Throws<ArgumentException>(() => new CellDensity(0, 0, 0, 1, new double[,] { { 1 } }));
    }

    private static CellDensity Uniform(int cellsX, int cellsV)
    {
        double[,] masses = new double[cellsX, cellsV];
        for (int i = 0; i < cellsX; i++)
            for (int j = 0; j < cellsV; j++) masses[i, j] = 1;
        return new CellDensity(0, 1.0 / cellsX, 0, 1.0 / cellsV, masses);
    }

    private static CellDensity Hill(int cells)
    {
        double[,] masses = new double[cells, cells];
        for (int i = 0; i < cells; i++)
            for (int j = 0; j < cells; j++) masses[i, j] = 1 + Math.Sin(Math.PI * (i + 0.5) / cells) + (j + 0.5) / cells;
        return new CellDensity(0, 1.0 / cells, 0, 1.0 / cells, masses);
    }
}
