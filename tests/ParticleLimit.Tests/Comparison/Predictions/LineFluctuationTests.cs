using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public class LineFluctuationTests
{
    private static readonly HomogeneousSolution Flock = SynchronousCouplingTests.Homogeneous(1, 1, 1.5);
    private static readonly HomogeneousSolution Unit = new(ProductState.UniformBox([0.5], [1], [0], [2]), new Torus([1.0]), 1);

    [Fact]
    public void Passages_are_those_of_random_pairs_on_straight_lines()
    {
        const double time = 2;
        const int count = 400_000;
        double rate = Flock.Rate, length = ((Torus)Flock.Domain).Lengths[0], end = (1 - Math.Exp(-rate * time)) / rate;
        RandomStream stream = RandomStream.For(5, 0, 0, StreamPurpose.Test);
        double[] squares = new double[count], point = new double[Flock.Initial.UniformsPerParticle], x = [0], v = [0], w = [0];
        var uniforms = new IndependentSequence(stream.Split(1));
        for (int i = 0; i < count; i++)
        {
            uniforms.Next(point);
            Flock.Initial.Map(point, x, v);
            uniforms.Next(point);
            Flock.Initial.Map(point, x, w);
            double speed = Math.Abs(w[0] - v[0]), kick = 0;
            for (double apart = stream.NextDouble() * length; apart < speed * end; apart += length) kick += rate * length / (1 - rate * apart / speed);
            squares[i] = kick * kick;
        }

        ReplicaStatistics drawn = ReplicaStatistics.Of(squares);
        double passages = new LineFluctuation(Flock).Passages(time);
        Assert.InRange(passages, drawn.Mean - 4 * drawn.StandardError - 1e-3 * passages, drawn.Mean + 4 * drawn.StandardError + 1e-3 * passages);
    }

    [Fact]
    public void At_short_times_the_encounters_are_all_there_is()
    {
        var line = new LineFluctuation(Flock);
        double Ratio(double time) => line.VelocityMeanSquare(time) / EncounterCorrection.VelocityMeanSquare(Flock, new HatWeight(1), new ScalingLaw(1, 1), time);
        Assert.Equal(1, Ratio(1e-3), 2e-3);
        Assert.True(Ratio(1) > 1.2, $"{Ratio(1)}");
    }

    [Fact]
    public void The_sum_over_modes_converges_like_their_number_squared()
    {
        var line = new LineFluctuation(Flock);
        double all = line.VelocityMeanSquare(1), half = line.MeanSquare(1, 6), quarter = line.MeanSquare(1, 3);
        Assert.InRange((half - quarter) / (all - half), 2.5, 5);
        Assert.Equal(1, half / all, 2e-2);
        Assert.Equal(1, line.MeanDifference(VelocityStatistic.FourthMoment, 1, 6) / line.Bias(VelocityStatistic.FourthMoment, 1), 2e-2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public void Steps_are_fine_enough_at_late_times_too(double time)
    {
        var line = new LineFluctuation(Unit);
        var fine = new LineFluctuation(Unit) { Refinement = 2 };
        Assert.Equal(1, line.MeanSquare(time, 3) / fine.MeanSquare(time, 3), 2e-3);
        Assert.Equal(1, line.MeanDifference(VelocityStatistic.Energy, time, 3) / fine.MeanDifference(VelocityStatistic.Energy, time, 3), 2e-3);
    }

    [Fact]
    public void In_the_end_the_long_waves_hold_energy_beside_the_mean_velocity()
    {
        // A particle goes no farther than 1/a times its contracted velocity: a longer wave of the sample's momentum stays, and nothing changes any more.
        var line = new LineFluctuation(Unit);
        double Energy(double time) => line.MeanDifference(VelocityStatistic.Energy, time, 3);
        Assert.True(Energy(8) > 1.1 * Unit.Initial.Temperature);
        Assert.Equal(1, Energy(8) / Energy(6), 1e-2);
    }

    [Fact]
    public void A_common_velocity_changes_neither_the_coupling_nor_the_bias_of_the_energy()
    {
        var torus = new Torus([1.0]);
        var moving = new LineFluctuation(new HomogeneousSolution(ProductState.UniformBox([0.5], [1], [0.7], [2]), torus, 1));
        var resting = new LineFluctuation(new HomogeneousSolution(ProductState.UniformBox([0.5], [1], [0], [2]), torus, 1));
        Assert.Equal(1, moving.VelocityMeanSquare(0.8) / resting.VelocityMeanSquare(0.8), 1e-10);
        Assert.Equal(1, moving.Bias(VelocityStatistic.Energy, 0.8) / resting.Bias(VelocityStatistic.Energy, 0.8), 1e-10);
    }

    [Fact]
    public void Particles_deviate_as_it_says()
    {
        const int count = 200, replicas = 3000;
        const double time = 1;
        var weight = new WendlandWeight(1);
        var scaling = new ScalingLaw(count, 1);
        var line = new LineFluctuation(Flock);
        IReadOnlyList<VelocityStatistic> statistics = VelocityStatistic.Each;
        double[][] measured = [.. Enumerable.Range(0, replicas).AsParallel().AsOrdered().Select(replica =>
        {
            ParticleState start = ParticleState.Sample(Flock.Initial, Flock.Domain, count, new IndependentSequence(RandomStream.For(31, count, replica, StreamPurpose.Test)));
            using ParticleEngine engine = ParticleEngine.Create(new SimulationSettings(Flock.Domain, weight, scaling.Epsilon, scaling.Coupling(Flock.Gamma, weight), 0.25), start);
            var coupling = new SynchronousCoupling(Flock, start);
            engine.AdvanceTo(time);
            coupling.AdvanceTo(time);
            return (double[])[coupling.VelocityMeanSquare(engine.State), .. statistics.Select(statistic => coupling.MeanDifference(engine.State, statistic))];
        })];
        Compare(0, line.VelocityMeanSquare(time));
        for (int k = 0; k < statistics.Count; k++) Compare(k + 1, line.Bias(statistics[k], time));

        // The encounters alone are told apart; three standard errors, and the 1/N beyond first order.
        ReplicaStatistics coupled = ReplicaStatistics.Of([.. measured.Select(values => count * values[0])]);
        double encounters = count * EncounterCorrection.VelocityMeanSquare(Flock, weight, scaling, time);
        Assert.True(Math.Abs(encounters - coupled.Mean) > 6 * coupled.StandardError, $"{encounters} against {coupled.Mean} +- {coupled.StandardError}");

        void Compare(int measure, double predicted)
        {
            ReplicaStatistics statistics = ReplicaStatistics.Of([.. measured.Select(values => count * values[measure])]);
            double allowed = 3 * statistics.StandardError + 3.0 / count * predicted;
            Assert.True(Math.Abs(predicted - statistics.Mean) < allowed, $"measure {measure}: {predicted} against {statistics.Mean} +- {statistics.StandardError}");
        }
    }
}
