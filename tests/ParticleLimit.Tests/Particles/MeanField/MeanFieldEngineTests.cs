using ParticleLimit.Model;
using ParticleLimit.Particles;

namespace ParticleLimit.Tests;

public sealed class MeanFieldEngineTests
{
    private static readonly ICommunicationWeight[] Weights =
        [new IndicatorWeight(1), new HatWeight(1), new WendlandWeight(1), new BumpWeight(1), new TruncatedCuckerSmaleWeight(1, 0.5)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Momentum_stays_energy_falls_and_velocities_stay_in_their_hull(int dimension)
    {
        foreach (ICommunicationWeight weight in Weights)
        {
            ParticleState start = ParticleRuns.Uniform(dimension, 400, 5);
            ParticleEngine engine = MeanFieldSimulation.Create(Settings(ParticleRuns.Unit(dimension), weight, 400, fraction: 1), start);
            Observables first = ParticleObservables.Of(engine.State), before = first;
            for (int k = 1; k <= 6; k++)
            {
                double[] lowest = [.. engine.State.Velocities.Select(v => v.Min())], highest = [.. engine.State.Velocities.Select(v => v.Max())];
                engine.AdvanceTo(0.2 * k);
                Observables now = ParticleObservables.Of(engine.State);
                Assert.True(now.Energy < before.Energy, $"{weight.Name}: energy {before.Energy} -> {now.Energy}");
                for (int axis = 0; axis < dimension; axis++)
                {
                    Assert.Equal(first.Momentum[axis], now.Momentum[axis], 1e-14);
                    Assert.True(engine.State.Velocities[axis].Min() >= lowest[axis] - 1e-7 && engine.State.Velocities[axis].Max() <= highest[axis] + 1e-7);
                }

                before = now;
            }
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void The_error_falls_with_the_square_of_the_step(int dimension, bool torus)
    {
        Domain domain = torus ? ParticleRuns.Unit(dimension) : new FreeSpace(dimension);
        ParticleState start = ParticleRuns.Uniform(dimension, 200, 9);
        SimulationSettings settings = Settings(domain, new WendlandWeight(1), 200, fraction: 1);
        ParticleState reference = Advance(settings with { StepFraction = 0.005 }, start, 0.5);
        (double Error, long Steps)[] runs = [.. new[] { 0.2, 0.1, 0.05 }.Select(fraction =>
        {
            ParticleEngine engine = MeanFieldSimulation.Create(settings with { StepFraction = fraction }, start);
            engine.AdvanceTo(0.5);
            return (ParticleRuns.Distance(domain, reference, engine.State), engine.Steps);
        })];
        for (int k = 1; k < runs.Length; k++)
            Assert.InRange(Math.Log(runs[k - 1].Error / runs[k].Error) / Math.Log((double)runs[k].Steps / runs[k - 1].Steps), 1.8, 2.5);
    }

    /// <summary>With everyone in range at psi = 1 the system is linear: v_i - vbar = (v_i(0) - vbar) e^(-lambda t).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_flock_in_range_of_itself_relaxes_exponentially(int dimension)
    {
        const double lambda = 1.7;
        ParticleState start = ParticleRuns.Uniform(dimension, 100, 4);
        var settings = new SimulationSettings(new FreeSpace(dimension), new IndicatorWeight(1), 50, lambda / 100, 0.02);
        ParticleState end = Advance(settings, start, 1);
        for (int axis = 0; axis < dimension; axis++)
        {
            double mean = start.Velocities[axis].Average();
            for (int i = 0; i < 100; i++)
            {
                double relative = start.Velocities[axis][i] - mean;
                Assert.Equal(mean + relative * Math.Exp(-lambda), end.Velocities[axis][i], 2e-5);
                Assert.Equal(start.Positions[axis][i] + mean + relative * (1 - Math.Exp(-lambda)) / lambda, end.Positions[axis][i], 2e-5);
            }
        }
    }

    /// <summary>The short-range engine sums the same pairs; the two agree to second order in their steps.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_short_range_engine_finds_the_same(int dimension)
    {
        Torus domain = ParticleRuns.Unit(dimension);
        ParticleState start = ParticleRuns.Uniform(dimension, 300, 8);
        SimulationSettings settings = Settings(domain, new WendlandWeight(1), 300, fraction: 0.02);
        Assert.True(ParticleRuns.Distance(domain, ParticleRuns.Advance(settings, start, 0.5), Advance(settings, start, 0.5)) < 3e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_boost_and_a_permutation_commute_with_the_flow(int dimension)
    {
        var domain = new FreeSpace(dimension);
        ParticleState start = ParticleRuns.Uniform(dimension, 250, 6), moved = start.Clone();
        int[] permutation = [.. Enumerable.Range(0, 250).Select(i => 91 * i % 250)];
        for (int axis = 0; axis < dimension; axis++)
        {
            for (int i = 0; i < 250; i++)
            {
                moved.Positions[axis][i] = start.Positions[axis][permutation[i]] + 3;
                moved.Velocities[axis][i] = start.Velocities[axis][permutation[i]] + 2;
            }
        }

        SimulationSettings settings = Settings(domain, new HatWeight(1), 250, fraction: 0.25);
        ParticleState end = Advance(settings, start, 1), movedEnd = Advance(settings, moved, 1);
        for (int axis = 0; axis < dimension; axis++)
            for (int i = 0; i < 250; i++) Assert.Equal(end.Positions[axis][permutation[i]] + 5, movedEnd.Positions[axis][i], 1e-11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_step_allocates_nothing(int dimension)
    {
        ParticleState start = ParticleRuns.Uniform(dimension, 3000, 2);
        ParticleEngine engine = MeanFieldSimulation.Create(Settings(ParticleRuns.Unit(dimension), new WendlandWeight(1), 3000, 0.25), start);
        engine.AdvanceTo(0.1);
        double time = 0.1;
        Assert.Equal(0, Allocation.During(() => engine.AdvanceTo(time += 0.2)));
    }

    private static SimulationSettings Settings(Domain domain, ICommunicationWeight weight, int count, double fraction) =>
        new(domain, weight, 0.3, 3.0 / count, fraction);

    private static ParticleState Advance(SimulationSettings settings, ParticleState state, double time)
    {
        ParticleEngine engine = MeanFieldSimulation.Create(settings, state);
        engine.AdvanceTo(time);
        return engine.State;
    }
}
