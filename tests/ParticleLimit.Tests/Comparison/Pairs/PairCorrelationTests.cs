using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public class PairCorrelationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Independent_particles_have_no_correlation(int d)
    {
        var torus = new Torus([.. Enumerable.Repeat(1.5, d)]);
        PairCorrelation[] samples = [.. Enumerable.Range(0, 30).Select(r => PairCorrelation.Of(Sample(d, 1.5, 1000, r), torus, new HatWeight(1), 0.12, 2, 4))];
        void IsZero(Func<PairCorrelation, double> value)
        {
            ReplicaStatistics statistics = ReplicaStatistics.Of([.. samples.Select(value)]);
            Assert.InRange(0, statistics.Mean - 4.5 * statistics.StandardError, statistics.Mean + 4.5 * statistics.StandardError);
        }

        IsZero(pairs => pairs.Excess);
        IsZero(pairs => pairs.DissipationDeficit);
        for (int k = 0; k < 4; k++) IsZero(pairs => pairs.Density[k] - 1);
    }

    [Fact]
    public void Pairs_are_counted_as_a_double_loop_counts_them()
    {
        const double Range = 0.2;
        ParticleState state = Sample(2, 1, 60, 1);
        var torus = new Torus(1, 1);
        var weight = new WendlandWeight(0.8);
        PairCorrelation pairs = PairCorrelation.Of(state, torus, weight, Range, 2.5, 10);
        long[] counts = new long[10];
        double inRange = 0, dissipation = 0, all = 0;
        for (int i = 0; i < 60; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double dx = torus.ShortestDifference(state.Positions[0][j] - state.Positions[0][i], 0), dy = torus.ShortestDifference(state.Positions[1][j] - state.Positions[1][i], 1);
                double r = Math.Sqrt(dx * dx + dy * dy), w = Math.Pow(state.Velocities[0][j] - state.Velocities[0][i], 2) + Math.Pow(state.Velocities[1][j] - state.Velocities[1][i], 2);
                all += w;
                if (r < 0.4) counts[(int)(r / 0.04)]++;
                if (r >= 0.16) continue;
                inRange++;
                dissipation += weight.Value(r * r / (Range * Range)) * w;
            }
        }

        const double Pairs = 60 * 59 / 2;
        Assert.Equal(inRange / (Pairs * Math.PI * 0.16 * 0.16) - 1, pairs.Excess, 1e-12);
        Assert.Equal(1 - dissipation / (all * Range * Range * weight.Integral(2)), pairs.DissipationDeficit, 1e-12);
        for (int k = 0; k < 10; k++) Assert.Equal(counts[k] / (Pairs * Math.PI * 0.04 * 0.04 * (2 * k + 1)), pairs.Density[k], 1e-10);
    }

    [Fact]
    public void A_reach_that_finds_a_pair_twice_is_refused()
    {
        ParticleState state = Sample(2, 1, 10, 1);
        Assert.Throws<ArgumentException>(() => PairCorrelation.Of(state, new Torus(1, 1), new HatWeight(1), 0.2, 2.6));
        Assert.Throws<ArgumentException>(() => PairCorrelation.Of(state, new Torus(1, 1), new HatWeight(1), 0.2, 0.5));
    }

    private static ParticleState Sample(int d, double side, int count, int replica) => ParticleState.Sample(
        SynchronousCouplingTests.State(d, side), new Torus([.. Enumerable.Repeat(side, d)]), count, new IndependentSequence(RandomStream.For(11, d, replica, StreamPurpose.Test)));
}
