using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

/// <summary>States and runs shared by the tests of the particle engine.</summary>
internal static class ParticleRuns
{
    public static Torus Unit(int dimension) => new([.. Enumerable.Repeat(1.0, dimension)]);

    /// <summary>Positions uniform in the unit cube, velocities in [-1, 1]^d.</summary>
    public static ParticleState Uniform(int dimension, int count, int seed)
    {
        var random = new Random(seed);
        var state = new ParticleState(dimension, count);
        for (int axis = 0; axis < dimension; axis++)
        {
            for (int i = 0; i < count; i++)
            {
                state.Positions[axis][i] = random.NextDouble();
                state.Velocities[axis][i] = 2 * random.NextDouble() - 1;
            }
        }

        return state;
    }

    /// <summary>The paper's law N eps^d = 1 with gamma = 1.</summary>
    public static SimulationSettings Paper(Domain domain, int count, ICommunicationWeight weight, double fraction = 0.25)
    {
        var law = new ScalingLaw(count, domain.Dimension);
        return new SimulationSettings(domain, weight, law.Epsilon, law.Coupling(1, weight), fraction);
    }

    public static ParticleState Advance(SimulationSettings settings, ParticleState state, double time)
    {
        ParticleEngine engine = ParticleEngine.Create(settings, state);
        engine.AdvanceTo(time);
        return engine.State;
    }

    /// <summary>The largest difference of two states, of positions by the shortest way round.</summary>
    public static double Distance(Domain domain, ParticleState a, ParticleState b)
    {
        double largest = 0;
        for (int axis = 0; axis < a.Dimension; axis++)
        {
            for (int i = 0; i < a.Count; i++)
            {
                largest = Math.Max(largest, Math.Abs(domain.ShortestDifference(a.Positions[axis][i] - b.Positions[axis][i], axis)));
                largest = Math.Max(largest, Math.Abs(a.Velocities[axis][i] - b.Velocities[axis][i]));
            }
        }

        return largest;
    }
}
