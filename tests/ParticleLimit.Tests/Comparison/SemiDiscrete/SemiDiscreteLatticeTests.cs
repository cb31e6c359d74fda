using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

/// <summary>Particles in the middle of rectangles that have their masses are as far from the density as points of a rectangle from its centre, wherever all of it is, whatever its
/// shape, on the plane and on the cylinder: there the edges of Laguerre cells lie on the lines of the grid.</summary>
public class SemiDiscreteLatticeTests
{
    [Fact]
    public void Rectangles_with_the_masses_of_their_centres_cost_their_second_moments() => Gen.ULong.Sample(seed =>
    {
        RandomStream random = Clouds.Stream(seed);
        double[] aspects = [1, 1, 0.1, 1e-2, 1e-3, 10], places = [0, 0, -5, 11, 100];
        int countX = 1 + random.NextInt(11), countV = 1 + random.NextInt(11), parts = 1 + random.NextInt(3);
        double scale = Math.Pow(10, random.NextInt(25) - 12), aspect = aspects[random.NextInt(aspects.Length)];
        double fromX = scale * places[random.NextInt(places.Length)], fromV = scale * aspect * places[random.NextInt(places.Length)];
        AssertDistance(countX, countV, parts, scale, aspect, fromX, fromV, periodic: random.NextInt(2) == 0, ref random);
    }, iter: 300);

    /// <summary>Where one axis is lost in the rounding of squared distances the bracket is wide, and holds.</summary>
    [Theory, InlineData(1e-9), InlineData(1e-6), InlineData(1e3), InlineData(1e9)]
    public void Slivers_have_a_bracket_that_holds(double aspect)
    {
        RandomStream random = Clouds.Stream(91);
        foreach (bool periodic in new[] { false, true }) AssertDistance(5, 7, 2, 1, aspect, 0, 0, periodic, ref random, isNarrow: false);
    }

    private static void AssertDistance(int countX, int countV, int parts, double scale, double aspect, double fromX, double fromV, bool periodic, ref RandomStream random, bool isNarrow = true)
    {
        double width = scale / countX, height = aspect * scale / countV, sum = 0;
        double[] x = new double[countX * countV], v = new double[x.Length], weights = new double[x.Length];
        double[,] masses = new double[countX * parts, countV * parts];
        for (int i = 0; i < x.Length; i++) sum += weights[i] = 0.1 + random.NextDouble();
        for (int i = 0; i < x.Length; i++)
        {
            (int column, int row) = (i / countV, i % countV);
            int turns = periodic ? random.NextInt(5) - 2 : 0;
            (x[i], v[i], weights[i]) = (fromX + (column + 0.5) * width + turns * scale, fromV + (row + 0.5) * height, weights[i] / sum);
            for (int part = 0; part < parts * parts; part++) masses[column * parts + part / parts, row * parts + part % parts] = weights[i];
        }

        GroundMetric metric = new(periodic ? scale : double.PositiveInfinity, double.PositiveInfinity);
        DistanceResult result = SemiDiscreteWasserstein.Distance(new PointCloud([x, v], weights), new CellDensity(fromX, width / parts, fromV, height / parts, masses), metric);
        double exact = Math.Sqrt((width * width + height * height) / 12), diameter = scale * Math.Sqrt(1 + aspect * aspect);
        double slack = 1e-8 * (diameter + Math.Abs(fromX) + Math.Abs(fromV));
        Assert.InRange(exact, result.Lower - slack, result.Upper + slack);
        Assert.InRange(result.Upper - result.Lower, 0, isNarrow ? 1e-4 * exact + slack : diameter);
    }
}
