using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class MaxSlicedWassersteinTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(4), InlineData(6)]
    public void Of_a_translated_cloud_it_is_the_translation_along_its_direction(int dimension)
    {
        PointCloud a = Clouds.Uniform(500, dimension, 71);
        double[] move = [.. Enumerable.Range(0, dimension).Select(k => 0.3 / (1 + k) * (k % 2 == 0 ? 1 : -1))];
        PointCloud b = Clouds.Mapped(a, p => [.. p.Zip(move, (x, y) => x + y)]);
        (double value, double[] direction) = Find(a, b, GroundMetric.Euclidean(dimension));
        double length = Math.Sqrt(move.Sum(component => component * component));
        Assert.Equal(length, value, 1e-9);
        Assert.Equal(1, Math.Abs(move.Zip(direction, (x, y) => x * y).Sum()) / length, 1e-6);
    }

    /// <summary>A cloud made longer along one direction, which is none of the sixty-four, has that direction; it is found from every rotation.</summary>
    [Fact]
    public void It_turns_with_the_clouds_and_finds_what_a_mean_over_directions_hides()
    {
        PointCloud a = Clouds.Uniform(2000, 4, 72), b = Clouds.Mapped(a, p => [2 * p[0], .. p[1..]]);
        GroundMetric metric = GroundMetric.Euclidean(4);
        double plain = Find(a, b, metric).Value;
        for (int turn = 1; turn < 4; turn++)
        {
            (double c, double s) = (Math.Cos(0.7 * turn), Math.Sin(0.7 * turn));
            double[] Turn(double[] p)
            {
                double x = c * p[0] - s * p[2], z = s * p[0] + c * p[2];
                return [c * x - s * p[1], s * x + c * p[1], c * z - s * p[3], s * z + c * p[3]];
            }

            (double value, double[] direction) = Find(Clouds.Mapped(a, Turn), Clouds.Mapped(b, Turn), metric);
            Assert.Equal(plain, value, 1e-6);
            Assert.Equal(1, Math.Abs(Turn([1, 0, 0, 0]).Zip(direction, (x, y) => x * y).Sum()), 1e-2);
        }

        Assert.True(plain > 1.5 * new SlicedComparison(a, b, metric).Wasserstein.Value);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void It_lies_between_the_largest_of_the_slices_and_W1_and_threads_change_no_bit(bool isTorus)
    {
        PointCloud a = Clouds.Uniform(300, 4, 73), b = Clouds.Mapped(Clouds.Uniform(400, 4, 74, weighted: true), p => [p[0] + 0.1, 1.1 * p[1], p[2], p[3] - 0.05]);
        GroundMetric metric = isTorus ? GroundMetric.ForPhaseSpace(new Torus(1.4, 1.6)) : GroundMetric.Euclidean(4);
        var sliced = new SlicedComparison(a, b, metric);
        (double value, double[] direction) = MaxSlicedWasserstein.Find(a, b, metric, sliced);
        Assert.InRange(value, sliced.LargestWasserstein * (1 + 1e-6), ExactTransport.Solve(a, b, metric).Value);
        (double again, double[] other) = MaxSlicedWasserstein.Find(a, b, metric, sliced, threads: 3);
        Assert.Equal(value, again);
        Assert.Equal(direction, other);
    }

    private static (double Value, double[] Direction) Find(PointCloud a, PointCloud b, GroundMetric metric) => MaxSlicedWasserstein.Find(a, b, metric, new SlicedComparison(a, b, metric));
}
