using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public class PairSpeedTests
{
    private static readonly double[] Speeds = [0, 0.4, 0.8, 1.2, 1.6, 2.1, 4];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Over_all_speeds_the_excess_is_that_of_the_pair_density(int d)
    {
        const double Time = 0.4;
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(d, 1, 1);
        var scaling = new ScalingLaw(4096, d);
        var speeds = new EncounterPairSpeeds(solution, new WendlandWeight(1), scaling);
        var pairs = new EncounterPairs(solution, new WendlandWeight(1), scaling);
        double probability = 0, excess = 0;
        for (int k = 0; k + 1 < Speeds.Length; k++)
        {
            double share = speeds.Probability(Speeds[k], Speeds[k + 1], Time);
            probability += share;
            if (share > 1e-12) excess += share * speeds.Excess(0.6, 0.601, Speeds[k], Speeds[k + 1], Time);
        }

        Assert.Equal(1, probability, 2e-3);
        Assert.Equal(1, excess / pairs.Density(0.6005, Time), 1e-2);
        Assert.True(speeds.Excess(0, 1, 0, 0.2, Time) > 0 && speeds.Excess(0, 1, 1.4, 1.8, Time) < 0);
    }

    [Fact]
    public void Independent_particles_have_no_correlation_at_any_speed()
    {
        var torus = new Torus(1, 1);
        double[][][] samples = [.. Enumerable.Range(0, 40).Select(r => PairSpeedCorrelation.Of(Sample(1000, r), torus, 0.05, [0, 1, 2], Speeds.AsSpan(0, 5)))];
        for (int shell = 0; shell < 2; shell++)
        {
            for (int bin = 0; bin < 4; bin++)
            {
                ReplicaStatistics g = ReplicaStatistics.Of([.. samples.Select(sample => sample[shell][bin])]);
                Assert.InRange(1, g.Mean - 4.5 * g.StandardError, g.Mean + 4.5 * g.StandardError);
            }
        }
    }

    [Fact]
    public void Pairs_are_counted_as_a_double_loop_counts_them()
    {
        const int Count = 100;
        const double Range = 0.1;
        ParticleState state = Sample(Count, 3);
        var torus = new Torus(1, 1);
        double[][] g = PairSpeedCorrelation.Of(state, torus, Range, [0, 1, 3], [0, 0.7, 1]);
        double[,] near = new double[2, 2];
        double[] all = new double[2];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
            {
                double w = Math.Sqrt(Math.Pow(state.Velocities[0][j] - state.Velocities[0][i], 2) + Math.Pow(state.Velocities[1][j] - state.Velocities[1][i], 2));
                int bin = w < 0.7 ? 0 : 1, step = (j - i + Count) % Count;
                if (step is >= 1 and <= 49) all[bin]++; // with fewer than 129 particles every offset that meets each pair once
                if (j <= i) continue;
                double r = Math.Sqrt(Math.Pow(torus.ShortestDifference(state.Positions[0][j] - state.Positions[0][i], 0), 2)
                    + Math.Pow(torus.ShortestDifference(state.Positions[1][j] - state.Positions[1][i], 1), 2));
                if (r < Range) near[0, bin]++;
                else if (r < 3 * Range) near[1, bin]++;
            }
        }

        double pairs = Count * (Count - 1) / 2.0;
        for (int bin = 0; bin < 2; bin++)
        {
            double share = all[bin] / all.Sum();
            Assert.Equal(near[0, bin] / (pairs * Math.PI * Range * Range * share), g[0][bin], 1e-10);
            Assert.Equal(near[1, bin] / (pairs * Math.PI * 8 * Range * Range * share), g[1][bin], 1e-10);
        }
    }

    private static ParticleState Sample(int count, int replica) => ParticleState.Sample(
        SynchronousCouplingTests.State(2, 1), new Torus(1, 1), count, new IndependentSequence(RandomStream.For(12, 2, replica, StreamPurpose.Test)));
}
