using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class DistancesTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Every_name_that_exists_in_a_dimension_gives_the_same_bits_twice(int d)
    {
        PointCloud a = Clouds.Uniform(60, 2 * d, 41), b = Clouds.Uniform(70, 2 * d, 42, weighted: true);
        var torus = new Torus([.. Enumerable.Repeat(1.0, d)]);
        foreach (string name in Distances.Names.Where(name => (d == 1 || (name != "l1-density" && !name.StartsWith("kolmogorov", StringComparison.Ordinal))) && (!name.Contains('-') || !name.Contains("w1-") || name.StartsWith("sliced", StringComparison.Ordinal) == d > 1)))
        {
            DistanceResult once = Distances.Compute(name, a, b, torus);
            Assert.Equal(name, once.Measure);
            Assert.True(once.Value > 0);
            Assert.Equal(once, Distances.Compute(name, a, b, torus));
        }
    }

    [Fact]
    public void Marginals_are_those_of_the_line_and_the_circle()
    {
        PointCloud a = new([[0.0], [0.0]]), b = new([[0.9], [0.9]]);
        Assert.Equal(0.1, Distances.Compute("w1-position", a, b, new Torus(1.0)).Value, 1e-15);
        Assert.Equal(0.9, Distances.Compute("w1-velocity", a, b, new Torus(1.0)).Value, 1e-15);
        Assert.Equal(0.9, Distances.Compute("w1-position", a, b, new FreeSpace(1)).Value, 1e-15);
    }

    [Theory, InlineData("w3"), InlineData("sliced-w1-position"), InlineData("")]
    public void What_does_not_exist_is_refused(string measure)
    {
        PointCloud a = Clouds.Uniform(3, 2, 1);
        Assert.Throws<ArgumentException>(() => Distances.Compute(measure, a, a, new FreeSpace(1)));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        PointCloud a = Clouds.Uniform(3, 2, 1);
        string message = Assert.Throws<ArgumentException>(() => Distances.Compute("w3", a, a, new FreeSpace(1))).Message;
        Assert.All(Distances.Names, name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_bracket_of_a_quantised_distance_holds_the_exact_one(bool periodic)
    {
        PointCloud a = Clouds.Uniform(700, 2, 43), b = Clouds.Mapped(Clouds.Uniform(500, 2, 44, weighted: true), p => [p[0] * p[0] + 0.2, p[1]]);
        GroundMetric metric = new(periodic ? 1 : double.PositiveInfinity, double.PositiveInfinity);
        double exact = PhaseSpaceWasserstein.Distance(a, b, metric).Value, width = double.PositiveInfinity;
        foreach (int cells in new[] { 4, 30, 250 })
        {
            DistanceResult coarse = PhaseSpaceWasserstein.Distance(a, b, metric, exactPoints: 0, cells);
            Assert.StartsWith("quantised", coarse.Method, StringComparison.Ordinal);
            Assert.InRange(exact, coarse.Lower, coarse.Upper);
            Assert.True(coarse.Upper - coarse.Lower < width);
            width = coarse.Upper - coarse.Lower;
        }

        DistanceResult fine = PhaseSpaceWasserstein.Distance(a, b, metric, exactPoints: 0, cells: 2000);
        Assert.Equal(exact, fine.Value, 1e-12);
        Assert.Equal(exact, fine.Upper, 1e-12);
    }

    [Fact]
    public void A_cloud_is_at_no_distance_from_its_permutation_after_quantisation_either()
    {
        PointCloud a = Clouds.Uniform(900, 4, 45);
        DistanceResult result = PhaseSpaceWasserstein.Distance(a, Clouds.Permuted(a, 46), GroundMetric.Euclidean(4), exactPoints: 0, cells: 50);
        Assert.Equal(0, result.Value, 1e-14);
    }
}
