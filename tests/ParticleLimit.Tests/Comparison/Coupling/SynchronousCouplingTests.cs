using CsCheck;
using ParticleLimit.Comparison;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public class SynchronousCouplingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Particles_without_interaction_stay_with_their_free_characteristics(int d) => Gen.Int[0, 100].Sample(seed =>
    {
        var torus = new Torus([.. Enumerable.Repeat(1.3, d)]);
        var reference = new FreeTransport(State(d, 1.3), torus);
        ParticleState particles = Start(reference, 50, seed);
        var coupling = new SynchronousCoupling(reference, particles);
        foreach (double time in (double[])[0.1, 0.7, 3])
        {
            double step = time - coupling.Time;
            for (int axis = 0; axis < d; axis++)
                for (int i = 0; i < particles.Count; i++)
                    particles.Positions[axis][i] = torus.Wrap(particles.Positions[axis][i] + step * particles.Velocities[axis][i], axis);
            coupling.AdvanceTo(time);
            Assert.Equal(0, coupling.VelocityMeanSquare(particles));
            Assert.Equal(0, coupling.PositionMeanSquare(particles), 1e-28); // a few roundings of a coordinate of size 1, squared
        }
    }, iter: 20);

    [Fact]
    public void The_start_is_copied()
    {
        HomogeneousSolution reference = Homogeneous(2, 1, 1);
        ParticleState start = Start(reference, 20, 0), kept = start.Clone();
        var coupling = new SynchronousCoupling(reference, start);
        Array.Clear(start.Velocities[0]);
        Assert.Equal(0, coupling.VelocityMeanSquare(kept));
        coupling.AdvanceTo(1);
        Assert.All(start.Velocities[0], v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_known_displacement_is_measured_on_the_shortest_way() =>
        Gen.Select(Gen.Double[-0.49, 0.49], Gen.Double[-0.49, 0.49], Gen.Double[-3, 3]).Sample((dx, dy, dv) =>
        {
            HomogeneousSolution reference = Homogeneous(2, 1, 1);
            ParticleState particles = Start(reference, 30, 1);
            var coupling = new SynchronousCoupling(reference, particles);
            for (int i = 0; i < particles.Count; i++)
            {
                particles.Positions[0][i] = reference.Domain.Wrap(particles.Positions[0][i] + dx, 0);
                particles.Positions[1][i] = reference.Domain.Wrap(particles.Positions[1][i] + dy, 1);
                particles.Velocities[1][i] += dv;
            }

            Assert.Equal(dx * dx + dy * dy, coupling.PositionMeanSquare(particles), 1e-14);
            Assert.Equal(dv * dv, coupling.VelocityMeanSquare(particles), 1e-13);
        }, iter: 100);

    [Fact]
    public void Two_times_reached_in_one_step_or_in_many_are_the_same()
    {
        HomogeneousSolution reference = Homogeneous(3, 1.2, 2);
        ParticleState particles = Start(reference, 40, 2);
        var once = new SynchronousCoupling(reference, particles);
        var often = new SynchronousCoupling(reference, particles);
        once.AdvanceTo(1);
        for (int n = 1; n <= 10; n++) often.AdvanceTo(n / 10.0);
        for (int axis = 0; axis < 3; axis++)
            for (int i = 0; i < 40; i++)
            {
                Assert.Equal(once.Velocities[axis][i], often.Velocities[axis][i], 1e-14);
                Assert.Equal(0, reference.Domain.ShortestDifference(once.Positions[axis][i] - often.Positions[axis][i], axis), 1e-14);
            }
    }

    [Fact]
    public void Against_a_cloud_at_rest_the_mean_square_is_the_energy_of_the_flow()
    {
        HomogeneousSolution reference = Homogeneous(2, 1, 1.5);
        ParticleState start = Start(reference, 1000, 3);
        var coupling = new SynchronousCoupling(reference, start);
        double energy = coupling.VelocityMeanSquare(new ParticleState(2, 1000));
        coupling.AdvanceTo(0.8);
        Assert.Equal(energy * Math.Exp(-2 * 1.5 * 0.8), coupling.VelocityMeanSquare(new ParticleState(2, 1000)), 1e-14);
    }

    [Fact]
    public void Sums_do_not_lose_small_terms_beside_large_ones()
    {
        HomogeneousSolution reference = Homogeneous(1, 1, 1);
        var start = new ParticleState(1, 100_001);
        var coupling = new SynchronousCoupling(reference, start);
        ParticleState now = start.Clone();
        now.Velocities[0][0] = 1e8;
        for (int i = 1; i < now.Count; i++) now.Velocities[0][i] = 0.5;
        double exact = (1e16 + 25_000) / 100_001;
        Assert.Equal(exact, coupling.VelocityMeanSquare(now), Math.BitIncrement(exact) - exact);
    }

    [Fact]
    public void Other_particles_than_those_of_the_start_are_refused()
    {
        HomogeneousSolution reference = Homogeneous(2, 1, 1);
        var coupling = new SynchronousCoupling(reference, Start(reference, 20, 0));
        Assert.Throws<ArgumentException>(() => coupling.VelocityMeanSquare(new ParticleState(2, 19)));
        Assert.Throws<ArgumentException>(() => coupling.PositionMeanSquare(new ParticleState(1, 20)));
        Assert.Throws<ArgumentException>(() => new SynchronousCoupling(reference, new ParticleState(3, 20)));
        coupling.AdvanceTo(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => coupling.AdvanceTo(0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => coupling.AdvanceTo(double.NaN));
    }

    internal static ProductState State(int d, double side) => new(
        [.. Enumerable.Repeat<IMarginal>(new UniformMarginal(0, side), d)], [.. Enumerable.Repeat<IMarginal>(new UniformMarginal(-1, 1), d)]);

    internal static HomogeneousSolution Homogeneous(int d, double side, double gamma) =>
        new(State(d, side), new Torus([.. Enumerable.Repeat(side, d)]), gamma);

    private static ParticleState Start(IKineticReference reference, int count, int seed) => ParticleState.Sample(
        reference.Initial, reference.Domain, count, new IndependentSequence(RandomStream.For((ulong)seed, 0, 0, StreamPurpose.Test)));
}
