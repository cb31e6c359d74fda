using ParticleLimit.Experiments;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public sealed class StudyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Errors_fall_with_the_step_by_the_order_of_the_weight(int dimension)
    {
        foreach (ICommunicationWeight weight in StepSizeStudy.Weights)
        {
            IReadOnlyList<StepSizePoint> points = StepSizeStudy.Run(weight, dimension, 400, 0.1, [0.5, 0.125], 1.0 / 64);
            double order = Math.Log(points[0].VelocityError / points[1].VelocityError, 4);
            Assert.True(order > (weight is IndicatorWeight ? 0.5 : 1.5), $"{weight.Name}: {order}");
            Assert.True(points[1].VelocityError < 0.1 * points[1].Coupling);
        }
    }

    [Fact]
    public void A_focusing_flock_follows_its_characteristics_and_meets_at_time_one()
    {
        IReadOnlyList<FocusingPoint> points = FocusingStudy.Run(1, 400, 0, epsilon => [0.5, 1, 1 + 5 * epsilon]);
        Assert.True(points[0].Departure < 0.05 * points[0].Radius);
        Assert.True(points[1].Radius < 0.02);
        Assert.True(points[0].Energy > 0.95 && points[0].Energy <= 1 && points[2].Energy < points[0].Energy);
    }
}
