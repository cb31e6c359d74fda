using CsCheck;
using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

public class ReplicaStatisticsTests
{
    [Fact]
    public void Moments_agree_with_the_sums_over_pairs() => Gen.Double[-10, 10].Array[2, 20].Sample(values =>
    {
        // The unbiased variance is half the mean of (x - y)^2 over the pairs, which needs no mean.
        double pairs = 0;
        foreach (double x in values)
            foreach (double y in values) pairs += (x - y) * (x - y);
        double variance = pairs / 2 / values.Length / (values.Length - 1);
        ReplicaStatistics statistics = ReplicaStatistics.Of(values);
        Assert.Equal(values.Average(), statistics.Mean, 1e-13);
        Assert.Equal(Math.Sqrt(variance / values.Length), statistics.StandardError, 1e-12);
    });

    [Fact]
    public void The_interval_moves_and_stretches_with_the_values() =>
        Gen.Select(Gen.Double[0, 1].Array[2, 8], Gen.Double[-5, 5], Gen.Double[0.1, 5]).Sample((values, shift, scale) =>
        {
            ReplicaStatistics one = ReplicaStatistics.Of(values), other = ReplicaStatistics.Of([.. values.Select(v => shift + scale * v)]);
            Assert.Equal(shift + scale * one.Lower, other.Lower, 1e-10);
            Assert.Equal(shift + scale * one.Upper, other.Upper, 1e-10);
        });

    [Fact]
    public void The_interval_covers_the_mean_of_two_uniform_replicas_as_geometry_says()
    {
        // Two uniform replicas on [-1, 1]: mean m = (x + y)/2, standard error |x - y|/2, so the interval covers 0 if and only if
        // |x + y| <= q |x - y|; over the square that has probability q/(q + 1), one less the area of the two cones about x = y.
        double q = ReplicaStatistics.Of([0, 2]).Upper - 1;
        const int Side = 150;
        int covered = 0;
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++)
            {
                ReplicaStatistics pair = ReplicaStatistics.Of([(2.0 * i + 0.7) / Side - 1, (2.0 * j + 1.2) / Side - 1]);
                if (pair.Lower <= 0 && pair.Upper >= 0) covered++;
            }
        }

        Assert.Equal(q / (q + 1), covered / (double)(Side * Side), 0.01);
        Assert.Equal(Math.Tan(0.475 * Math.PI), q, 1e-6); // Student's t with one degree of freedom is the Cauchy distribution
    }

    [Fact]
    public void One_replica_has_a_mean_and_no_error()
    {
        ReplicaStatistics one = ReplicaStatistics.Of([3.5]);
        Assert.Equal(3.5, one.Mean);
        Assert.True(double.IsNaN(one.StandardError) && double.IsNaN(one.Lower) && double.IsNaN(one.Upper));
        Assert.True(double.IsNaN(ReplicaStatistics.Of([]).Mean));
    }
}
