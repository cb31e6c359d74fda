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

    [Fact]
    public void Runs_part_from_the_solution_where_the_logarithm_of_the_ratio_crosses_that_of_the_factor()
    {
        // temperature / solution = e^(t/2) for one run, 1 for the other.
        ResultRow[] rows =
        [
            .. from replica in new[] { 0, 1 }
               from time in new[] { 0.0, 1, 2 }
               from row in new[] { ("temperature", Math.Exp((replica == 0 ? 0.5 : 0) * time)), ("temperature-reference", 1.0) }
               select new ResultRow(100, 0.1, replica, time, row.Item1, row.Item2, double.NaN, double.NaN),
        ];
        IReadOnlyList<DeparturePoint> points = DepartureStudy.Times(rows, 2);
        Assert.Equal(2 * Math.Log(2), points.Single(point => point.Replica == 0).Time, 1e-14);
        Assert.True(double.IsNaN(points.Single(point => point.Replica == 1).Time));
    }

    [Fact]
    public void Clumps_within_eps_add_to_the_coupling_error_and_single_particles_do_not()
    {
        double Mean(int size) => Enumerable.Range(0, 4).Average(replica => ClumpStudy.Run(2, 1024, size, replica).Ratio);
        double single = Mean(1), large = Mean(32);
        Assert.InRange(single, 0.9, 1.5);
        Assert.True(large > 2 * single, $"{large} and {single}");
        Assert.Throws<ArgumentException>(() => ClumpStudy.Run(2, 100, 7, 0));
    }
}
