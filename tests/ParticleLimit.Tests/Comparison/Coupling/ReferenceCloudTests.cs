using ParticleLimit.Comparison;
using ParticleLimit.Model;

namespace ParticleLimit.Tests;

public class ReferenceCloudTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_evenly_spread_cloud_has_the_moments_of_the_solution_far_below_the_sampling_error(int d)
    {
        const int Count = 1 << 14;
        var reference = new HomogeneousSolution(Drifting(d), new Torus([.. Enumerable.Repeat(1.2, d)]), 0.8);
        var cloud = new ReferenceCloud(reference, Count, new KroneckerSequence(reference.Initial.UniformsPerParticle));
        foreach (double time in (double[])[0, 0.4, 1.5])
        {
            cloud.AdvanceTo(time);
            Observables expected = reference.Observe(time);
            double energy = 0;
            for (int axis = 0; axis < d; axis++)
            {
                Assert.Equal(expected.Momentum[axis], cloud.Velocities[axis].Average(), 2e-3);
                energy += cloud.Velocities[axis].Sum(v => v * v) / Count;
            }

            Assert.Equal(expected.Energy, energy, 2e-3 * expected.Energy);
            Assert.True(Enumerable.Range(0, Count).Max(i => Math.Sqrt(Enumerable.Range(0, d).Sum(k => cloud.Velocities[k][i] * cloud.Velocities[k][i])))
                <= expected.VelocityRadius * (1 + 1e-14));
        }
    }

    [Fact]
    public void An_independent_cloud_has_the_moments_of_the_solution_within_the_sampling_error()
    {
        const int Clouds = 40, Count = 500;
        var reference = new HomogeneousSolution(Drifting(2), new Torus(1.2, 1.2), 0.8);
        double[] energies = [.. Enumerable.Range(0, Clouds).Select(r =>
        {
            var cloud = new ReferenceCloud(reference, Count, new IndependentSequence(RandomStream.For(7, 0, r, StreamPurpose.Floor)));
            cloud.AdvanceTo(0.6);
            return cloud.Velocities.Sum(axis => axis.Sum(v => v * v)) / Count;
        })];
        ReplicaStatistics statistics = ReplicaStatistics.Of(energies);
        Assert.InRange(reference.Observe(0.6).Energy, statistics.Mean - 4 * statistics.StandardError, statistics.Mean + 4 * statistics.StandardError);
    }

    [Fact]
    public void A_cloud_advances_and_never_goes_back()
    {
        HomogeneousSolution reference = SynchronousCouplingTests.Homogeneous(1, 1, 1);
        var cloud = new ReferenceCloud(reference, 8, new KroneckerSequence(2));
        cloud.AdvanceTo(1);
        double[] before = [.. cloud.Positions[0]];
        cloud.AdvanceTo(1);
        Assert.Equal(before, cloud.Positions[0]);
        Assert.Equal((1.0, 8), (cloud.Time, cloud.Count));
        Assert.Throws<ArgumentOutOfRangeException>(() => cloud.AdvanceTo(0.9));
    }

    private static ProductState Drifting(int d) => new(
        [.. Enumerable.Repeat<IMarginal>(new UniformMarginal(0, 1.2), d)], [.. Enumerable.Repeat<IMarginal>(new UniformMarginal(-0.5, 1), d)]);
}
