using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class MonotoneTransportTests
{
    [Theory, InlineData(1), InlineData(2)]
    public void On_the_line_it_agrees_with_the_network_simplex(int order) => Clouds.Triples.Where(t => t.A.Dimension == 1).Sample(t =>
    {
        GroundMetric line = GroundMetric.Euclidean(1);
        DistanceResult sorted = PhaseSpaceWasserstein.Distance(t.A, t.B, line, order: order);
        TransportResult simplex = ExactTransport.Solve(t.A, t.B, line, order);
        Assert.StartsWith("exact: sorted", sorted.Method, StringComparison.Ordinal);
        Assert.InRange(sorted.Value, sorted.Lower, sorted.Upper);
        Assert.True(sorted.Lower <= simplex.Upper && simplex.Lower <= sorted.Upper);
        Assert.Equal(simplex.Value, sorted.Value, 1e-13 * t.Scale);
        Assert.InRange(sorted.Upper - sorted.Lower, 0, (order == 1 ? 1e-14 : 1e-7) * t.Scale); // a root of what rounding leaves
    }, iter: 300);

    [Fact]
    public void Large_clouds_on_the_line_are_exact_too_and_those_on_a_circle_take_the_shorter_way()
    {
        // The image under an increasing map, in another order, costs what each point moves (Brenier).
        PointCloud a = Clouds.Uniform(200_000, 1, 27), image = Clouds.Permuted(Clouds.Mapped(a, p => [1.1 * p[0] * p[0] - 3]), 28);
        double squared = a.Coordinates[0].Average(x => Math.Pow(1.1 * x * x - 3 - x, 2)), moved = a.Coordinates[0].Average(x => Math.Abs(1.1 * x * x - 3 - x));
        var line = new FreeSpace(1);
        foreach ((string measure, double exact) in new[] { ("w1", moved), ("w2", Math.Sqrt(squared)) })
        {
            DistanceResult result = Distances.Compute(measure, a, image, line);
            Assert.Equal(exact, result.Value, 1e-11);
            Assert.InRange(result.Upper - result.Lower, 0, 1e-9);
        }

        PointCloud some = Clouds.Uniform(500, 1, 29), turned = Clouds.Mapped(some, p => [p[0] + 0.75]);
        Assert.InRange(Distances.Compute("w2", some, turned, new Torus(1.0)).Value, 0, 0.25 + 1e-12);
        Assert.Equal(0.75, Distances.Compute("w2", some, turned, line).Value, 1e-12);
    }
}
