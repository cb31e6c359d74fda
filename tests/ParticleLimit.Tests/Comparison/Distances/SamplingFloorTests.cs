using ParticleLimit.Comparison;

namespace ParticleLimit.Tests;

/// <summary>How W1 of independent samples of the uniform law on a torus of D axes, the phase space of d = D / 2, falls with their size.</summary>
/// <remarks>M. Ajtai, J. Komlos, G. Tusnady, Combinatorica 4 (1984) for D = 2; N. Fournier, A. Guillin, Probab. Theory Relat. Fields 162 (2015). For D > 2 the next term, which the long waves
/// of the fluctuation make, is N^(-(D - 2) / D) of the leading one times a constant (S. Caracciolo, C. Lucibello, G. Parisi, G. Sicuro, Phys. Rev. E 90, 2014, for squares of distances); a torus
/// has no faces to add N^(-1/D).</remarks>
public class SamplingFloorTests
{
    private static readonly int[] Rungs = [128, 256, 512, 1024];

    // What is allowed for errors and for the next term must leave out the orders of the other dimensions.
    private static readonly double[] Orders = [1.0 / 2, 1.0 / 4, 1.0 / 6];

    [Fact]
    public void In_two_axes_it_falls_like_the_root_of_N_up_to_that_of_a_logarithm()
    {
        // sqrt((a log N + b) / N) with a and b positive has an order between those of b = 0 and of a = 0.
        (double order, double error) = Order(2, replicas: 32);
        AssertOrder(order, Fitted(n => Math.Sqrt(Math.Log(n) / n)) - 3 * error, 0.5 + 3 * error, 0.5);
    }

    [Theory, InlineData(4), InlineData(6)]
    public void In_more_axes_it_falls_like_the_distance_of_neighbours(int dimension)
    {
        (double order, double error) = Order(dimension, replicas: 8);
        // The constant, measured here, is near -0.1; half of the leading term is allowed for.
        double NextTerm(double part) => Fitted(n => Math.Pow(n, -1.0 / dimension) * (1 + part * Math.Pow(n, -(dimension - 2.0) / dimension)));
        AssertOrder(order, NextTerm(-0.5) - 3 * error, NextTerm(0.5) + 3 * error, 1.0 / dimension);
    }

    /// <summary>W1 is convex, so a sample is on the average no farther from the law than from another sample, and it obeys the triangle inequality: both floors have one order.</summary>
    [Fact]
    public void Two_samples_are_once_to_twice_as_far_from_each_other_as_from_their_law()
    {
        const int replicas = 12, count = 300;
        GroundMetric cylinder = new(1, double.PositiveInfinity);
        CellDensity law = Clouds.Density(4, (x, v) => 1);
        double[] excess = new double[replicas];
        for (ulong r = 0; r < replicas; r++)
        {
            (PointCloud a, PointCloud b) = (Clouds.Uniform(count, 2, 500 + 2 * r), Clouds.Uniform(count, 2, 501 + 2 * r));
            (DistanceResult fromA, DistanceResult fromB) = (DensityWasserstein.Distance(a, law, cylinder), DensityWasserstein.Distance(b, law, cylinder));
            double apart = ExactTransport.Solve(a, b, cylinder).Value;
            Assert.InRange(apart, 0, fromA.Upper + fromB.Upper);
            excess[r] = apart - (fromA.Lower + fromB.Lower) / 2;
        }

        ReplicaStatistics statistics = ReplicaStatistics.Of(excess);
        Assert.True(statistics.Mean > 3 * statistics.StandardError, $"{statistics.Mean} +- {statistics.StandardError}");
    }

    private static void AssertOrder(double order, double low, double high, double expected)
    {
        Assert.InRange(order, low, high);
        Assert.All(Orders.Where(other => other != expected), other => Assert.False(low <= other && other <= high, $"{low} to {high} does not tell {expected} from {other}"));
    }

    /// <summary>The order of the mean over replicas, and its standard error from theirs.</summary>
    private static (double Order, double StandardError) Order(int dimension, int replicas)
    {
        GroundMetric torus = new([.. Enumerable.Repeat(1.0, dimension)]);
        ReplicaStatistics[] means = [.. Rungs.Select((n, rung) => ReplicaStatistics.Of([.. Enumerable.Range(0, replicas).Select(r => Between((ulong)(dimension + 10 * (rung + Rungs.Length * r)), n))]))];
        LogLogLine line = Line();
        double variance = means.Select((mean, rung) => Math.Pow(line.Sensitivity(rung) * mean.StandardError / mean.Mean, 2)).Sum();
        return (line.Order([.. means.Select(mean => Math.Log(mean.Mean))]), Math.Sqrt(variance));

        double Between(ulong seed, int n) => ExactTransport.Solve(Clouds.Uniform(n, dimension, 2 * seed), Clouds.Uniform(n, dimension, 2 * seed + 1), torus).Value;
    }

    /// <summary>The order that a function of N has over the rungs.</summary>
    private static double Fitted(Func<double, double> value) => Line().Order([.. Rungs.Select(n => Math.Log(value(n)))]);

    private static LogLogLine Line() => new(Rungs, [.. Rungs.Select(_ => 1.0)]);
}
