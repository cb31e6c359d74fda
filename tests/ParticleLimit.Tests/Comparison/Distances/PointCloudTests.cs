using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class PointCloudTests
{
    public static TheoryData<double[][], double[]?> Invalid => new()
    {
        { [], null },
        { [[]], null },
        { [[0, 1], [0]], null },
        { [[0, double.NaN]], null },
        { [[0, double.PositiveInfinity]], null },
        { [[0, 1]], [1] },
        { [[0, 1]], [1.5, -0.5] },
        { [[0, 1]], [double.NaN, 1] },
        { [[0, 1]], [0.5, 0.6] },
    };

    [Theory, MemberData(nameof(Invalid))]
    public void What_is_no_probability_measure_is_refused(double[][] coordinates, double[]? weights) =>
        Assert.Throws<ArgumentException>(() => new PointCloud(coordinates, weights));

    [Fact]
    public void Joined_clouds_count_equally_whatever_their_sizes()
    {
        PointCloud joined = PointCloud.Concat([new([[0.0]]), new([[1.0, 2.0, 3.0]])]);
        Assert.Equal(4, joined.Count);
        Assert.Equal(0.5, joined.Weight(0), 15);
        Assert.Equal(0.5, joined.Weight(1) + joined.Weight(2) + joined.Weight(3), 15);
        Assert.Null(PointCloud.Concat([new([[0.0, 1]]), new([[1.0, 2]])]).Weights);
    }

    [Fact]
    public void Phase_space_is_periodic_in_positions_alone()
    {
        GroundMetric metric = GroundMetric.ForPhaseSpace(new Torus(2.0, 4.0));
        Assert.Equal(0.2, metric.Distance([0.1, 0, 0, 0], [1.9, 4, 0, 0]), 12);
        Assert.Equal(5, metric.Distance([0, 0, 0, 0], [2, 8, 3, -4]), 12);
    }

    [Fact]
    public void The_chord_of_the_embedding_is_between_two_over_pi_of_the_geodesic_and_the_geodesic()
    {
        var metric = new GroundMetric(3.0, double.PositiveInfinity);
        PointCloud cloud = Clouds.Mapped(Clouds.Uniform(50, 2, 1), p => [9 * p[0] - 4, p[1]]);
        PointCloud embedded = TorusEmbedding.Embed(cloud, metric);
        Assert.Equal(3, embedded.Dimension);
        for (int i = 1; i < cloud.Count; i++)
        {
            double geodesic = metric.Distance(Clouds.Point(cloud, 0), Clouds.Point(cloud, i));
            double chord = GroundMetric.Euclidean(3).Distance(Clouds.Point(embedded, 0), Clouds.Point(embedded, i));
            Assert.InRange(chord, 2 / Math.PI * geodesic - 1e-12, geodesic + 1e-12);
        }
    }
}
