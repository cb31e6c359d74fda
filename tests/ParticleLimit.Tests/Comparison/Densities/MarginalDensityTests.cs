using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class MarginalDensityTests
{
    [Fact]
    public void One_particle_is_as_far_as_the_mean_of_its_distances()
    {
        var density = new MarginalDensity(-1, 0.5, [1, 1, 1, 1]); // uniform on [-1, 1]
        foreach (double x in new[] { -1, -0.3, 0, 0.77, 1 })
        {
            Assert.Equal((1 + x * x) / 2, density.Wasserstein(new PointCloud([[x]])), 1e-14);
            Assert.Equal((1 + Math.Abs(x)) / 2, density.Kolmogorov(new PointCloud([[x]])), 1e-14);
        }

        Assert.Equal(3, density.Wasserstein(new PointCloud([[3.0]])), 1e-14);
        Assert.Equal(1, density.Kolmogorov(new PointCloud([[3.0]])), 1e-14);
    }

    /// <summary>One particle on a uniform circle of length L is L / 4 away; where the density begins and how often the particle has gone round does not matter.</summary>
    [Fact]
    public void On_the_circle_nothing_depends_on_the_cut()
    {
        foreach (double x in new[] { 0, 0.3, 1.9, -7.2 })
        {
            var density = new MarginalDensity(-0.4, 0.25, [.. Enumerable.Repeat(1.0, 8)], 2);
            Assert.Equal(0.5, density.Wasserstein(new PointCloud([[x]])), 1e-13);
            Assert.Equal(1, density.Kolmogorov(new PointCloud([[x]])), 1e-13);
        }
    }

    /// <summary>Many equal points in each cell stand for the density: the distance of clouds tends to that of the density, from above and below within their spacing.</summary>
    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.6)]
    public void It_is_the_limit_of_clouds_that_fill_the_cells(double period)
    {
        double[] masses = [0.1, 0, 0.4, 0.2, 0.25, 0.05];
        const double From = 0.1, Width = 0.2;
        const int Each = 4000;
        PointCloud particles = Clouds.Uniform(37, 1, 81, weighted: true), filled = new(
            [[.. masses.SelectMany((_, cell) => Enumerable.Range(0, Each).Select(k => From + Width * (cell + (k + 0.5) / Each)))]],
            [.. masses.SelectMany(mass => Enumerable.Repeat(mass / Each, Each))]);
        var density = new MarginalDensity(From, Width, masses, period);
        var metric = new GroundMetric(period);
        Assert.Equal(MarginalWasserstein.Distance(particles, filled, metric), density.Wasserstein(particles), Width / Each);
        Assert.Equal(KolmogorovSmirnov.Distance(particles, filled, metric), density.Kolmogorov(particles), 0.4 / Each);
    }

    [Fact]
    public void What_is_no_density_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new MarginalDensity(0, 1, [0, 0]));
        Assert.Throws<ArgumentException>(() => new MarginalDensity(0, 1, [1, 1], 1.5));
    }
}
