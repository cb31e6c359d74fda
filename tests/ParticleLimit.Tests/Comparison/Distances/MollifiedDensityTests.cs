using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class MollifiedDensityTests
{
    private static readonly Gen<double[]> Points = Gen.Double[0, 1].Array[1, 40];

    /// <summary>Against the definition, summed over a fine midpoint rule: an error of one cell at each end of each box.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public void Is_the_integral_of_the_difference_of_the_boxes(bool closed) => Gen.Select(Points, Points, Gen.Double[0.05, 0.5]).Sample((x, y, width) =>
    {
        const int Cells = 8192;
        double from = closed ? 0 : -0.5, length = closed ? 1 : 2, sum = 0;
        for (int k = 0; k < Cells; k++)
        {
            double at = from + length * (k + 0.5) / Cells;
            sum += Math.Abs(Share(x, at) - Share(y, at));
        }

        double expected = sum * length / Cells / width;
        Assert.Equal(expected, Distance(x, y, width, closed), 4 * length / Cells / width * 2);

        double Share(double[] points, double at) => points.Count(point =>
        {
            double away = Math.Abs(point - at);
            return (closed ? Math.Min(away, 1 - away) : away) < width / 2;
        }) / (double)points.Length;
    }, iter: 60);

    [Fact]
    public void Is_a_metric_between_zero_and_two() => Gen.Select(Points, Points, Points).Sample((x, y, z) =>
    {
        foreach (bool closed in (bool[])[false, true])
        {
            double xy = Distance(x, y, 0.3, closed), yz = Distance(y, z, 0.3, closed), xz = Distance(x, z, 0.3, closed);
            Assert.Equal(0, Distance(x, [.. x.Reverse()], 0.3, closed), 1e-12);
            Assert.Equal(xy, Distance(y, x, 0.3, closed), 1e-12);
            Assert.InRange(xy, 0, 2 + 1e-12);
            Assert.True(xz <= xy + yz + 1e-12);
        }
    });

    [Fact]
    public void Does_not_see_where_a_circle_begins() => Gen.Select(Points, Points, Gen.Double[0, 1]).Sample((x, y, shift) =>
        Assert.Equal(Distance(x, y, 0.2, true), Distance([.. x.Select(p => (p + shift) % 1)], [.. y.Select(p => (p + shift) % 1)], 0.2, true), 1e-11));

    [Fact]
    public void Measures_far_apart_are_two_apart() => Assert.Equal(2, Distance([0.1, 0.2], [0.9], 0.1, false), 1e-14);

    private static double Distance(double[] x, double[] y, double width, bool closed) => MollifiedDensity.Distance(
        new PointCloud([x]), new PointCloud([y]), closed ? new GroundMetric(1.0) : GroundMetric.ForPositions(new FreeSpace(1)), width);
}
