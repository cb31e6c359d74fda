using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class KantorovichPotentialTests
{
    [Theory, InlineData(double.PositiveInfinity), InlineData(1)]
    public void It_has_slope_one_and_proves_the_distance(double period)
    {
        var metric = new GroundMetric(period, double.PositiveInfinity);
        PointCloud a = Clouds.Uniform(120, 2, 91, weighted: true), b = Clouds.Mapped(Clouds.Uniform(90, 2, 92), point => [0.6 * point[0], point[1] + 0.2]);
        TransportResult transport = ExactTransport.Solve(a, b, metric);
        var potential = new KantorovichPotential(b, metric, transport.SinkPotentials);
        Assert.Equal(transport.Value, Mean(a) - Mean(b), 1e-9);

        RandomStream random = Clouds.Stream(93);
        for (int trial = 0; trial < 500; trial++)
        {
            double[] one = [random.NextDouble(), random.NextDouble()], other = [random.NextDouble(), random.NextDouble()];
            Assert.True(Math.Abs(potential.At(one) - potential.At(other)) <= metric.Distance(one, other) + 1e-12);
        }

        double Mean(PointCloud cloud) => Enumerable.Range(0, cloud.Count).Sum(k => cloud.Weight(k) * potential.At([cloud.Coordinates[0][k], cloud.Coordinates[1][k]]));
    }

    [Fact]
    public void One_potential_for_each_point_is_wanted() =>
        Assert.Throws<ArgumentException>(() => new KantorovichPotential(Clouds.Uniform(3, 2, 1), GroundMetric.Euclidean(2), [0, 0]));
}
