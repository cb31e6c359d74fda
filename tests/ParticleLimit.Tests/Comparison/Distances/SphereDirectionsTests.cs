using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class SphereDirectionsTests
{
    [Theory, InlineData(2, 64, 1e-12), InlineData(3, 64, 0.01), InlineData(4, 64, 0.02), InlineData(6, 64, 0.03), InlineData(3, 900, 0.002), InlineData(5, 300, 1e-12), InlineData(9, 540, 1e-12)]
    public void Directions_are_unit_vectors_and_isotropic(int dimension, int count, double slack)
    {
        double[][] directions = SphereDirections.Generate(dimension, count);
        for (int p = 0; p < dimension; p++)
            for (int q = 0; q < dimension; q++)
                Assert.Equal(p == q ? 1.0 / dimension : 0, directions.Average(direction => direction[p] * direction[q]), slack);
        Assert.All(directions, direction => Assert.Equal(1, direction.Sum(x => x * x), 1e-12));
    }

    [Theory, InlineData(3, 0.003), InlineData(4, 0.007), InlineData(6, 0.014), InlineData(9, 0.02)]
    public void Their_error_is_what_trial_vectors_find(int dimension, double most)
    {
        double[][] directions = SphereDirections.Generate(dimension, 64), trials = SphereDirections.Generate(dimension, 3000);
        double exact = 1 / EnergyDistance.ProjectionConstant(dimension);
        double meanSquare = trials.Average(e => Math.Pow(directions.Average(theta => Math.Abs(theta.Zip(e, (x, y) => x * y).Sum())) / exact - 1, 2));
        double error = DirectionDescent.RelativeError(directions);
        Assert.InRange(error, 0, most);
        Assert.Equal(Math.Sqrt(meanSquare), error, 0.2 * error);
    }
}
