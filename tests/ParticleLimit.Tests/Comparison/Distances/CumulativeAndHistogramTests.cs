using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class CumulativeAndHistogramTests
{
    [Fact]
    public void The_Kolmogorov_distance_is_the_largest_difference_of_the_shares_below_a_point()
    {
        PointCloud a = Clouds.Uniform(70, 1, 91), b = Clouds.Mapped(Clouds.Uniform(40, 1, 92, weighted: true), point => [Math.Round(8 * point[0]) / 8]);
        double largest = 0;
        foreach (double place in a.Coordinates[0].Concat(b.Coordinates[0]))
            largest = Math.Max(largest, Math.Abs(Below(a, place) - Below(b, place)));
        Assert.Equal(largest, KolmogorovSmirnov.Distance(a, b, GroundMetric.Euclidean(1)), 1e-12);

        static double Below(PointCloud cloud, double place) => Enumerable.Range(0, cloud.Count).Where(i => cloud.Coordinates[0][i] <= place).Sum(cloud.Weight);
    }

    [Fact]
    public void On_the_circle_it_does_not_depend_on_the_cut()
    {
        PointCloud a = Clouds.Uniform(30, 1, 93), b = Clouds.Uniform(50, 1, 94);
        double distance = KolmogorovSmirnov.Distance(a, b, new GroundMetric(1));
        foreach (double shift in (double[])[0.1, 0.37, 0.9])
            Assert.Equal(distance, KolmogorovSmirnov.Distance(Clouds.Mapped(a, point => [point[0] + shift]), Clouds.Mapped(b, point => [point[0] + shift]), new GroundMetric(1)), 1e-12);
    }

    [Fact]
    public void Histograms_of_one_cloud_agree_and_of_clouds_apart_share_nothing()
    {
        PointCloud a = Clouds.Uniform(500, 2, 95);
        Assert.Equal(0, HistogramDistance.Of(a, Clouds.Permuted(a, 2), GroundMetric.Euclidean(2)).Value, 1e-12);
        Assert.Equal(2, HistogramDistance.Of(Clouds.Mapped(a, point => [point[0] + 5, point[1]]), a, GroundMetric.Euclidean(2)).Value, 1e-12);
    }

    [Fact]
    public void The_floor_of_a_histogram_is_what_samples_have()
    {
        PointCloud law = Clouds.Uniform(1 << 15, 2, 96);
        double mean = Enumerable.Range(0, 40).Average(draw => HistogramDistance.Of(Clouds.Uniform(2000, 2, 200 + (ulong)draw), law, GroundMetric.Euclidean(2)).Value);
        Assert.Equal(HistogramDistance.Of(Clouds.Uniform(2000, 2, 200), law, GroundMetric.Euclidean(2)).Floor, mean, 0.05 * mean);
    }

    [Fact]
    public void The_bounded_Lipschitz_distance_is_W1_of_what_is_near_and_at_most_2()
    {
        PointCloud a = Clouds.Uniform(40, 2, 97), b = Clouds.Uniform(40, 2, 98), far = Clouds.Mapped(b, point => [point[0] + 9, point[1]]);
        var space = new FreeSpace(1);
        Assert.Equal(Distances.Compute("w1", a, b, space).Value, Distances.Compute("bounded-lipschitz", a, b, space).Value);
        DistanceResult apart = Distances.Compute("bounded-lipschitz", a, far, space);
        Assert.Equal(2, apart.Value);
        Assert.InRange(apart.Lower, 1.5, 2); // nearly the potential that is 1 here and -1 there
    }

    [Fact]
    public void The_exact_floor_of_the_energy_distance_is_that_of_the_mean_distance()
    {
        PointCloud law = Clouds.Uniform(3000, 2, 99);
        DistanceResult result = Distances.Compute("energy-distance", Clouds.Uniform(100, 2, 100), law, new FreeSpace(1));
        Assert.Equal(Math.Sqrt(EnergyDistance.MeanDistance(law, GroundMetric.Euclidean(2)) / 100), result.Floor, 1e-3 * result.Floor);
    }
}
