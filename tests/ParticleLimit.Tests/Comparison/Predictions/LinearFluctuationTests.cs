using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public class LinearFluctuationTests
{
    [Fact]
    public void Without_alignment_particles_stay_independent()
    {
        LinearFluctuation free = LinearFluctuation.Of(SynchronousCouplingTests.Homogeneous(2, 1, 0), 2 * Math.PI, 1, 50);
        Assert.Equal(1, free.Density, 1e-13);
        Assert.Equal(1.0 / 3, free.Current, 5e-3);
    }

    [Fact]
    public void A_long_wave_keeps_its_momentum_where_independent_particles_lose_it()
    {
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(2, 1, 1.5);
        LinearFluctuation coarse = LinearFluctuation.Of(solution, 1e-6, 1, 50), fine = LinearFluctuation.Of(solution, 1e-6, 1, 100);
        Assert.Equal(1, fine.Density, 1e-9);
        Assert.Equal(LinearFluctuation.Of(solution, 1e-6, 0).Current, fine.Current + (fine.Current - coarse.Current) / 3, 1e-5);
    }

    [Fact]
    public void The_rule_is_of_second_order()
    {
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(1, 1, 2);
        double At(int steps) => LinearFluctuation.Of(solution, 2 * Math.PI, 1, steps).Density;
        double coarse = At(10) - At(20), fine = At(20) - At(40);
        Assert.InRange(Math.Log2(coarse / fine), 1.8, 2.2);
    }

    [Fact]
    public void Mean_field_particles_of_long_range_fluctuate_as_it_says()
    {
        // (1.2) with an alignment that is nearly local: a range of 0.1 against a wave of length 1, so that psi_eps hardly changes the mode (a factor 1 - (k r)^2 / 12 in the force).
        const int Count = 400, Replicas = 300;
        var torus = new Torus([1.0]);
        HomogeneousSolution solution = SynchronousCouplingTests.Homogeneous(1, 1, 2);
        double[] squares = [.. Enumerable.Range(0, Replicas).AsParallel().AsOrdered().Select(replica =>
        {
            ParticleState start = ParticleState.Sample(solution.Initial, torus, Count, new IndependentSequence(RandomStream.For(21, 0, replica, StreamPurpose.Test)));
            var weight = new WendlandWeight(1);
            using ParticleEngine engine = ParticleEngine.Create(new SimulationSettings(torus, weight, 0.1, 2 / weight.Integral(1) / (Count * 0.1)), start);
            engine.AdvanceTo(0.7);
            double[] x = engine.State.Positions[0];
            return (Math.Pow(x.Sum(p => Math.Cos(2 * Math.PI * p)), 2) + Math.Pow(x.Sum(p => Math.Sin(2 * Math.PI * p)), 2)) / Count;
        })];
        ReplicaStatistics measured = ReplicaStatistics.Of(squares);
        double predicted = LinearFluctuation.Of(solution, 2 * Math.PI, 0.7).Density;
        Assert.True(Math.Abs(predicted - 1) > 6 * measured.StandardError, $"{predicted} is told from 1 by an error of {measured.StandardError}");
        Assert.InRange(predicted, measured.Mean - 4 * measured.StandardError, measured.Mean + 4 * measured.StandardError);
    }
}
