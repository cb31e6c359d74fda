using CsCheck;
using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>The invariances of MATHEMATICS.md section 3, over times too short for encounters to amplify rounding much.</summary>
public sealed class ParticleInvarianceTests
{
    private const double Time = 0.1;

    // A rounding error grows at most by the Lipschitz constant of the flow, here below e^5 for some 5 neighbours; states are of size 10.
    private const double RoundOff = 1e-12;

    private static readonly Gen<(int Dimension, int Seed)> Cases = Gen.Select(Gen.Int[1, 3], Gen.Int[0, 1 << 20]);

    [Fact]
    public void Translated_particles_move_alike() => OnTorusAndInFreeSpace((domain, dimension, axis) => Shift(3.7 - axis, 0));

    [Fact]
    public void Boosted_particles_move_alike() => OnTorusAndInFreeSpace((domain, dimension, axis) => Shift(0, 1.5 + axis));

    [Fact]
    public void Particles_turned_in_free_space_move_alike() => Cases.Sample(
        c =>
        {
            if (c.Dimension == 1) return;
            var domain = new FreeSpace(c.Dimension);
            double angle = 1e-5 * c.Seed;
            ParticleState start = ParticleRuns.Uniform(c.Dimension, 40, c.Seed);
            ParticleState end = Advance(domain, start), turnedEnd = Advance(domain, Turned(start, angle));
            Assert.True(ParticleRuns.Distance(domain, Turned(end, angle), turnedEnd) < RoundOff);
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Particles_turned_by_a_right_angle_on_the_torus_move_alike() => Cases.Sample(
        c =>
        {
            if (c.Dimension == 1) return;
            Domain domain = ParticleRuns.Unit(c.Dimension);
            ParticleState start = ParticleRuns.Uniform(c.Dimension, 40, c.Seed);
            ParticleState end = Advance(domain, start), turnedEnd = Advance(domain, Turned(start, Math.PI / 2));
            Assert.True(ParticleRuns.Distance(domain, Turned(end, Math.PI / 2), turnedEnd) < RoundOff);
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void Renumbered_particles_move_alike() => Cases.Sample(
        c =>
        {
            Domain domain = ParticleRuns.Unit(c.Dimension);
            ParticleState start = ParticleRuns.Uniform(c.Dimension, 40, c.Seed);
            Assert.True(ParticleRuns.Distance(domain, Reversed(Advance(domain, start)), Advance(domain, Reversed(start))) < RoundOff);
        },
        iter: 60,
        threads: 1);

    private static void OnTorusAndInFreeSpace(Func<Domain, int, int, (double Position, double Velocity)> shift) => Cases.Sample(
        c =>
        {
            foreach (Domain domain in new Domain[] { ParticleRuns.Unit(c.Dimension), new FreeSpace(c.Dimension) })
            {
                ParticleState start = ParticleRuns.Uniform(c.Dimension, 40, c.Seed);
                ParticleState expected = Shifted(Advance(domain, start), axis => shift(domain, c.Dimension, axis), Time);
                ParticleState end = Advance(domain, Shifted(start, axis => shift(domain, c.Dimension, axis), 0));
                Assert.True(ParticleRuns.Distance(domain, expected, end) < RoundOff);
            }
        },
        iter: 60,
        threads: 1);

    private static (double Position, double Velocity) Shift(double position, double velocity) => (position, velocity);

    private static ParticleState Advance(Domain domain, ParticleState start, double fraction = 0.25) =>
        ParticleRuns.Advance(ParticleRuns.Paper(domain, start.Count, new WendlandWeight(1.5), fraction), start, Time);

    private static ParticleState Shifted(ParticleState state, Func<int, (double Position, double Velocity)> shift, double time)
    {
        ParticleState shifted = state.Clone();
        for (int axis = 0; axis < state.Dimension; axis++)
        {
            (double position, double velocity) = shift(axis);
            for (int i = 0; i < state.Count; i++)
            {
                shifted.Positions[axis][i] += position + velocity * time;
                shifted.Velocities[axis][i] += velocity;
            }
        }

        return shifted;
    }

    private static ParticleState Turned(ParticleState state, double angle)
    {
        ParticleState turned = state.Clone();
        (double sine, double cosine) = Math.SinCos(angle);
        foreach ((double[][] from, double[][] to) in new[] { (state.Positions, turned.Positions), (state.Velocities, turned.Velocities) })
        {
            for (int i = 0; i < state.Count; i++)
            {
                to[0][i] = cosine * from[0][i] - sine * from[1][i];
                to[1][i] = sine * from[0][i] + cosine * from[1][i];
            }
        }

        return turned;
    }

    private static ParticleState Reversed(ParticleState state)
    {
        ParticleState reversed = state.Clone();
        foreach (double[] axis in reversed.Positions.Concat(reversed.Velocities)) Array.Reverse(axis);
        return reversed;
    }
}
