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
}
