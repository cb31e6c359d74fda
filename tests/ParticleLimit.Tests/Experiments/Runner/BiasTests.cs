using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public class BiasTests
{
    [Fact]
    public void The_control_variate_takes_the_sampling_noise_away_and_leaves_the_mean()
    {
        ExperimentSpecification specification = SpecificationReader.Read(
            Repository.Experiment("bias-2d"), ["ladder=[6400]", "replicas=24", "times=[0.25]", "measures=[\"energy-bias\",\"energy\"]"]);
        References references = References.Of(specification, CancellationToken.None);
        var runner = new CellRunner(specification, references);
        ResultRow[][] cells = [.. Enumerable.Range(0, 24).Select(r => runner.Run(new CellKey(6400, r), null, CancellationToken.None).Result.Rows.ToArray())];
        ReplicaStatistics Statistics(string measure) => ReplicaStatistics.Of([.. cells.Select(rows => rows.Single(row => row.Measure == measure).Value)]);

        ReplicaStatistics bias = Statistics("energy-bias"), energy = Statistics("energy");
        double exact = references.For(6400).Observe(0.25).Energy;
        Assert.InRange(energy.Mean - exact, bias.Mean - 4 * energy.StandardError, bias.Mean + 4 * energy.StandardError);
        Assert.True(bias.StandardError < energy.StandardError / 2, $"{bias.StandardError} {energy.StandardError}");

        // eps = 1/80: the correction to first order in eps, and room for the next.
        double predicted = cells[0].Single(row => row.Measure == "energy-bias-predicted").Value;
        Assert.InRange(bias.Mean, predicted - 4 * bias.StandardError, 1.3 * predicted + 4 * bias.StandardError);
    }

    [Fact]
    public void Without_interaction_there_is_no_bias()
    {
        ParticleState start = ParticleState.Sample(
            SynchronousCouplingTests.State(2, 1), new Torus(1, 1), 100, new IndependentSequence(RandomStream.For(3, 0, 0, StreamPurpose.Test)));
        var coupling = new SynchronousCoupling(SynchronousCouplingTests.Homogeneous(2, 1, 0), start);
        foreach (PhaseStatistic statistic in PhaseStatistic.All) Assert.Equal(0, coupling.MeanDifference(start, statistic), 1e-15);
        coupling.AdvanceTo(2);
        foreach (VelocityStatistic statistic in VelocityStatistic.Each) Assert.Equal(0, coupling.MeanDifference(start, statistic), 1e-15);

        // The particles have not moved and the characteristics have: by Vt, so that the wave differs and the velocities do not.
        Assert.NotEqual(0, coupling.MeanDifference(start, ModeStatistic.Density), 1e-3);
    }
}
