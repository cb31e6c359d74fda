using ParticleLimit.Comparison;
using ParticleLimit.Experiments;
using ParticleLimit.Kinetic;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class FieldInfluenceTests
{
    /// <summary>Orthonormal under f0 and orthogonal to one: by the quadrature that made them and by a net of points that knows nothing of it.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_functions_of_a_start_have_mean_zero(int d)
    {
        (InitialState initial, Torus torus) = SlabReferenceTests.Flock(d, 0.8);
        var functions = new StartFunctions(Slab.Of(initial, torus)!);
        double[] weights = [.. functions.Labels.Select(label => label.Weight)];
        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.Equal(27, functions.Count);
        for (int k = 0; k < functions.Count; k++)
        {
            double[] own = functions.AtLabels(k), other = functions.AtLabels(0);
            Assert.Equal(0, weights.Zip(own, (w, b) => w * b).Sum(), 1e-12);
            Assert.Equal(k == 0 ? 1 : 0, weights.Select((w, i) => w * own[i] * other[i]).Sum(), 1e-11);
        }

        ParticleState net = ParticleState.Sample(initial, torus, 1 << 14, new SobolSequence(2 * d, RandomStream.For(1, 0, 0, StreamPurpose.Test)));
        Assert.All(functions.Means(net.Positions[0], net.Velocities[0]), mean => Assert.Equal(0, mean, 4e-3)); // half the scatter of as many independent points
    }

    /// <summary>A thousand starts by quadrature with eight waves for the fields have the energy of the sheet.</summary>
    [Fact]
    public void The_starts_by_quadrature_follow_the_solution()
    {
        (InitialState initial, Torus torus) = SlabReferenceTests.Flock(2, 0.8);
        SlabReference slab = SlabReferenceTests.Solve(initial, torus, 0.4);
        var functions = new StartFunctions(slab.Slab);
        double[][] state = new StartFlow(slab.Slab, functions.Labels, slab.Gamma).Carry([.. functions.Labels.Select(label => label.Weight)], 0.4, 32);
        double variance = ((ProductState)initial).Velocities[1].Variance, mean = slab.Slab.Mean[0], energy = 0;
        for (int i = 0; i < functions.Labels.Length; i++) energy += functions.Labels[i].Weight * (state[1][i] * state[1][i] + mean * mean + variance * state[2][i] * state[2][i]);
        Assert.Equal(slab.Observe(0.4).Energy, energy, 1e-6);
    }

    /// <summary>In a flock at rest and even along all axes the fields' fluctuation changes the energy in second order alone.</summary>
    [Fact]
    public void In_an_even_flock_at_rest_the_energy_has_none()
    {
        var torus = new Torus(2, 0.5);
        var initial = new ProductState([new RaisedCosineMarginal(1, 2, 0), new UniformMarginal(0, 0.5)], [new UniformMarginal(-0.5, 0.5), new UniformMarginal(-1, 1)]);
        var influence = new FieldInfluence(Slab.Of(initial, torus)!, 1.5);
        ParticleState start = ParticleState.Sample(initial, torus, 100, new IndependentSequence(RandomStream.For(1, 0, 0, StreamPurpose.Test)));
        Assert.Equal(0, influence.Mean(start, VelocityStatistic.Energy, 0.4), 1e-6);
        Assert.Equal(0, influence.Mean(start, VelocityStatistic.Energy, 0));
        Assert.NotEqual(0, influence.Mean(start, ModeStatistic.Density, 0.4), 1e-4);
    }

    /// <summary>In an uneven flock it is most of the variance of a bias, and none of its mean. What is left of the energy is the scatter of the encounters.</summary>
    [Theory]
    [InlineData("energy-bias", 1.7)]
    [InlineData("density-mode-bias", 1.7)]
    public void It_takes_scatter_away_and_leaves_the_mean(string measure, double factor)
    {
        const int Replicas = 24;
        ExperimentSpecification specification = Specifications.Uneven("ladder=[6400]", $"replicas={Replicas}", "scaling={\"beta\":0.6667}", $"measures=[\"{measure}\"]");
        References references = References.Of(specification, default);
        var runner = new CellRunner(specification, references);
        PhaseStatistic statistic = MeasureKind.Statistic(measure);
        double[] influences = [.. Enumerable.Range(0, Replicas).Select(
            replica => references.InfluenceFor(6400)!.Mean(CellRunner.InitialParticles(specification, new CellKey(6400, replica)), statistic, 0.25))];
        double[] own = [.. Enumerable.Range(0, Replicas).Select(replica => runner.Run(new CellKey(6400, replica), null, default).Result.Rows.Single(row => row.Measure == measure).Value)];
        ReplicaStatistics with = ReplicaStatistics.Of(own), without = ReplicaStatistics.Of([.. own.Zip(influences, (bias, influence) => bias + influence)]), alone = ReplicaStatistics.Of(influences);
        Assert.True(without.StandardError > factor * with.StandardError, $"{without.StandardError} {with.StandardError}");
        Assert.InRange(alone.Mean, -4 * alone.StandardError, 4 * alone.StandardError);
    }
}
