using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class ProjectedTransformTests
{
    [Theory, InlineData(100, false), InlineData(20_000, false), InlineData(20_000, true)]
    public void It_is_the_mean_of_cosines_and_sines(int points, bool weighted)
    {
        // Few points take a sine each, many are expanded about cells.
        PointCloud cloud = Clouds.Mapped(Clouds.Uniform(points, 3, 91, weighted), point => [point[0] - 5, 3 * point[1], point[2] * point[2]]);
        double[] direction = [0.6, -0.48, 0.64], radii = [1e-3, 0.7, 5, 5.1, 33, 180], transform = new double[2 * radii.Length];
        new ProjectedTransform(cloud).Along(direction, radii, transform);
        for (int k = 0; k < radii.Length; k++)
        {
            double cosine = 0, sine = 0;
            for (int i = 0; i < points; i++)
            {
                double projection = cloud.Coordinates.Select((axis, k) => axis[i] * direction[k]).Sum();
                cosine += cloud.Weight(i) * Math.Cos(radii[k] * projection);
                sine += cloud.Weight(i) * Math.Sin(radii[k] * projection);
            }

            Assert.Equal(cosine, transform[2 * k], 1e-12);
            Assert.Equal(sine, transform[2 * k + 1], 1e-12);
        }
    }

    [Fact]
    public void Coincident_points_are_one()
    {
        double[] transform = new double[2];
        new ProjectedTransform(new PointCloud([[.. Enumerable.Repeat(0.3, 100)], [.. Enumerable.Repeat(2.0, 100)]])).Along([0.8, 0.6], [2], transform);
        Assert.Equal(Math.Cos(2 * 1.44), transform[0], 1e-13);
        Assert.Equal(Math.Sin(2 * 1.44), transform[1], 1e-13);
    }
}
