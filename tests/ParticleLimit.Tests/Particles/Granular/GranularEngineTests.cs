using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class GranularEngineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Momentum_stays_and_energy_falls(int dimension)
    {
        const int count = 400;
        ParticleEngine engine = GranularSimulation.Create(
            ParticleRuns.Paper(ParticleRuns.Unit(dimension), count, new WendlandWeight(1)), ParticleRuns.Uniform(dimension, count, 3));
        Observables first = ParticleObservables.Of(engine.State), before = first;
        for (int k = 1; k <= 5; k++)
        {
            engine.AdvanceTo(0.2 * k);
            Observables now = ParticleObservables.Of(engine.State);
            for (int axis = 0; axis < dimension; axis++) Assert.Equal(first.Momentum[axis], now.Momentum[axis], 1e-15);
            Assert.True(now.Energy < before.Energy);
            before = now;
        }
    }

    /// <summary>Two particles in range of each other at psi = 1: w' = -2 k w |w|, so that w(t) = w / (1 + 2 k |w| t).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_pair_slows_algebraically(int dimension)
    {
        const double coupling = 0.7, time = 3;
        var state = new ParticleState(dimension, 2);
        for (int axis = 0; axis < dimension; axis++) state.Velocities[axis][1] = 0.5 + axis;
        double speed = Math.Sqrt(Enumerable.Range(0, dimension).Sum(axis => (0.5 + axis) * (0.5 + axis)));
        ParticleEngine engine = GranularSimulation.Create(new SimulationSettings(new FreeSpace(dimension), new IndicatorWeight(1), 100, coupling, 0.004), state);
        engine.AdvanceTo(time);
        for (int axis = 0; axis < dimension; axis++)
        {
            double relative = engine.State.Velocities[axis][1] - engine.State.Velocities[axis][0];
            Assert.Equal((0.5 + axis) / (1 + 2 * coupling * speed * time), relative, 1e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_error_falls_with_the_square_of_the_step(int dimension)
    {
        Torus domain = ParticleRuns.Unit(dimension);
        ParticleState start = ParticleRuns.Uniform(dimension, 40, 21);
        double range = 3 * Math.Pow(40, -1.0 / dimension);
        var settings = new SimulationSettings(domain, new WendlandWeight(1), Math.Min(range, 0.45), 2, 0.0025);
        ParticleState reference = Run(settings).State;
        ParticleEngine coarse = Run(settings with { StepFraction = 0.08 }), fine = Run(settings with { StepFraction = 0.02 });
        double errors = ParticleRuns.Distance(domain, reference, coarse.State) / ParticleRuns.Distance(domain, reference, fine.State);
        Assert.True(Math.Log(errors) / Math.Log((double)fine.Steps / coarse.Steps) >= 1.8, $"{errors}");

        ParticleEngine Run(SimulationSettings at)
        {
            ParticleEngine engine = GranularSimulation.Create(at, start);
            engine.AdvanceTo(0.15);
            return engine;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_neighbour_search_changes_rounding_alone(int dimension)
    {
        (SimulationSettings settings, ParticleState start) = Small(dimension);
        ParticleState[] ends = [.. Searches.Select(kind =>
        {
            ParticleEngine engine = GranularSimulation.Create(settings with { Neighbours = kind }, start);
            engine.AdvanceTo(1.5 * settings.Epsilon);
            return engine.State;
        })];
        Domain domain = settings.Domain;
        Assert.True(ParticleRuns.Distance(domain, ends[0], ends[1]) < 1e-13);
        Assert.True(ParticleRuns.Distance(domain, ends[0], ends[2]) < 1e-13);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_step_allocates_nothing(int dimension)
    {
        (SimulationSettings settings, ParticleState start) = Small(dimension);
        foreach (NeighbourSearchKind kind in Searches)
        {
            ParticleEngine engine = GranularSimulation.Create(settings with { Neighbours = kind }, start);
            double time = settings.Epsilon;
            engine.AdvanceTo(time);
            Assert.Equal(0, Allocation.During(() => engine.AdvanceTo(time += 0.5 * settings.Epsilon)));
        }
    }

    private static NeighbourSearchKind[] Searches => [NeighbourSearchKind.BruteForce, NeighbourSearchKind.CellGrid, NeighbourSearchKind.KdTree];

    private static (SimulationSettings Settings, ParticleState Start) Small(int dimension) =>
        (ParticleRuns.Paper(ParticleRuns.Unit(dimension), 500, new HatWeight(1)), ParticleRuns.Uniform(dimension, 500, 4));
}
