using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class CorrectedVelocitiesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void To_first_order_the_sample_has_the_bias_that_Duhamels_formula_gives(int d)
    {
        // eps = 1/200, where the second order (the scatter adds to the relative speeds that cause it) is less than a hundredth of the first.
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(d, 1, 1);
        var scaling = new ScalingLaw(d switch { 1 => 200, 2 => 40_000, _ => 8_000_000 }, d);
        var weight = new WendlandWeight(1);
        CorrectedVelocities[] samples = [.. Enumerable.Range(0, 12).Select(r =>
        {
            var sample = new CorrectedVelocities(solution, weight, scaling, 60_000, 0.05, RandomStream.For(5, d, r, StreamPurpose.Test));
            sample.AdvanceTo(0.6);
            sample.AdvanceTo(1);
            return sample;
        })];
        foreach (VelocityStatistic statistic in VelocityStatistic.Each)
        {
            ReplicaStatistics measured = ReplicaStatistics.Of([.. samples.Select(sample => sample.MeanDifference(statistic))]);
            double expected = EncounterCorrection.Bias(solution, weight, scaling, statistic, 1);
            Assert.True(measured.StandardError < 0.05 * expected, $"{statistic.Name}: {measured}");
            Assert.InRange(measured.Mean, 0.99 * expected - 4.5 * measured.StandardError, 1.01 * expected + 4.5 * measured.StandardError);
        }
    }

    [Fact]
    public void Meetings_conserve_momentum_and_without_coupling_nothing_moves()
    {
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(2, 1, 1);
        var sample = new CorrectedVelocities(solution, new WendlandWeight(1), new ScalingLaw(100, 2), 1000, 0.1, RandomStream.For(6, 0, 0, StreamPurpose.Test));
        double[] before = [.. sample.Velocities.Select(axis => axis.Sum())];
        sample.AdvanceTo(1);
        for (int axis = 0; axis < 2; axis++) Assert.Equal(Math.Exp(-1) * before[axis], sample.Velocities[axis].Sum(), 1e-11);

        var free = new CorrectedVelocities(
            SynchronousCouplingTests.Homogeneous(2, 1, 0), new WendlandWeight(1), new ScalingLaw(100, 2), 10, 0.1, RandomStream.For(6, 0, 0, StreamPurpose.Test));
        double[] start = [.. free.Velocities[0]];
        free.AdvanceTo(3);
        Assert.Equal(start, free.Velocities[0]);
    }

    [Fact]
    public void An_odd_sample_and_a_time_in_the_past_are_refused()
    {
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(2, 1, 1);
        CorrectedVelocities Sample(int count, double step) => new(solution, new WendlandWeight(1), new ScalingLaw(100, 2), count, step, RandomStream.For(6, 0, 0, StreamPurpose.Test));
        Assert.Throws<ArgumentException>(() => Sample(7, 0.1));
        Assert.Throws<ArgumentException>(() => Sample(8, 0));
        CorrectedVelocities sample = Sample(8, 0.1);
        sample.AdvanceTo(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => sample.AdvanceTo(0.5));
    }
}
