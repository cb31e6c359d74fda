using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class SemiDiscreteWassersteinTests
{
    private static readonly GroundMetric Plane = GroundMetric.Euclidean(2), Cylinder = new(1, double.PositiveInfinity);

    private static readonly CellDensity Even = Clouds.Density(7, (x, v) => 1);

    [Theory, InlineData(0.5, 0.5), InlineData(0, 0), InlineData(-2, 7)]
    public void One_particle_costs_the_second_moment_about_it(double x, double v)
    {
        DistanceResult result = SemiDiscreteWasserstein.Distance(new PointCloud([[x], [v]]), Even, Plane);
        double exact = Math.Sqrt(1.0 / 6 + Math.Pow(x - 0.5, 2) + Math.Pow(v - 0.5, 2));
        Assert.Equal(exact, result.Lower, 1e-12);
        Assert.Equal(exact, result.Upper, 1e-12);
    }

    [Theory, InlineData(0, 0), InlineData(3, 0), InlineData(0.3, -0.2)]
    public void Translated_midpoints_of_squares_add_the_square_of_the_translation(double alongX, double alongV)
    {
        int[] points = [.. Enumerable.Range(0, 100)];
        var lattice = new PointCloud([[.. points.Select(k => alongX + (k / 10 + 0.5) / 10)], [.. points.Select(k => alongV + (k % 10 + 0.5) / 10)]]);
        DistanceResult result = SemiDiscreteWasserstein.Distance(lattice, Even, Plane);
        double exact = Math.Sqrt(1.0 / 600 + alongX * alongX + alongV * alongV);
        Assert.Equal(exact, result.Lower, 1e-8 * exact);
        Assert.Equal(exact, result.Upper, 1e-8 * exact);
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true)]
    public void A_fine_quadrature_of_the_density_is_as_far(bool periodic, bool weighted)
    {
        GroundMetric metric = periodic ? Cylinder : Plane;
        PointCloud particles = Clouds.Uniform(300, 2, 81, weighted);
        CellDensity density = Clouds.Density(40, (x, v) => 1 + x * v);
        DistanceResult result = SemiDiscreteWasserstein.Distance(particles, density, metric);
        double exact = ExactTransport.Solve(particles, density.Points(12_000), metric, order: 2).Value, step = 1.0 / 120;
        Assert.Equal(exact, result.Value, step * step / 6 / exact);
        Assert.InRange(result.Upper - result.Lower, 0, 1e-6 * result.Value);
    }

    [Fact]
    public void Two_streams_and_coincident_particles_converge_too()
    {
        PointCloud some = Clouds.Mapped(Clouds.Uniform(300, 2, 82), p => [p[0], p[1] < 0.5 ? 0.4 * p[1] : 1 - 0.4 * (1 - p[1])]);
        DistanceResult result = SemiDiscreteWasserstein.Distance(PointCloud.Concat([some, some]), Clouds.Density(20, (x, v) => Math.Abs(v - 0.5) > 0.3 ? 1 : 0), Plane);
        Assert.InRange(result.Upper - result.Lower, 0, 1e-6 * result.Value);
        DistanceResult once = SemiDiscreteWasserstein.Distance(some, Clouds.Density(20, (x, v) => Math.Abs(v - 0.5) > 0.3 ? 1 : 0), Plane);
        Assert.Equal(once.Value, result.Value, 1e-8);
    }

    [Fact]
    public void Threads_do_not_change_the_bits_and_errors_of_the_density_widen_the_bracket()
    {
        PointCloud particles = Clouds.Uniform(200, 2, 83);
        DistanceResult alone = SemiDiscreteWasserstein.Distance(particles, Even, Plane);
        Assert.Equal(alone, SemiDiscreteWasserstein.Distance(particles, Even, Plane, threads: 3));
        DistanceResult standing = SemiDiscreteWasserstein.Distance(particles, Even.Standing(0, 0.01), Plane);
        Assert.Equal(alone.Lower - 0.01, standing.Lower, 1e-13); // masses are normalised anew
        Assert.Equal(alone.Upper + 0.01, standing.Upper, 1e-13);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Particles_outside_the_density_are_as_far_as_a_quadrature_says(bool periodic)
    {
        // Some of the particles are where there is no density, beside it and in a gap of it.
        GroundMetric metric = new(periodic ? 2 : double.PositiveInfinity, double.PositiveInfinity);
        PointCloud particles = Clouds.Mapped(Clouds.Uniform(400, 2, 84), p => [2 * p[0] - 0.3, 1.5 * p[1]]);
        CellDensity density = Clouds.Density(40, (x, v) => Math.Abs(v - 0.5) < 0.2 ? 0 : 1 + x);
        DistanceResult result = SemiDiscreteWasserstein.Distance(particles, density, metric);
        double exact = ExactTransport.Solve(particles, density.Points(12_000), metric, order: 2).Value, step = 1.0 / 120;
        Assert.Equal(exact, result.Value, step * step / 6 / exact);
        Assert.InRange(result.Upper - result.Lower, 0, 1e-6 * result.Value);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Bounds_by_rectangles_hold_the_distance_and_are_near_it(bool periodic)
    {
        GroundMetric metric = periodic ? Cylinder : Plane;
        CellDensity density = Clouds.Density(20, (x, v) => v < 0.5 ? 0.1 : 1 + x * v);
        PointCloud particles = Clouds.Mapped(Clouds.Uniform(200, 2, 87, weighted: true), p => [p[0], 1.2 * p[1]]);
        (double[] x, double[] v, double[] shares) = Carriers.Of(particles, metric);
        DistanceResult cells = SemiDiscreteWasserstein.Distance(particles, density, metric);
        (double lower, double upper, _) = RectangleBounds.Of(x, v, shares, density, metric, threads: 1, points: 5000);
        Assert.InRange(cells.Value * cells.Value, lower, upper);
        Assert.InRange(upper - lower, 0, 0.03 * upper);
    }

    [Fact]
    public void Particles_in_clumps_over_a_thin_density_with_tails_have_a_narrow_bracket_too()
    {
        // Streams that stick: 40 clumps of 10 particles within 1e-9 of each other, on a line across a band that falls off like a Gaussian over 60 of its widths.
        PointCloud clumps = Clouds.Uniform(40, 2, 88);
        var random = Clouds.Stream(89);
        double[] x = new double[400], v = new double[400];
        for (int i = 0; i < x.Length; i++) (x[i], v[i]) = (clumps.Coordinates[0][i / 10] + 1e-9 * random.NextDouble(), 0.5 + 0.02 * clumps.Coordinates[1][i / 10] + 1e-9 * random.NextDouble());
        CellDensity density = Clouds.Density(100, (at, velocity) => Math.Exp(-Math.Pow((velocity - 0.5) / 0.015, 2) / 2));
        var particles = new PointCloud([x, v]);
        DistanceResult result = SemiDiscreteWasserstein.Distance(particles, density, Plane);
        Assert.InRange(result.Upper - result.Lower, 0, 0.01 * result.Value);

        // The centres of the cells are as far up to the cells' mean square, h^2 / 6.
        double centres = ExactTransport.Solve(particles, density.Cropped(1e-12, out _).Points(1), Plane, order: 2).Value, most = Math.Sqrt(centres * centres + 1e-4 / 6);
        Assert.InRange(result.Value, Math.Sqrt(centres * centres - 1e-4 / 6), most);
        Assert.True(result.Lower <= most);
    }

    [Fact]
    public void A_cloud_far_from_the_density_has_a_narrow_bracket()
    {
        // Variance splits off the means: W2^2 is that of the centred measures and the square of the distance of the means.
        PointCloud near = Clouds.Uniform(300, 2, 85), far = Clouds.Mapped(near, p => [p[0] + 30, p[1] - 40]);
        double apart = 0;
        for (int axis = 0; axis < 2; axis++)
        {
            double mean = near.Coordinates[axis].Average() - 0.5, there = mean + (axis == 0 ? 30 : -40);
            apart += there * there - mean * mean;
        }

        double once = SemiDiscreteWasserstein.Distance(near, Even, Plane).Value;
        DistanceResult result = SemiDiscreteWasserstein.Distance(far, Even, Plane);
        double exact = Math.Sqrt(once * once + apart);
        Assert.InRange(exact, result.Lower - 1e-9, result.Upper + 1e-9);
        Assert.InRange(result.Upper - result.Lower, 0, 1e-6 * exact);
    }

    [Fact]
    public void On_the_cylinder_turns_change_nothing()
    {
        PointCloud particles = Clouds.Uniform(200, 2, 86), turned = Clouds.Mapped(particles, p => [p[0] + (p[1] < 0.5 ? 3 : -2), p[1]]);
        CellDensity there = Clouds.Density(16, (x, v) => 1 + x), away = new(7, 1.0 / 16, 0, 1.0 / 16, there.Masses);
        DistanceResult expected = SemiDiscreteWasserstein.Distance(particles, there, Cylinder), result = SemiDiscreteWasserstein.Distance(turned, away, Cylinder);
        Assert.True(expected.Lower > 0.01);
        Assert.Equal(expected.Lower, result.Lower, 1e-8);
        Assert.Equal(expected.Upper, result.Upper, 1e-8);
    }

    [Fact]
    public void What_is_not_of_the_plane_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SemiDiscreteWasserstein.Distance(Clouds.Uniform(5, 4, 1), Even, GroundMetric.Euclidean(4)));
        Assert.Throws<ArgumentException>(() => SemiDiscreteWasserstein.Distance(Clouds.Uniform(5, 2, 1), Even, new GroundMetric(1, 1)));
        Assert.Throws<ArgumentException>(() => SemiDiscreteWasserstein.Distance(Clouds.Uniform(5, 2, 1), Even, new GroundMetric(0.5, double.PositiveInfinity)));
    }
}
